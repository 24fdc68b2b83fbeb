import { canonicalJson, type DeviceId, refuse } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { DeviceEnrolled, DeviceRevoked, EnrolmentOffered } from "../identity/words.ts";
import { type Schema, tablesOf } from "../store/schema.ts";
import type { NodeTables } from "./tables.ts";
import { downward, type NodeFacts, type NodeTraffic, upward } from "./traffic.ts";

/** The gate devices that may work at a site. Phones, cameras and other nodes are none of its business. */
async function gatesOf(read: Kysely<Schema>, node: NodeFacts): Promise<ReadonlySet<DeviceId>> {
  const rows = await tablesOf<NodeTables>(read)
    .selectFrom("identity_device")
    .select("id")
    .where("kind", "=", "gate")
    .where((eb) => eb.or([eb("site", "is", null), eb("site", "=", node.site)]))
    .execute();
  return new Set(rows.map(({ id }) => id));
}

const ofGates = async (read: Kysely<Schema>, node: NodeFacts) => {
  const gates = await gatesOf(read, node);
  return ({ device }: { readonly device: DeviceId }) => gates.has(device);
};

/** A device that was enrolled twice with two keys: somebody else had the code too. Neither is trusted any more. */
const ENROLLED_TWICE =
  "Its enrolment code was used twice, with two different keys: somebody else has seen it. Enrol the device anew.";

/** How devices are known on both sides: offered and revoked at the centre, enrolled at either. */
export const deviceTraffic: NodeTraffic = {
  down: [downward(EnrolmentOffered, ofGates), downward(DeviceEnrolled, ofGates), downward(DeviceRevoked, ofGates)],
  up: [
    upward(DeviceEnrolled, async (data, { read, node }) => {
      const db = tablesOf<NodeTables>(read);
      const device = await db
        .selectFrom("identity_device")
        .select(["id", "kind", "site", "state", "key", "contingent"])
        .where("id", "=", data.device)
        .executeTakeFirst();
      if (device === undefined || device.kind !== "gate" || (device.site !== null && device.site !== node.site))
        return refuse("not-permitted", `The device ${data.device} is no gate of the site ${node.site}.`, data.device);
      if (device.state === "offered") {
        await db.deleteFrom("identity_enrolment").where("device", "=", device.id).execute();
        return [DeviceEnrolled.of({ ...data, contingent: device.contingent })];
      }
      // Revoked meanwhile: the node hears of it, and the device's key opens nothing any more.
      if (device.state === "revoked" || canonicalJson(device.key) === canonicalJson(data.key)) return [];
      return [DeviceRevoked.of({ device: device.id, contingent: device.contingent, because: ENROLLED_TWICE })];
    }),
  ],
};

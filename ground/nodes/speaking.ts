import { DeviceId, type Principal, type Refusal, refuse } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { NodeTables } from "./tables.ts";
import type { NodeFacts } from "./traffic.ts";

/** The node that calls: an enrolled device that was offered for a site. */
export async function speaking(read: Kysely<NodeTables>, by: Principal): Promise<NodeFacts | Refusal> {
  const unknown = refuse("not-permitted", "Only an enrolled node speaks for a site.");
  const id = DeviceId.safeParse(by.id);
  if (by.kind !== "device" || !id.success) return unknown;
  const device = await read
    .selectFrom("identity_device")
    .select(["id", "site"])
    .where("id", "=", id.data)
    .where("kind", "=", "node")
    .where("state", "=", "enrolled")
    .executeTakeFirst();
  return device === undefined || device.site === null ? unknown : { device: device.id, site: device.site };
}

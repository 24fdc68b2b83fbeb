import { ContingentId, DeviceId, Instant, isRefusal, UnitId } from "@cordon/kernel";
import { z } from "zod";
import { newId } from "../../clock.ts";
import { originOfSite } from "../../nodes/rows.ts";
import { accept, role } from "../../operation.ts";
import { schemaOf, tablesOf } from "../../store/schema.ts";
import { ENROLMENT_MINUTES, later, offerEnrolment as decide } from "../rules.ts";
import { newToken, tokenHash } from "../secret.ts";
import { command } from "../tables.ts";
import { DeviceKind, DeviceLabel, DeviceSite } from "../words.ts";

/** Where each kind of device takes its enrolment up. */
const PATH = { gate: "/gate/", field: "/field/", edge: "/edge/", node: "/node/" } as const;

export const offerEnrolment = command({
  name: "identity.offer-enrolment",
  summary: "Offer a device its enrolment: answers a link to show as a QR code, good once and for ten minutes",
  input: z.object({
    kind: DeviceKind,
    unit: UnitId.nullable(),
    contingent: ContingentId.nullable(),
    label: DeviceLabel,
    /** Of a node, the site it will speak for. Of a gate, its site: where a node stands in, the link leads to it. */
    site: DeviceSite.nullable().default(null),
  }),
  output: z.object({
    device: DeviceId,
    /** The secret the link ends with: for a device without a browser. */
    code: z.string(),
    link: z.string(),
    until: Instant,
  }),
  allow: role("admin", "supervisor", "operator"),
  async run({ input, by, read, now, door }) {
    const device = newId(DeviceId);
    const entries = decide(by, { device, ...input }, now);
    if (isRefusal(entries)) return entries;
    const code = newToken();
    const until = later(now, ENROLMENT_MINUTES * 60);
    await read
      .insertInto("identity_enrolment")
      .values({ code_hash: tokenHash(code), device, until })
      .execute();
    const node =
      input.kind === "gate" && input.site !== null ? await originOfSite(tablesOf(schemaOf(read)), input.site) : null;
    const origin = node ?? door.origin ?? "";
    return accept(entries, { device, code, link: `${origin}${PATH[input.kind]}#enrol=${code}`, until });
  },
});

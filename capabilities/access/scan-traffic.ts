import { downward, type NodeTraffic, type Received, tablesOf, upward } from "@cordon/ground";
import { isRefusal, type PlaceId, type Refusal, refuse, SignalRaised } from "@cordon/kernel";
import { sql } from "kysely";
import type { z } from "zod";
import { wasPosted } from "./operations/scans/gate-once.ts";
import type { AccessTables } from "./tables.ts";
import type { DeviceTables } from "./tables/device.ts";
import { PassLookedUp, QueueReported, Scanned } from "./words.ts";

/** A node speaks for the gates of its own site. */
async function ofSite(place: PlaceId, { read, node }: Received): Promise<Refusal | null> {
  const tables = tablesOf<AccessTables>(read);
  const gate = await tables.selectFrom("access_gate").select("site").where("place", "=", place).executeTakeFirst();
  if (gate?.site === node.site) return null;
  // One that was dropped since is nobody else's: what was scanned there is not lost. One that never was is invented.
  if (gate === undefined)
    return (await wasPosted(tables.$pickTables<keyof DeviceTables>(), place))
      ? null
      : refuse("not-found", "No device was ever posted at this gate.", place);
  return refuse("not-permitted", `This gate is of the site ${gate.site}, not of ${node.site}.`, place);
}

/** What gates at nodes did, and what of the others' scans concerns them: who went through at another site of the same zone is inside here too. */
export const scanTraffic: NodeTraffic = {
  down: [
    downward(Scanned, async (read, node) => {
      const rows = await tablesOf<AccessTables>(read)
        .selectFrom("access_gate")
        .select("zone")
        .distinct()
        .where(sql<boolean>`site = ${node.site}`)
        .execute();
      const zones = new Set(rows.map(({ zone }) => zone));
      return ({ zone }) => zones.has(zone);
    }),
  ],
  up: [
    upward(Scanned, async (data, received) => {
      const outside = await ofSite(data.scan.gate, received);
      if (outside !== null) return outside;
      const known = await isKnown(data, received);
      if (isRefusal(known)) return known;
      return known ? [] : [Scanned.of(data, received.mandate)];
    }),
    upward(QueueReported, async (data, received) => {
      return (await ofSite(data.gate, received)) ?? [QueueReported.of(data, received.mandate)];
    }),
    upward(PassLookedUp, async (data, received) => {
      const outside = data.gate === null ? null : await ofSite(data.gate, received);
      return outside ?? [PassLookedUp.of(data, received.mandate)];
    }),
    upward(SignalRaised, async (data, received) => {
      if (data.kind !== "gate" || data.place === null)
        return refuse("not-permitted", `A node tells of its gates, not of ${data.kind}.`);
      const outside = await ofSite(data.place, received);
      // One of a double bears the second scan's id, whoever noticed: said again by another it is the same signal.
      return outside ?? [SignalRaised.of(data, received.mandate)];
    }),
  ],
};

/**
 * A node that was enrolled anew says everything again, the first telling of a scan too. Only what says more than is known - the gate acted
 * after all, a supervisor let somebody through - is written down: anything else would put an earlier telling in the place of the last.
 * Under the name of a scan that was made at another gate, perhaps of another site, it would change what that one's own node told.
 */
async function isKnown(
  { scan, verdict }: z.infer<typeof Scanned.data>,
  { read }: Received,
): Promise<boolean | Refusal> {
  const known = await tablesOf<AccessTables>(read)
    .selectFrom("access_scan")
    .select(["gate", "standing", "verdict_name", "override_by"])
    .where("id", "=", scan.id)
    .executeTakeFirst();
  if (known === undefined) return false;
  if (known.gate !== scan.gate) return refuse("conflict", "A scan of this name was made at another gate.", scan.id);
  if (scan.override !== null && known.override_by === null) return false;
  if (scan.standing === "acted" && known.standing === "asked") return false;
  const saysLess = scan.standing !== known.standing || (scan.override?.by ?? null) !== known.override_by;
  return saysLess || known.verdict_name === verdict.is;
}

import { role } from "@cordon/ground";
import { DeviceId, type Processing, refuse } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { publishedKeys, type KeyTables } from "../tables/key.ts";
import type { PassTables } from "../tables/pass.ts";
import type { RevocationNews } from "../tables/revocation.ts";
import { publishedRules, type RuleTables } from "../tables/rules.ts";
import type { ScanTables } from "../tables/scan.ts";
import { GateFeed, GateHolds, LaneCode, type Presence, type ZoneCode } from "../words.ts";
import type { GateBoard } from "../workers/board.ts";
import { query } from "./operating.ts";
import { zoneNow } from "./scans/zone-now.ts";
import { refuseAccess } from "../words/refusals.ts";

/** Changes in one answer: a fifth of a second of a city's busiest minute, and a message a phone can take. */
const MOST_CHANGES = 5000;

export const gateFeed = (board: GateBoard, news: RevocationNews) =>
  query({
    name: "access.gate-feed",
    summary:
      "Everything a gate needs to go on alone, as a difference to what it says it holds. Also how it is heard of.",
    input: GateHolds,
    output: GateFeed,
    allow: role("gate-device"),
    async run({ input: holds, by, read, now }) {
      const device = DeviceId.parse(by.id);
      board.hear(device, { at: now, holds });
      const post = await read
        .selectFrom("access_device")
        .select(["gate", "lane"])
        .where("device", "=", device)
        .executeTakeFirst();
      if (post === undefined || post.gate === null)
        return refuse("not-possible-now", "This device is posted at no gate yet.", "post");
      const keys = await publishedKeys(read.$pickTables<keyof KeyTables>());
      if (keys === null)
        return refuseAccess("no-pass-keys-yet", "not-possible-now", "No pass keys have been published yet.", "keys");
      const rules = await publishedRules(read.$pickTables<keyof RuleTables>());
      const gate = rules?.ruleSet.gates.find((one) => one.place === post.gate) ?? null;
      const until = (processing: Processing) =>
        gate === null ? null : board.permittedUntil(processing, gate.position, now);
      const changes = await presenceSince(read.$pickTables<keyof ScanTables>(), gate?.zone ?? null, holds.presence);
      const lane = LaneCode.safeParse(post.lane);
      return {
        now,
        gate: post.gate,
        mandateUntil: until("pass-check"),
        vehicleMandateUntil: until("vehicle-check"),
        retentionDays: gate === null ? null : board.retentionDays(gate.position, now),
        root: keys.root,
        keys: holds.keys === keys.keySet.number ? null : keys.signed,
        rules: rules === null || holds.rules === rules.ruleSet.number ? null : rules.signed,
        revocations: await news.since(read.$pickTables<keyof PassTables>(), holds.revocations),
        ...changes,
        lane: lane.success ? lane.data : null,
        inside: gate === null ? null : zoneNow(board, gate.zone, now),
      };
    },
  });

/** Who went in or out of a zone since a change; of the beginning, only who is inside, as that is all that a gate that knows nothing lacks. */
async function presenceSince(
  read: Kysely<ScanTables>,
  zone: ZoneCode | null,
  since: number,
): Promise<{ readonly presence: readonly Presence[]; readonly presenceVersion: number; readonly more: boolean }> {
  if (zone === null) return { presence: [], presenceVersion: since, more: false };
  const rows = await read
    .selectFrom("access_presence")
    .select(["pass", "zone", "inside", "at", "gate", "scan", "seq"])
    .where("zone", "=", zone)
    .where("seq", ">", since)
    .orderBy("seq")
    .limit(MOST_CHANGES + 1)
    .execute();
  const more = rows.length > MOST_CHANGES;
  const told = more ? rows.slice(0, MOST_CHANGES) : rows;
  const presenceVersion = told.at(-1)?.seq ?? since;
  const presence = told
    .filter(({ inside }) => since > 0 || inside)
    .map(({ pass, zone: of, inside, at, gate, scan }): Presence => ({ pass, zone: of, inside, at, gate, scan }));
  return { presence, presenceVersion, more };
}

import { inRounds, newId, tablesOf, type Worker, type WorkerContext } from "@cordon/ground";
import {
  type Instant,
  type NewEntry,
  type PlaceId,
  type Position,
  SignalEnded,
  SignalId,
  SignalRaised,
} from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { Coverage } from "../rules/coverage.ts";
import type { Gap } from "../rules/series.ts";
import { instantOfMinute, minuteOf, MINUTE_MS } from "../rules/rest.ts";
import type { RosterTables } from "../tables/rows.ts";
import { type CapabilityCode, RosterAlerted, RosterEased, ShiftMissed } from "../words.ts";
import type { RosterBoard } from "./board.ts";
import { shifted } from "../operations/operating.ts";

/** When somebody is told. */
export interface AlertSettings {
  readonly voidWithinMinutes: number;
  readonly missingAfterMinutes: number;
  readonly everyMs: number;
}
export const ALERTS: AlertSettings = { voidWithinMinutes: 60, missingAfterMinutes: 10, everyMs: 20_000 };

/** More at once would hide one another; the roster page lists all of them. */
const MOST_AT_ONCE = 20;
const OPERATION = "command.watch-roster";

/** Raises a signal, once, for a void that comes near and for a unit that is missing; ends it when it is filled. */
export const alertRoster = (board: RosterBoard, settings: AlertSettings = ALERTS): Worker => ({
  name: "command.watch-roster",
  start: async (context) =>
    inRounds({
      ...{ everyMs: settings.everyMs, log: context.log, failed: "the roster was not looked at" },
      round: () => look(context, board, settings),
    }),
});

/**
 * One look: what is new is told, what is over ends. Looked for outside the journal, which goes on meanwhile, and decided in its transaction, so
 * that two nodes tell it once.
 */
export async function look(context: WorkerContext, board: RosterBoard, settings: AlertSettings): Promise<void> {
  const { coverage } = board;
  if (coverage === null) return;
  const { read, journal, clock } = context;
  if ((await due(tablesOf<RosterTables>(read), coverage, settings, clock.now())).length === 0) return;
  await journal.run({
    by: { kind: "system", id: "cordon" },
    operation: OPERATION,
    decide: async ({ tx, now }) => ({
      entries: await due(tablesOf<RosterTables>(tx), coverage, settings, now),
      output: null,
    }),
  });
}

/** What has to be written down by now. */
async function due(
  read: Kysely<RosterTables>,
  coverage: Coverage,
  settings: AlertSettings,
  now: Instant,
): Promise<readonly NewEntry[]> {
  const told = await read.selectFrom("roster_alert").selectAll().execute();
  const concerns = [...voidsSoon(coverage, now, settings), ...(await missing(read, now, settings))];
  const standing = new Set(concerns.map(({ about }) => about));
  const known = new Set(told.map(({ about }) => about));
  const entries: NewEntry[] = [...(await missed(read, now))];
  for (const { about, signal } of told) {
    if (standing.has(about)) continue;
    entries.push(SignalEnded.of({ signal, seenUntil: now }), RosterEased.of({ about }));
  }
  const fresh = concerns.filter(({ about }) => !known.has(about)).slice(0, MOST_AT_ONCE);
  for (const concern of fresh) entries.push(...(await tell(read, coverage, concern, now)));
  return entries;
}

interface Concern {
  readonly about: string;
  readonly note: string;
  readonly shift: Parameters<typeof RosterAlerted.of>[0]["shift"];
  readonly place: PlaceId;
  readonly capability: CapabilityCode;
  readonly from: Instant;
  readonly until: Instant;
}

/** A post without somebody is told once, however its voids change while it lasts. */
function voidsSoon(coverage: Coverage, now: Instant, { voidWithinMinutes }: AlertSettings): readonly Concern[] {
  const minute = minuteOf(now);
  const concerns = new Map<string, Concern>();
  for (const gap of coverage.gaps(minute, minute + voidWithinMinutes, { limit: 1000 })) {
    const { place, capability } = gap;
    const about = `void ${place} ${capability}`;
    if (concerns.has(about)) continue;
    const [from, until] = [instantOfMinute(gap.from), instantOfMinute(gap.until)];
    concerns.set(about, { about, note: noteOf(gap), shift: null, place, capability, from, until });
  }
  return [...concerns.values()];
}

/** Read in either language. */
function noteOf({ capability, missing, missingPeople }: Gap): string {
  const units = missing > 0 ? [`−${missing}`] : [];
  const people = missingPeople > 0 ? [`−${missingPeople} pers.`] : [];
  return `${capability} ${[...units, ...people].join(" · ")}`;
}

async function missing(read: Kysely<RosterTables>, now: Instant, settings: AlertSettings): Promise<readonly Concern[]> {
  const rows = await read
    .selectFrom("shift")
    .innerJoin("unit", "unit.id", "shift.unit")
    .selectAll("shift")
    .select("unit.call_sign")
    .where("shift.state", "=", "planned")
    .where("unit.withdrawn_at", "is", null)
    .where("shift.from_at", "<=", shifted(now, -settings.missingAfterMinutes * MINUTE_MS))
    .where("shift.until_at", ">", now)
    .orderBy("shift.from_at")
    .limit(1000)
    .execute();
  return rows.map(({ id, place, capability, from_at, until_at, call_sign }) => ({
    about: `missing ${id}`,
    note: `${call_sign} · ${capability}`,
    ...{ shift: id, place, capability, from: from_at, until: until_at },
  }));
}

/** A shift that is over and that nobody took up was missed. */
async function missed(read: Kysely<RosterTables>, now: Instant): Promise<readonly NewEntry[]> {
  const rows = await read
    .selectFrom("shift")
    .select(["id", "unit", "contingent"])
    .where("state", "=", "planned")
    .where("until_at", "<=", now)
    .limit(200)
    .execute();
  return rows.map(({ id, unit, contingent }) => ShiftMissed.of({ shift: id, unit, contingent, because: "" }));
}

async function tell(
  read: Kysely<RosterTables>,
  coverage: Coverage,
  { about, note, shift, place, capability, from, until }: Concern,
  now: Instant,
): Promise<readonly NewEntry[]> {
  const position: Position | null = coverage.positionOf(place);
  // A place that was taken off the map can be shown to nobody.
  if (position === null) return [];
  const row = await read.selectFrom("place").select("reference").where("id", "=", place).executeTakeFirst();
  const id = newId(SignalId);
  return [
    SignalRaised.of({
      ...{ id, kind: "coverage", since: from < now ? from : now, noticedAt: now, position, place },
      ...{ camera: null, confidence: null, zone: null, box: null, exhibits: [] },
      note: `${row?.reference ?? ""} · ${note}`,
    }),
    RosterAlerted.of({ about, signal: id, shift, place, capability, from, until }),
  ];
}

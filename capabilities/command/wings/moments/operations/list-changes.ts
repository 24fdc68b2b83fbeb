import { entriesBetween, lastEntry, schemaOf } from "@cordon/ground";
import { type Kysely, sql } from "kysely";
import { pointOf } from "../../../tables/point.ts";
import { z } from "zod";
import { watches } from "../../../operations/operating.ts";
import type { CommandTables } from "../../../tables.ts";
import { type Change, changesOf } from "../rules.ts";
import { type ChangeView, ChangeView as View, MomentSize } from "../words.ts";
import { query } from "./operating.ts";

/** Entries that are looked at for one answer; of more, the newest. */
const MOST_ENTRIES = 5000;
const MOST_CHANGES = 500;

export const listChanges = query({
  name: "command.list-changes",
  summary:
    "What changed since a moment: signals, incidents, tasks and units that are new, changed or over, with the entries that say so.",
  input: z.object({ since: MomentSize }),
  output: z.object({
    size: MomentSize,
    changes: z.array(View),
    /** There was more than an answer holds: the oldest of it is left out. */
    more: z.boolean(),
  }),
  allow: watches,
  past: true,
  async run({ input: { since }, by, read }) {
    const db = schemaOf(read);
    const size = (await lastEntry(db))?.size ?? 0;
    const from = Math.max(since, size - MOST_ENTRIES);
    const entries = await entriesBetween(db, { from, until: size, limit: MOST_ENTRIES });
    const changes = changesOf(entries, by.contingent);
    const shown = await named(read, changes.slice(0, MOST_CHANGES));
    return { size, changes: shown, more: from > since || changes.length > MOST_CHANGES };
  },
});

/** With what each thing is called and where it is at this moment. */
async function named(read: Kysely<CommandTables>, changes: readonly Change[]): Promise<ChangeView[]> {
  const signalIds = changes.flatMap(({ thing }) => (thing.what === "signal" ? [thing.id] : []));
  const incidentIds = changes.flatMap(({ thing }) => (thing.what === "incident" ? [thing.id] : []));
  const taskIds = changes.flatMap(({ thing }) => (thing.what === "task" ? [thing.id] : []));
  const unitIds = changes.flatMap(({ thing }) => (thing.what === "unit" ? [thing.id] : []));
  const [signals, incidents, tasks, units] = await Promise.all([
    read
      .selectFrom("signal")
      .select(["id", "kind", "note", "lon", "lat"])
      .where(sql<boolean>`signal.id = any(${signalIds})`)
      .execute(),
    read
      .selectFrom("incident")
      .select(["id", "number", "title", "priority", "lon", "lat"])
      .where(sql<boolean>`incident.id = any(${incidentIds})`)
      .execute(),
    read
      .selectFrom("task")
      .innerJoin("unit", "unit.id", "task.unit")
      .select(["task.id", "task.incident", "task.order", "task.lon", "task.lat", "unit.call_sign"])
      .where(sql<boolean>`task.id = any(${taskIds})`)
      .execute(),
    read.selectFrom("unit").select(["id", "call_sign"]).where(sql<boolean>`unit.id = any(${unitIds})`).execute(),
  ]);
  const known = new Map<string, (change: Said) => ChangeView>();
  for (const { id, kind, note, ...at } of signals)
    known.set(id, (said) => ({ what: "signal", id, kind, note, position: pointOf(at), ...said }));
  for (const { id, number, title, priority, ...at } of incidents)
    known.set(id, (said) => ({ what: "incident", id, number, title, priority, position: pointOf(at), ...said }));
  for (const { id, incident, order, lon, lat, call_sign } of tasks)
    known.set(id, (said) => ({
      what: "task",
      id,
      incident,
      order,
      callSign: call_sign,
      position: [lon, lat],
      ...said,
    }));
  for (const { id, call_sign } of units)
    known.set(id, (said) => ({ what: "unit", id, callSign: call_sign, position: null, ...said }));
  return changes.flatMap(({ thing, how, entries }) => {
    const view = known.get(thing.id);
    const last = entries.at(-1);
    if (view === undefined || last === undefined) return [];
    return [view({ how, at: last.at, entries: entries.slice(-50).map(({ seq }) => seq) })];
  });
}

type Said = Pick<ChangeView, "how" | "at" | "entries">;

import { entriesBetween, lastEntry, schemaOf } from "@cordon/ground";
import { z } from "zod";
import { watches } from "../../../operations/operating.ts";
import { changesOf } from "../rules.ts";
import { ChangeView, MomentSize } from "../words.ts";
import { named } from "./named.ts";
import { query } from "./operating.ts";

/** Entries that are looked at for one answer; of more, the newest. */
const MOST_ENTRIES = 5000;
const MOST_CHANGES = 500;

export const listChanges = query({
  name: "command.list-changes",
  summary:
    "What changed since a moment: signals, incidents, tasks, units, shifts, places, fences, drawings and messages that are new, changed or over, with the entries that say so.",
  input: z.object({ since: MomentSize }),
  output: z.object({
    size: MomentSize,
    changes: z.array(ChangeView),
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
    const shown = await named(read, changes.slice(0, MOST_CHANGES), { from, until: size });
    return { size, changes: shown, more: from > since || changes.length > MOST_CHANGES };
  },
});

import { instantOfEntry, lastEntry, schemaOf, sizeAt } from "@cordon/ground";
import { Instant } from "@cordon/kernel";
import { z } from "zod";
import { watches } from "../../../operations/operating.ts";
import { MomentSize } from "../words.ts";
import { query } from "./operating.ts";
import { refuseAs } from "../../../words/refusals.ts";

export const findMoment = query({
  name: "command.find-moment",
  summary:
    "How many entries were known at an instant, or when it was that so many were; and how long the operation goes back.",
  input: z.object({ instant: Instant.optional(), size: MomentSize.optional() }),
  output: z.object({
    size: MomentSize,
    /** When the last entry that was known was written; null before the first. */
    at: Instant.nullable(),
    first: Instant.nullable(),
    last: Instant.nullable(),
    journal: MomentSize,
  }),
  allow: watches,
  async run({ input: { instant, size }, read, now }) {
    const db = schemaOf(read);
    const end = await lastEntry(db);
    const journal = end?.size ?? 0;
    if (instant !== undefined && instant > now)
      return refuseAs("moment-ahead", "invalid", "This moment lies ahead.", "instant");
    if (size !== undefined && size > journal)
      return refuseAs("moment-ahead", "invalid", "This moment lies ahead.", "size");
    const known = size ?? (instant === undefined ? journal : await sizeAt(db, instant, journal));
    return {
      size: known,
      at: known === 0 ? null : await instantOfEntry(db, known - 1),
      first: await instantOfEntry(db, 0),
      last: end?.at ?? null,
      journal,
    };
  },
});

import { schemaOf } from "@cordon/ground";
import { Instant, millisecondsOf, toBase64 } from "@cordon/kernel";
import { z } from "zod";
import { watches } from "../../../operations/operating.ts";
import { trailExtent, trailFrames } from "../trail/positions-at.ts";
import { query } from "./picturing.ts";
import { refuseAs } from "../../../words/refusals.ts";
import { refuseDrawing } from "../words/refusals.ts";

/** A whole picture of 63,000 units is a megabyte, and what changes in ten seconds a fifth of one. */
const LONGEST_MS = 10 * 60_000;
/** Of several servers, each keeps what it hears. */
const MOST_FRAMES = 600;

export const showTrail = query({
  name: "command.show-trail",
  summary:
    "Where units were from one instant to another, ten minutes at most: the picture as it was at the first, then what changed. Positions are kept for hours, not for ever: before `kept` they are gone.",
  input: z.object({ from: Instant, until: Instant }),
  output: z.object({
    /** From when to when positions are kept; null when none are. */
    kept: z.object({ from: Instant, until: Instant }).nullable(),
    /** In order of time; the first is everything. Base64 of a picture frame, as live viewers are sent. */
    frames: z.array(z.object({ at: Instant, frame: z.string() })).max(MOST_FRAMES),
  }),
  allow: watches,
  // Positions are no entries: the instants that are asked for say it all.
  past: false,
  async run({ input: { from, until }, by, read, now }) {
    if (from > until) return refuseAs("period-backwards", "invalid", "A trail begins before it ends.", "until");
    if (millisecondsOf(until) - millisecondsOf(from) > LONGEST_MS)
      return refuseDrawing(
        "trail-too-long",
        "invalid",
        "A trail is ten minutes long at most: ask for the next ten by themselves.",
        "until",
      );
    if (from > now) return refuseAs("moment-ahead", "invalid", "This moment lies ahead.", "from");
    const db = schemaOf(read);
    const kept = await trailExtent(db);
    if (kept === null || until < kept.from) return { kept, frames: [] };
    const { contingent } = by;
    const known =
      contingent === null
        ? null
        : new Set(
            (await read.selectFrom("unit").select("track").where("contingent", "=", contingent).execute()).map(
              ({ track }) => track,
            ),
          );
    const frames = await trailFrames(db, { from, until }, (track) => known?.has(track) ?? true);
    return { kept, frames: frames.slice(0, MOST_FRAMES).map(({ at, frame }) => ({ at, frame: toBase64(frame) })) };
  },
});

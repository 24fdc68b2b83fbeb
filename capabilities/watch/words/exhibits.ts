import {
  Actor,
  COMMAND_ROOM,
  entry,
  ErasedBecause,
  Exhibit,
  Instant,
  OVERSIGHT,
  SignalId,
  SubjectId,
} from "@cordon/kernel";
import { z } from "zod";

/** Why somebody must see people as they are. Two lines at most; no personal data, as whoever reads it may not know them. */
export const LiftReason = z
  .string()
  .trim()
  .min(5, "a reason has at least five characters")
  .max(500)
  .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u, "expected text without control characters");

/**
 * What the camera saw before people were hidden, as blobs that are encrypted under a key of this signal's own. The key is in the vault,
 * under `subject`; `exhibits` say what they are when opened, and the hash and size of the encrypted bytes.
 */
export const OriginalsSealed = entry(
  "watch.originals.sealed",
  z.object({ signal: SignalId, subject: SubjectId, exhibits: z.array(Exhibit).min(1).max(8).readonly() }),
  { roles: OVERSIGHT },
);

/** From here on whoever did it may look at the originals, for `LIFT_MINUTES`. Who and when stands in the envelope. */
export const PixelationLifted = entry("watch.pixelation.lifted", z.object({ signal: SignalId, reason: LiftReason }), {
  roles: [...new Set([...COMMAND_ROOM, ...OVERSIGHT])],
});

/** What is kept of a signal's seconds, and who looked behind the pixels. */
export const ExhibitsView = z.object({
  signal: SignalId,
  /** As everybody sees them: people in blocks. */
  exhibits: z.array(Exhibit),
  erased: z.object({ at: Instant, because: ErasedBecause }).nullable(),
  originals: z.object({
    /** Which of them there are: for `GET /api/watch/signals/<signal>/original/<role>`. */
    roles: z.array(Exhibit.shape.role),
    /** Until when the caller may look at them; null: lift the pixelation first. */
    openUntil: Instant.nullable(),
    /** Why the caller cannot lift it now, in a sentence; null when they can. */
    because: z.string().nullable(),
    lifted: z.array(z.object({ by: Actor, at: Instant, reason: z.string() })),
  }),
});
export type ExhibitsView = z.infer<typeof ExhibitsView>;

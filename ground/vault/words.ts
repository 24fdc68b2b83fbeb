import { entry, OVERSIGHT, SubjectId } from "@cordon/kernel";
import { z } from "zod";

/** Why somebody's data goes. A choice and no free text, which would name the person whose name is to go. */
export const ErasureReason = z.enum([
  "asked-by-the-person",
  "no-longer-needed",
  "ordered-by-authority",
  "recorded-by-mistake",
]);
export type ErasureReason = z.infer<typeof ErasureReason>;

/** From here on nobody is shown the data any more. */
export const ErasureOrdered = entry("vault.erasure-ordered", z.object({ subject: SubjectId, reason: ErasureReason }), {
  roles: OVERSIGHT,
});

/** From here on nobody can read it any more, from a backup of the database neither. */
export const SubjectErased = entry("vault.subject-erased", z.object({ subject: SubjectId }), { roles: OVERSIGHT });

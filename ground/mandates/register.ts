import { Instant, Mandate, MandateState, mandateState, MandateUse, type Instant as InstantType } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { z } from "zod";
import { allMandates, latestUses, type MandateTables, type MandateUseRow } from "./tables.ts";

/** What ran under a mandate, from when to when. `until: null` runs now. */
export const RegisteredUse = MandateUse.omit({ mandate: true }).extend({
  until: Instant.nullable(),
  because: z.string().nullable(),
});
export type RegisteredUse = z.infer<typeof RegisteredUse>;

/** A mandate as the public reads it. */
export const RegisteredMandate = Mandate.extend({ state: MandateState, uses: z.array(RegisteredUse).readonly() });
export type RegisteredMandate = z.infer<typeof RegisteredMandate>;

/** The register stays a page that can be read: older uses are in the answer of `mandates.show`. */
const MOST_USES = 1000;

const ORDER: Readonly<Record<MandateState, number>> = { "in-force": 0, coming: 1, withdrawn: 2, expired: 2 };

/** The whole register: in force, then coming, then ended; within each the newest first. */
export async function register(read: Kysely<MandateTables>, now: InstantType): Promise<readonly RegisteredMandate[]> {
  const uses = Map.groupBy(await latestUses(read, null, MOST_USES), ({ mandate }) => mandate);
  return (await allMandates(read))
    .map((mandate) => registered(mandate, uses.get(mandate.id) ?? [], now))
    .toSorted((a, b) => ORDER[a.state] - ORDER[b.state]);
}

export function registered(mandate: Mandate, uses: readonly MandateUseRow[], now: InstantType): RegisteredMandate {
  return {
    ...mandate,
    state: mandateState(mandate, now),
    uses: uses.map(({ processing, what, since, until, because }) => ({
      processing,
      what,
      from: since,
      until,
      because,
    })),
  };
}

/** The orders the rehearsal runs under: granted while the scenario wants them in force, withdrawn when it does not any more. */
import { instantOf, MandateId, MandateState } from "@cordon/kernel";
import { z } from "zod";
import { mandates, type PlannedMandate, purpose } from "../scenario/mandates.ts";
import type { Doors } from "./doors.ts";
import { rounded } from "./prepare.ts";

const Register = z.object({
  mandates: z.array(z.object({ id: MandateId, reference: z.string(), state: MandateState })),
});

const dayMs = 86_400_000;
/** Orders were in force a while before the exercise begins: gates tell of the minutes before. */
const beforeMs = 10 * 60_000;

/**
 * Brings the register to what the scenario says at a second; what is so already is left alone. Orders run for a day of real
 * time, whatever the exercise's clock does. One that is over, or was withdrawn, is followed by a renewal of its own number, `EX-.../2`.
 * @param nowMs milliseconds since 1970
 */
export async function keepMandates(doors: Doors, nowMs: number, scenarioSeconds: number): Promise<void> {
  const register = (await doors.ask("mandates.list", {}, Register)).mandates;
  for (const mandate of mandates) {
    const orders = register.filter(
      ({ reference }) => reference === mandate.reference || reference.startsWith(`${mandate.reference}/`),
    );
    const standing = orders.filter(({ state }) => state === "in-force");
    const wanted = scenarioSeconds >= mandate.fromSeconds && scenarioSeconds < mandate.untilSeconds;
    // At the end of the evening nothing is withdrawn: whoever goes on looking does so under the orders' own period.
    if (!wanted && mandate.ends) {
      for (const { id } of standing)
        await doors.tell("mandates.withdraw", { mandate: id, because: mandate.ends }, z.object({}));
    }
    if (!wanted || standing.length > 0) continue;
    const number = orders.length === 0 ? mandate.reference : `${mandate.reference}/${orders.length + 1}`;
    await doors.tell("mandates.grant", orderOf(mandate, number, nowMs), z.object({ mandate: MandateId }));
  }
}

/** Whether an order begins or ends between two seconds of the scenario. */
export function mandatesChange(fromSeconds: number, untilSeconds: number): boolean {
  return mandates.some((mandate) =>
    [mandate.fromSeconds, mandate.untilSeconds].some((edge) => edge > fromSeconds && edge <= untilSeconds),
  );
}

function orderOf(mandate: PlannedMandate, reference: string, nowMs: number): object {
  const { authority, legalBasis, processings, events, statement, ring, retentionDays } = mandate;
  return {
    reference,
    authority,
    legalBasis,
    processings,
    events,
    purpose,
    statement,
    area: { type: "Polygon", coordinates: [ring.map(rounded)] },
    period: { from: instantOf(nowMs - beforeMs), until: instantOf(nowMs + dayMs) },
    retentionDays,
  };
}

import { Instant, SignalId, SignalState, UnitId } from "@cordon/kernel";
import { z } from "zod";
import { holdsTasks, query } from "../../../operations/operating.ts";
import { calls } from "../tables.ts";
import { SosWhere } from "../words.ts";
import { refuseAs } from "../../../words/refusals.ts";

/** Enough to see what became of today's. */
const SHOWN = 5;

export const mySos = query({
  name: "command.my-sos",
  summary: "What became of the last calls for help of the caller's own unit.",
  input: z.object({}),
  output: z.object({
    calls: z.array(
      z.object({
        signal: SignalId,
        /** Made by the phone that asks, not by another of its unit. */
        own: z.boolean(),
        pressedAt: Instant,
        receivedAt: Instant,
        presses: z.int().positive(),
        where: SosWhere,
        state: SignalState,
        decidedAt: Instant.nullable(),
        calledOffAt: Instant.nullable(),
        incidentNumber: z.int().positive().nullable(),
      }),
    ),
    at: Instant,
  }),
  allow: holdsTasks,
  async run({ by, read, now }) {
    const mine = UnitId.safeParse(by.unit);
    if (!mine.success) return refuseAs("phone-without-unit", "not-permitted", "this phone is not enrolled for a unit");
    const rows = await calls(read).where("sos.unit", "=", mine.data).orderBy("sos.seq", "desc").limit(SHOWN).execute();
    return {
      at: now,
      calls: rows.map((row) => ({
        ...{ signal: row.signal, own: row.device === by.id, presses: row.presses, where: row.position_from },
        ...{ pressedAt: row.pressed_at, receivedAt: row.noticed_at, state: row.state, decidedAt: row.decided_at },
        ...{ calledOffAt: row.called_off_at, incidentNumber: row.incident_number },
      })),
    };
  },
});

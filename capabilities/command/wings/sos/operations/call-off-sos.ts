import { Instant, SignalId, UnitId } from "@cordon/kernel";
import { z } from "zod";
import { answer, command, holdsTasks } from "../../../operations/operating.ts";
import { unitById } from "../../../tables/unit.ts";
import { callOffSos as decide } from "../rules.ts";
import { calls, standingOf } from "../tables.ts";
import { refuseAs } from "../../../words/refusals.ts";
import { refuseCall } from "../words/refusals.ts";

export const callOffSos = command({
  name: "command.call-off-sos",
  summary: "Say that an SOS of one's own unit was pressed by mistake. It waits for a human all the same.",
  input: z.object({
    /** The press or the signal it led to. */
    signal: SignalId,
    pressedAt: Instant,
  }),
  output: z.object({ signal: SignalId }),
  allow: holdsTasks,
  async run({ input, by, read }) {
    const mine = UnitId.safeParse(by.unit);
    if (!mine.success) return refuseAs("phone-without-unit", "not-permitted", "this phone is not enrolled for a unit");
    const pressed = await read
      .selectFrom("sos_press")
      .select("signal")
      .where("press", "=", input.signal)
      .executeTakeFirst();
    const row = await calls(read)
      .where("sos.signal", "=", pressed?.signal ?? input.signal)
      .where("sos.unit", "=", mine.data)
      .executeTakeFirst();
    const unit = await unitById(read, mine.data);
    if (row === undefined || unit === null)
      return refuseCall("no-such-call", "not-found", "this unit has made no such call", input.signal);
    const sos = standingOf(row);
    return answer(decide(sos, unit, by, input.pressedAt), { signal: sos.signal });
  },
});

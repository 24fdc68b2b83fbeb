import type { Accepted, CommandContext } from "@cordon/ground";
import { type CommandId, isRefusal, type Refusal, type ShiftId } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { StandingShift } from "../rules/plan.ts";
import type { RosterTables } from "../tables/rows.ts";
import type { ShiftEvent, ShiftStep } from "../words.ts";
import { answer, findShift } from "./operating.ts";
import { refuseAs } from "../../../words/refusals.ts";

type Pressing<Input> = CommandContext<RosterTables, Input & { shift: ShiftId; commandId: CommandId | null }>;

/**
 * The shift that is pressed, or what was answered to the same press before: a phone that lost the answer sends it again.
 */
export async function pressed<Input>(
  { input, by, read }: Pressing<Input>,
  event: ShiftEvent,
): Promise<{ readonly shift: StandingShift } | { readonly before: Accepted<ShiftStep> | Refusal } | Refusal> {
  const shift = await findShift(read, input.shift, by);
  if (isRefusal(shift)) return shift;
  const { commandId } = input;
  if (commandId === null) return { shift };
  const seen = await seenPress(read, commandId);
  if (seen === undefined) return { shift };
  return {
    before:
      seen.shift === shift.id && seen.event === event
        ? answer([], { shift: shift.id, state: seen.state })
        : refuseAs("press-used", "conflict", "this commandId was used for something else", commandId),
  };
}

function seenPress(read: Kysely<RosterTables>, id: CommandId) {
  return read.selectFrom("shift_press").selectAll().where("command_id", "=", id).executeTakeFirst();
}

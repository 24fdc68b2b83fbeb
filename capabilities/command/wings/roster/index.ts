import { wing } from "@cordon/ground";
import { cancelShifts } from "./operations/cancel-shifts.ts";
import { changeShift } from "./operations/change-shift.ts";
import { endShift } from "./operations/end-shift.ts";
import { missShift } from "./operations/miss-shift.ts";
import { myShifts } from "./operations/my-shifts.ts";
import { planShifts } from "./operations/plan-shifts.ts";
import { requirePost } from "./operations/require-post.ts";
import { ruleRest } from "./operations/rule-rest.ts";
import { showRoster } from "./operations/show-roster.ts";
import { takeUpShift } from "./operations/take-up-shift.ts";
import { migrations, projections, tables } from "./tables.ts";
import {
  PostRequired,
  RestRuled,
  RosterAlerted,
  RosterEased,
  ShiftCancelled,
  ShiftChanged,
  ShiftEnded,
  ShiftMissed,
  ShiftPlanned,
  ShiftTakenUp,
} from "./words.ts";

/** Posts, shifts, rest and relief; who is due, on and missing; and where nobody will be. */
export const roster = wing({
  entries: [
    PostRequired,
    RestRuled,
    ShiftPlanned,
    ShiftChanged,
    ShiftCancelled,
    ShiftTakenUp,
    ShiftEnded,
    ShiftMissed,
    RosterAlerted,
    RosterEased,
  ],
  operations: [
    requirePost,
    ruleRest,
    planShifts,
    changeShift,
    cancelShifts,
    takeUpShift,
    endShift,
    missShift,
    myShifts,
    showRoster,
  ],
  migrations,
  tables,
  projections,
  workers: [],
});

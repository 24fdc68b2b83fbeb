import { wing } from "@cordon/ground";
import { cancelShifts } from "./operations/cancel-shifts.ts";
import { changeShift } from "./operations/change-shift.ts";
import { endShift } from "./operations/end-shift.ts";
import { missShift } from "./operations/miss-shift.ts";
import { fillVoid } from "./operations/fill-void.ts";
import { importPosts } from "./operations/import-posts.ts";
import { importShifts } from "./operations/import-shifts.ts";
import { showNeeds } from "./operations/show-needs.ts";
import { listRest } from "./operations/list-rest.ts";
import { listVoids } from "./operations/list-voids.ts";
import { myShifts } from "./operations/my-shifts.ts";
import { planShifts } from "./operations/plan-shifts.ts";
import { requirePost } from "./operations/require-post.ts";
import { ruleRest } from "./operations/rule-rest.ts";
import { showAttendance } from "./operations/show-attendance.ts";
import { showRoster } from "./operations/show-roster.ts";
import { showTimeline } from "./operations/show-timeline.ts";
import { suggestFixes } from "./operations/suggest-fixes.ts";
import { takeUpShift } from "./operations/take-up-shift.ts";
import { weighRestRule } from "./operations/weigh-rest.ts";
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
import { alertRoster } from "./workers/alert.ts";
import { RosterBoard } from "./workers/board.ts";
import { keepCoverage } from "./workers/keep-coverage.ts";

/** Posts, shifts, rest and relief; who is due, on and missing; and where nobody will be. */
export const roster = (board = new RosterBoard()) =>
  wing({
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
      listRest,
      weighRestRule(board),
      planShifts,
      importShifts,
      importPosts,
      changeShift,
      cancelShifts,
      takeUpShift,
      endShift,
      missShift,
      myShifts,
      showRoster,
      showNeeds,
      showAttendance,
      showTimeline(board),
      listVoids(board),
      suggestFixes(board),
      fillVoid,
    ],
    migrations,
    tables,
    projections,
    workers: [keepCoverage(board), alertRoster(board)],
  });

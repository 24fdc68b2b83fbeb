import { ACCESS_SAYINGS } from "@cordon/access/ui";
import { COMMAND_SAYINGS } from "@cordon/command/ui";
import { CALL_SAYINGS } from "@cordon/command/ui/calls";
import { FORCES_SAYINGS } from "@cordon/command/ui/forces";
import { MESSAGE_SAYINGS } from "@cordon/command/ui/messages";
import { MOMENT_SAYINGS } from "@cordon/command/ui/moments";
import { PICTURE_SAYINGS } from "@cordon/command/ui/picture";
import { PROCEDURE_SAYINGS } from "@cordon/command/ui/procedures";
import { ROSTER_SAYINGS } from "@cordon/command/ui/roster";
import { WATCH_SAYINGS } from "@cordon/watch/ui";
import type { SomeSayings } from "@cordon/ui";
import { GROUND_SAYINGS } from "./ground-refusals.ts";

/** What every room says when it refuses; a name belongs to one room alone. */
export const REFUSALS: readonly SomeSayings[] = [
  GROUND_SAYINGS,
  ACCESS_SAYINGS,
  COMMAND_SAYINGS,
  CALL_SAYINGS,
  FORCES_SAYINGS,
  MESSAGE_SAYINGS,
  MOMENT_SAYINGS,
  PICTURE_SAYINGS,
  PROCEDURE_SAYINGS,
  ROSTER_SAYINGS,
  WATCH_SAYINGS,
];

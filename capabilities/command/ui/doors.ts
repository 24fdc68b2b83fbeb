import { doorsTo } from "@cordon/ui";
import type { CommandApi } from "../index.ts";

/** The typed doors to this room's operations. */
export const { useAnswer, useOrder, useClient } = doorsTo<CommandApi>({
  past: true,
  now: [
    "command.list-needs",
    "command.suggest-units",
    "command.judge-units",
    "command.list-refused-positions",
    "command.show-trail",
    "command.find-location",
    "command.show-caller",
  ],
});

import { doorsTo } from "@cordon/ui";
import type { CommandApi } from "../../../index.ts";

/** The typed doors to the command room's operations. What would mend a void is of now: nothing is mended in the past. */
export const { useAnswer, useClient, useOrder } = doorsTo<CommandApi>({ past: true, now: ["command.suggest-fixes"] });

import { doorsTo } from "@cordon/ui";
import type { CommandApi } from "../../../index.ts";

/** The typed doors to the command room's operations. */
export const { useAnswer, useOrder } = doorsTo<CommandApi>();

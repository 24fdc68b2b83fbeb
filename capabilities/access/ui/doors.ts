import { doorsTo } from "@cordon/ui";
import type { AccessApi } from "../index.ts";

/** The typed doors to this room's operations. */
export const { useAnswer, useOrder, useClient } = doorsTo<AccessApi>();

import { doorsTo } from "@cordon/ui";
import type { CommandApi } from "../../../index.ts";

/** What changed is asked as of the moment that is looked at. */
export const { useAnswer: useAnswerThen } = doorsTo<CommandApi>({ past: true });
/** Chapters, and where the moments are, are of now. */
export const { useAnswer, useOrder, useClient } = doorsTo<CommandApi>();

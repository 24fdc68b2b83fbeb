export { CallLine } from "./CallLine.tsx";
export { type CallDraft, emptyDraft } from "./draft.ts";
export { useCallWords } from "./words.ts";
export { CALL_SAYINGS } from "./refusals.ts";

import { SignalId, ulid } from "@cordon/kernel";
import type { ReportKind } from "../../../words.ts";
import type { Channel } from "../words.ts";
import type { Where } from "./where.ts";

/** A call as far as it is written down. It is in memory alone: a caller's name is stored nowhere but in the vault. */
export interface CallDraft {
  /** Named here, so that sending it again after a lost answer raises one signal. */
  readonly signal: SignalId;
  readonly channel: Channel;
  readonly callSign: string;
  readonly name: string;
  readonly phone: string;
  readonly note: string;
  readonly kind: ReportKind;
  readonly whereText: string;
  readonly where: Where | null;
}

const drawn = () => SignalId.parse(ulid(Date.now(), crypto.getRandomValues(new Uint8Array(10))));

/** An empty line. The channel stays as it was: whoever sits at the radio takes the next call from it. */
export function emptyDraft(channel: Channel = "radio"): CallDraft {
  return {
    ...{ signal: drawn(), channel, callSign: "", name: "", phone: "", note: "", kind: "report", whereText: "" },
    where: null,
  };
}

/** What is changed is another call as far as the server knows: nothing that was typed is taken for what was sent before. */
export function changed(draft: CallDraft, to: Partial<Omit<CallDraft, "signal">>): CallDraft {
  return { ...draft, ...to, signal: drawn() };
}

import { StatusPill, type Tone, useFormat, useNowMs } from "@cordon/ui";
import { Tooltip } from "@mantine/core";
import type { PassView } from "../../words.ts";
import { useAccessWords } from "../words.ts";

/** What a pass is good for now. Time alone ends it; a person revokes it. */
export function PassState({ pass }: { readonly pass: PassView }) {
  const words = useAccessWords().passes;
  const format = useFormat();
  const nowMs = useNowMs();
  if (pass.revoked !== null) {
    const { at, reason, note } = pass.revoked;
    const why = note === "" ? words.reasons[reason] : `${words.reasons[reason]} – ${note}`;
    return (
      <Tooltip label={format.time(at, nowMs)}>
        <span>
          <StatusPill tone="attention">{words.standing.revoked}</StatusPill> {why}
        </span>
      </Tooltip>
    );
  }
  const standing = Date.parse(pass.notAfter) <= nowMs ? "over" : Date.parse(pass.notBefore) > nowMs ? "coming" : "good";
  const tone: Tone = standing === "good" ? "calm" : "notice";
  return <StatusPill tone={tone}>{words.standing[standing]}</StatusPill>;
}

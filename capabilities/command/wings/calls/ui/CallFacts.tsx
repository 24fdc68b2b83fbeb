import { ProblemLine } from "@cordon/ui";
import { useState } from "react";
import type { SignalId } from "@cordon/kernel";
import classes from "../../../ui/command.module.css";
import { useAnswer } from "../../../ui/doors.ts";
import type { CallView } from "../words.ts";
import { useCallWords } from "./words.ts";

/** Who told of it. Whoever telephoned is shown to whoever asks, and to nobody in passing. */
export function CallBy({ signal, call }: { readonly signal: SignalId; readonly call: CallView }) {
  const words = useCallWords();
  const [asked, setAsked] = useState(false);
  const who = call.callSign ?? (call.hasCaller || call.channel === "room" ? null : words.facts.unnamed);
  return (
    <>
      {words.channels[call.channel]}
      {who === null ? "" : `, ${who}`}
      {call.hasCaller && !asked && (
        <>
          {", "}
          <button type="button" className={classes.link} onClick={() => setAsked(true)}>
            {words.facts.show}
          </button>
        </>
      )}
      {asked && <Caller signal={signal} />}
    </>
  );
}

function Caller({ signal }: { readonly signal: SignalId }) {
  const words = useCallWords().facts;
  const answer = useAnswer("command.show-caller", { signal });
  if (answer.state === "failed") return <ProblemLine problem={answer.problem} />;
  if (answer.state !== "shown") return <> …</>;
  const { caller } = answer.data;
  if (caller === null) return <div>{words.erased}</div>;
  const { name, phone } = caller;
  return <div>{[name, phone].filter((part) => part !== "").join(" · ")}</div>;
}

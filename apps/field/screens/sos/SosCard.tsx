import { ToneMark, useFormat, useNowMs } from "@cordon/ui";
import { device } from "@cordon/ui/device";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { SignalId } from "@cordon/kernel";
import { lettersOf } from "../../outbox/letters.ts";
import type { Calls } from "../../phone/state.ts";
import { usePhone, usePhoneState } from "../phone.tsx";
import classes from "./sos.module.css";
import { useSosWords } from "./words.ts";

/** For how long the end of a call stays in view by itself. */
const ENDED_SHOWN_MS = 30 * 60_000;

/** What becomes of a call for help, from the press to its end: above everything else, in words. */
export function SosCard() {
  const words = useSosWords();
  const { outbox, calls, callSeen, returned } = usePhoneState();
  const nowMs = useNowMs();
  const waiting = lettersOf(outbox, "sos");
  const call = calls.find(
    (one) =>
      one.own &&
      one.signal !== callSeen &&
      (one.state === "waiting" || nowMs - Date.parse(one.decidedAt ?? one.receivedAt) < ENDED_SHOWN_MS),
  );
  const refused = returned.some(({ letter }) => letter.what === "sos");
  if (waiting.length === 0 && call === undefined && !refused) return null;
  return (
    <section className={classes.card} role="alert" aria-label={words.card} tabIndex={0}>
      <div className={classes.title}>
        <ToneMark tone="urgent" shape="octagon" size={28} />
        <strong>SOS</strong>
      </div>
      {refused && <p className={classes.big}>{words.refused}</p>}
      {waiting.length > 0 && <Unsent known={waiting.at(-1)?.known != null} first={call === undefined} />}
      {call !== undefined && <Received call={call} />}
      <CallOff signal={call?.signal ?? waiting[0]?.id ?? null} call={call ?? null} />
    </section>
  );
}

/** On the phone still: how often it was tried, and when it will be again. */
function Unsent({ known, first }: { readonly known: boolean; readonly first: boolean }) {
  const words = useSosWords();
  const { sosTries, aheadMs } = usePhoneState();
  const nowMs = useNowMs() - aheadMs;
  const { failed, nextAtMs, sending } = sosTries;
  if (failed === 0) return <p className={classes.big}>{words.sending}</p>;
  const seconds = nextAtMs === null ? 0 : Math.ceil((nextAtMs - nowMs) / 1000);
  const next = sending || seconds <= 0 ? words.now : words.nextIn(seconds);
  return (
    <>
      <p className={classes.big}>{first ? words.notYet : words.again}</p>
      <p>{words.tried(failed, next)}</p>
      <p>{words.keep}</p>
      {!known && <p>{words.withoutPosition}</p>}
    </>
  );
}

function Received({ call }: { readonly call: Calls[number] }) {
  const words = useSosWords();
  const format = useFormat();
  const nowMs = useNowMs();
  return (
    <>
      <p className={classes.big}>{words.received(format.time(call.receivedAt, nowMs))}</p>
      {call.state === "waiting" && (
        <>
          <p>{call.calledOffAt === null ? words.unanswered : words.calledOff}</p>
          {call.calledOffAt === null && <p>{words.where[call.where]}</p>}
        </>
      )}
      {call.incidentNumber !== null && (
        <p className={classes.big}>
          {words.handled(call.incidentNumber)}
          {call.decidedAt !== null && `, ${words.handledAt(format.time(call.decidedAt, nowMs))}`}
        </p>
      )}
      {call.state === "dismissed" && <p className={classes.big}>{words.closed}</p>}
    </>
  );
}

function CallOff({ signal, call }: { readonly signal: SignalId | null; readonly call: Calls[number] | null }) {
  const words = useSosWords();
  const phone = usePhone();
  const { outbox } = usePhoneState();
  const [asking, setAsking] = useState(false);
  if (signal === null) return null;
  if (lettersOf(outbox, "call-off").some((letter) => letter.signal === signal)) return <p>{words.callingOff}</p>;
  if (call !== null && call.state !== "waiting") {
    return (
      <Button className={device.button} variant="default" onClick={() => phone.sos.see(call.signal)}>
        {words.hide}
      </Button>
    );
  }
  if (call !== null && call.calledOffAt !== null) return null;
  if (!asking) {
    return (
      <Button className={device.button} variant="default" onClick={() => setAsking(true)}>
        {words.mistake}
      </Button>
    );
  }
  return (
    <div className={classes.choice}>
      <Button className={device.button} variant="default" onClick={() => setAsking(false)}>
        {words.keepIt}
      </Button>
      <Button
        className={device.button}
        variant="default"
        onClick={() => {
          setAsking(false);
          void phone.sos.callOff(signal);
        }}
      >
        {words.mistakeSure}
      </Button>
    </div>
  );
}

import { device } from "@cordon/ui/device";
import { Loading, useFormat, useLanguage, useNowMs } from "@cordon/ui";
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { lettersOf } from "../../outbox/letters.ts";
import type { Shifts } from "../../phone/state.ts";
import classes from "../field.module.css";
import { usePhone, usePhoneState } from "../phone.tsx";
import { PositionCard } from "./PositionCard.tsx";
import { PushCard } from "./PushCard.tsx";
import { useShiftWords } from "./words.ts";

type Shift = NonNullable<Shifts["current"]>;

/** When the unit is on, what comes next, until when it rests; and whether it shares where it is. */
export function ShiftScreen(props: {
  readonly toPhrases: () => void;
  readonly toPlan: () => void;
  /** How often its card was asked for: see {@link PositionCard}. */
  readonly position: number;
}) {
  const words = useShiftWords();
  const { shifts, outbox, reach } = usePhoneState();
  const pressed = lettersOf(outbox, "shift");
  if (shifts === null) {
    return (
      <main className={classes.main} tabIndex={0}>
        {reach === "nobody" ? <p>{words.unknown}</p> : <Loading />}
        <PositionCard sought={props.position} />
        <PushCard />
      </main>
    );
  }
  // Shown as it will be once what was pressed has arrived.
  const takenUp = shifts.next.find((one) =>
    pressed.some((press) => press.shift === one.id && press.event === "take-up"),
  );
  const left = pressed.some((press) => press.event === "end" && press.shift === shifts.current?.id);
  const current = takenUp ?? (left ? null : shifts.current);
  const next = shifts.next.filter((one) => one !== takenUp);
  return (
    <main className={classes.main} tabIndex={0}>
      {current !== null && (
        <Card title={words.on} shift={current} waiting={takenUp !== undefined}>
          <HandOver of={shifts.handOver} to={current} />
          {takenUp === undefined && <Relief of={shifts.relief} />}
          <End shift={current} />
        </Card>
      )}
      <RestLine of={shifts.rest} left={left} />
      {next.map((shift, at) => (
        <Card key={shift.id} title={at === 0 ? words.next : words.then} shift={shift} waiting={false}>
          {shift.state === "missed" && <p className={classes.small}>{words.missed}</p>}
          <HandOver of={shifts.handOver} to={shift} />
          {at === 0 && current === null && <TakeUp shift={shift} />}
        </Card>
      ))}
      {current === null && next.length === 0 && <h2 className={classes.order}>{words.none}</h2>}
      <PositionCard sought={props.position} />
      <PushCard />
      <Button className={device.button} variant="default" onClick={props.toPlan}>
        {words.plan}
      </Button>
      <Button className={device.button} variant="default" onClick={props.toPhrases}>
        {words.phrases}
      </Button>
    </main>
  );
}

function Card(props: {
  readonly title: string;
  readonly shift: Shift;
  readonly waiting: boolean;
  readonly children: React.ReactNode;
}) {
  const words = useShiftWords();
  const format = useFormat();
  const language = useLanguage();
  const nowMs = useNowMs();
  const { shift } = props;
  return (
    <section className={classes.item} aria-label={props.title}>
      <h2 className={classes.heading}>
        {props.title}
        {props.waiting && <span className={classes.small}> – {words.waiting}</span>}
      </h2>
      <strong className={classes.itemOrder}>{shift.placeName[language]}</strong>
      <span className={classes.itemOrder}>
        {words.from(format.shortTime(shift.from, nowMs), format.shortTime(shift.until, nowMs))}
      </span>
      {props.children}
    </section>
  );
}

/** What the one before at this post said when it left. What a phone kept from before it was told of this has none. */
function HandOver({ of: handOver, to }: { readonly of: Shifts["handOver"] | undefined; readonly to: Shift }) {
  const words = useShiftWords();
  const format = useFormat();
  const nowMs = useNowMs();
  if (!handOver || handOver.shift !== to.id) return null;
  return (
    <p>
      {words.handOver(handOver.callSign, format.shortTime(handOver.at, nowMs))} <strong>{handOver.said}</strong>
    </p>
  );
}

function Relief({ of: relief }: { readonly of: Shifts["relief"] }) {
  const words = useShiftWords();
  const format = useFormat();
  const nowMs = useNowMs();
  if (relief === null) return null;
  return (
    <p>
      {relief.here
        ? words.reliefHere(relief.callSign)
        : words.relief(relief.callSign, format.shortTime(relief.from, nowMs))}
    </p>
  );
}

function RestLine({ of: rest, left }: { readonly of: Shifts["rest"]; readonly left: boolean }) {
  const words = useShiftWords();
  const format = useFormat();
  const nowMs = useNowMs();
  if (rest.is === "working" || left) return null;
  return (
    <p>
      {rest.is === "resting"
        ? words.rest.resting(format.shortTime(rest.until, nowMs))
        : words.rest.rested(Math.floor(rest.mayWorkMinutes / 60), rest.mayWorkMinutes % 60)}
    </p>
  );
}

function TakeUp({ shift }: { readonly shift: Shift }) {
  const words = useShiftWords();
  const phone = usePhone();
  return (
    <Button
      className={`${device.button} ${device.primary}`}
      onClick={() => void phone.shifts.press(shift.id, "take-up", "")}
    >
      {words.takeUp}
    </Button>
  );
}

/** Leaving asks once: nobody leaves a post by a wet thumb. */
function End({ shift }: { readonly shift: Shift }) {
  const words = useShiftWords();
  const phone = usePhone();
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState("");
  if (!asking) {
    return (
      <Button className={device.button} variant="default" onClick={() => setAsking(true)}>
        {words.end}
      </Button>
    );
  }
  return (
    <div className={device.sheet}>
      <Textarea
        label={words.endNote}
        description={words.noPersonalData}
        classNames={{ input: device.input, description: classes.small }}
        autosize
        minRows={1}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button
        className={`${device.button} ${device.primary}`}
        onClick={() => {
          setAsking(false);
          void phone.shifts.press(shift.id, "end", note.trim().replace(/\s+/g, " "));
        }}
      >
        {words.endSure}
      </Button>
      <Button className={device.button} variant="default" onClick={() => setAsking(false)}>
        {words.back}
      </Button>
    </div>
  );
}

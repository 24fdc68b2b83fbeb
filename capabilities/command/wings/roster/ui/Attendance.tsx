import { Button, Group } from "@mantine/core";
import type { PlaceId } from "@cordon/kernel";
import { Answered, ProblemLine, Section, tell, useFormat, useLanguage, useNowMs, useShellWords } from "@cordon/ui";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { SayWhy } from "../../../ui/SayWhy.tsx";
import room from "../../../ui/command.module.css";
import type { ShiftView } from "../words.ts";
import { useAnswer, useOrder } from "./doors.ts";
import { useRestWords } from "./rest/rest-words.ts";
import classes from "./roster.module.css";
import { useCapabilities } from "./useCapabilityName.ts";
import { useRosterWords } from "./words.ts";

const RENEWED = ["command.show-attendance", "command.list-voids", "command.show-roster"] as const;
type Step = "here" | "leave" | "absent";

/** What may be said of a unit by the state of its shift: the table of shifts, and nobody is absent before it begins. */
function stepsOf({ state, from }: ShiftView, nowMs: number): readonly Step[] {
  if (state === "on") return ["leave"];
  if (state === "missed") return ["here"];
  if (state !== "planned") return [];
  return Date.parse(from) <= nowMs ? ["here", "absent"] : ["here"];
}

/** Who is missing, who is due, who is on, and who left and what it handed over: now; and, for a unit without a phone, what the room says for it. */
export function Attendance({
  mayArrange,
  onShow,
}: {
  readonly mayArrange: boolean;
  readonly onShow: (place: PlaceId) => void;
}) {
  const words = useRosterWords();
  const answer = useAnswer("command.show-attendance", {}, { everyMs: 10_000 });
  const nowMs = useNowMs();
  const takingUp = useOrder("command.take-up-shift", RENEWED);
  const ending = useOrder("command.end-shift", RENEWED);
  const missing = useOrder("command.miss-shift", RENEWED);
  const orders = { here: takingUp, leave: ending, absent: missing };
  /** Of which shift something is said, or was said last. */
  const [said, setSaid] = useState<{ readonly shift: string; readonly step: Step } | null>(null);
  const [asking, setAsking] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  const busy = takingUp.busy || ending.busy || missing.busy;

  // A row that went to another group is another element: whoever works by keyboard goes on from it.
  const groups = answer.state === "shown" ? answer.data : null;
  useEffect(() => {
    if (groups === null || said === null || document.activeElement !== document.body) return;
    panel.current?.querySelector<HTMLElement>(`[data-shift="${said.shift}"]`)?.focus();
  }, [groups, said]);

  const send = async (shift: ShiftView, step: Step, text: string) => {
    if (busy) return;
    setSaid({ shift: shift.id, step });
    const sent =
      step === "here"
        ? await takingUp.send({ shift: shift.id })
        : step === "leave"
          ? await ending.send({ shift: shift.id, note: text })
          : await missing.send({ shift: shift.id, because: text });
    if (!sent.ok) return;
    setAsking(false);
    tell({
      message: { here: words.tookUp, leave: words.ended, absent: words.missed }[step](shift.callSign),
    });
  };
  /** That a unit is there is said at once; that it left or did not come opens its post, and is asked once. */
  const begin = (shift: ShiftView, step: Step) => {
    if (!mayArrange || !stepsOf(shift, nowMs).includes(step)) return;
    if (step === "here") void send(shift, step, "");
    else {
      setSaid({ shift: shift.id, step });
      setAsking(true);
    }
  };
  const onKey = (event: KeyboardEvent<HTMLLIElement>, shift: ShiftView) => {
    if (event.target !== event.currentTarget) return;
    const rows = [...(panel.current?.querySelectorAll<HTMLLIElement>("li[data-shift]") ?? [])];
    const at = rows.indexOf(event.currentTarget);
    if (event.key === "j" || event.key === "ArrowDown") rows[at + 1]?.focus();
    else if (event.key === "k" || event.key === "ArrowUp") rows[at - 1]?.focus();
    else if (event.key === "a") begin(shift, "here");
    else if (event.key === "l") begin(shift, "leave");
    else if (event.key === "x") begin(shift, "absent");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const row = (shift: ShiftView) => {
    const own = said !== null && said.shift === shift.id ? said.step : null;
    const problem = own === null ? null : orders[own].problem;
    return (
      <li
        key={shift.id}
        data-shift={shift.id}
        className={classes.item}
        tabIndex={0}
        onKeyDown={(event) => onKey(event, shift)}
      >
        <div className={classes.grow}>
          <Row
            shift={shift}
            steps={mayArrange ? stepsOf(shift, nowMs) : []}
            busy={busy}
            onShow={onShow}
            onStep={(step) => begin(shift, step)}
          />
          {asking && (own === "leave" || own === "absent") ? (
            <SayWhy
              optional
              label={own === "leave" ? words.handOver : words.absentWhy}
              send={own === "leave" ? words.leaveIt : words.absentIt}
              most={own === "leave" ? 500 : 300}
              busy={busy}
              problem={problem}
              onSend={(text) => void send(shift, own, text)}
              onCancel={() => setAsking(false)}
            />
          ) : (
            <ProblemLine problem={problem} />
          )}
        </div>
      </li>
    );
  };

  return (
    <Answered of={answer}>
      {({ due, on, missing: late, left }) => (
        <div ref={panel}>
          {(
            [
              [words.late, late],
              [words.due, due],
              [words.on, on],
              [words.left, left],
            ] as const
          ).map(([title, { shifts, count }]) => (
            <Section key={title} title={title} aside={<span>{words.count(shifts.length, count)}</span>}>
              {shifts.length === 0 ? (
                <p className={classes.dim}>{words.nobody}</p>
              ) : (
                <ul className={classes.list}>{shifts.map(row)}</ul>
              )}
            </Section>
          ))}
          {mayArrange && <p className={`${room.keys} ${classes.tools} ${classes.onDesk}`}>{words.attendKeys}</p>}
        </div>
      )}
    </Answered>
  );
}

function Row({
  shift,
  steps,
  busy,
  onShow,
  onStep,
}: {
  readonly shift: ShiftView;
  readonly steps: readonly Step[];
  readonly busy: boolean;
  readonly onShow: (place: PlaceId) => void;
  readonly onStep: (step: Step) => void;
}) {
  const words = useRosterWords();
  const rest = useRestWords();
  const { named } = useShellWords();
  const format = useFormat();
  const nowMs = useNowMs();
  const language = useLanguage();
  const { nameOf } = useCapabilities();
  const withWords = (what: string) => (shift.said === "" ? what : named(what, shift.said));
  return (
    <>
      <div className={classes.line}>
        <strong className={classes.sign}>{shift.callSign}</strong>
        <button type="button" className={classes.link} title={words.show} onClick={() => onShow(shift.place)}>
          {shift.placeName[language]}
        </button>
        <span className={classes.grow}>{nameOf(shift.capability)}</span>
        <span className={classes.dim}>
          {format.shortTime(shift.from, nowMs)} – {format.shortTime(shift.until, nowMs)}
        </span>
        {steps.length > 0 && (
          <Group gap={4}>
            {steps.map((step) => (
              <Button
                key={step}
                size="compact-sm"
                variant="default"
                disabled={busy}
                aria-label={named(words[step], shift.callSign)}
                onClick={() => onStep(step)}
              >
                {words[step]}
              </Button>
            ))}
          </Group>
        )}
      </div>
      {shift.override !== "" && <div className={classes.dim}>{rest.shortened(shift.override)}</div>}
      {shift.state === "missed" && <div className={classes.dim}>{withWords(words.saidMissed)}</div>}
      {shift.endedAt !== null && (
        <div className={classes.dim}>
          {withWords(words.handsOver(format.shortTime(shift.pressedAt ?? shift.endedAt, nowMs)))}
        </div>
      )}
    </>
  );
}

import { Button } from "@mantine/core";
import { instantOf, type PlaceId } from "@cordon/kernel";
import { Answered, Empty, tell, useFormat, useNowMs } from "@cordon/ui";
import { type KeyboardEvent, useRef, useState } from "react";
import { SayWhy } from "../../../ui/SayWhy.tsx";
import room from "../../../ui/command.module.css";
import type { ShiftView } from "../words.ts";
import { useAnswer, useOrder } from "./doors.ts";
import { usePlanWords } from "./plan-words.ts";
import { useRestWords } from "./rest/rest-words.ts";
import classes from "./roster.module.css";
import { useCapabilities } from "./useCapabilityName.ts";

const AHEAD_MS = 14 * 24 * 3600_000;
/** What a shift that was planned, changed or cancelled makes old. */
export const RENEWED = ["command.show-roster", "command.list-voids", "command.show-attendance"] as const;

/** Who is planned and on at a post in the days to come, to change and to cancel. */
export function ShiftsAt({
  place,
  fromMs,
  onChange,
}: {
  readonly place: PlaceId;
  readonly fromMs: number;
  readonly onChange: (shift: ShiftView) => void;
}) {
  const words = usePlanWords();
  const rest = useRestWords();
  const format = useFormat();
  const nowMs = useNowMs(60_000);
  const [leaving, setLeaving] = useState<string | null>(null);
  const { nameOf } = useCapabilities();
  const cancelling = useOrder("command.cancel-shifts", RENEWED);
  const list = useRef<HTMLUListElement>(null);
  const answer = useAnswer(
    "command.show-roster",
    {
      ...{ from: instantOf(fromMs), until: instantOf(fromMs + AHEAD_MS), places: [place] },
      ...{ states: ["planned", "on"], limit: 200 },
    },
    { everyMs: 10_000 },
  );
  const cancel = async (shift: ShiftView, because: string) => {
    const done = await cancelling.send({ shifts: [shift.id], because });
    if (!done.ok) return;
    setLeaving(null);
    tell({ message: words.cancelled(shift.callSign) });
  };
  const onKey = (event: KeyboardEvent<HTMLLIElement>, shift: ShiftView, at: number) => {
    if (event.target !== event.currentTarget) return;
    const rows = list.current?.querySelectorAll<HTMLLIElement>(":scope > li") ?? [];
    if (event.key === "j" || event.key === "ArrowDown") rows[at + 1]?.focus();
    else if (event.key === "k" || event.key === "ArrowUp") rows[at - 1]?.focus();
    else if (event.key === "e") onChange(shift);
    else if (event.key === "x" && shift.state === "planned") setLeaving(shift.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Answered of={answer}>
      {({ shifts }) =>
        shifts.length === 0 ? (
          <Empty title={words.noShifts}>{words.noShiftsHint}</Empty>
        ) : (
          <>
            <h3 className={classes.head}>{words.atPost}</h3>
            <ul ref={list} className={classes.list}>
              {shifts.map((shift, at) => (
                <li key={shift.id} className={classes.item} tabIndex={0} onKeyDown={(event) => onKey(event, shift, at)}>
                  <div className={classes.grow}>
                    <div className={classes.line}>
                      <strong>{shift.callSign}</strong>
                      <span>{nameOf(shift.capability)}</span>
                      <span className={classes.dim}>
                        {format.shortTime(shift.from, nowMs)} – {format.shortTime(shift.until, nowMs)}
                      </span>
                      <Button size="compact-sm" variant="default" onClick={() => onChange(shift)}>
                        {words.change}
                      </Button>
                      {shift.state === "planned" && (
                        <Button size="compact-sm" variant="default" onClick={() => setLeaving(shift.id)}>
                          {words.cancelShift}
                        </Button>
                      )}
                    </div>
                    {shift.override !== "" && <div className={classes.dim}>{rest.shortened(shift.override)}</div>}
                    {leaving === shift.id && (
                      <SayWhy
                        label={words.cancelWhy}
                        send={words.cancelIt}
                        busy={cancelling.busy}
                        problem={cancelling.problem}
                        onSend={(because) => void cancel(shift, because.slice(0, 300))}
                        onCancel={() => setLeaving(null)}
                      />
                    )}
                  </div>
                </li>
              ))}
            </ul>
            <p className={`${room.keys} ${classes.tools} ${classes.onDesk}`}>{words.keys}</p>
          </>
        )
      }
    </Answered>
  );
}

import type { PlaceId } from "@cordon/kernel";
import { Answered, Section, useFormat, useLanguage, useNowMs } from "@cordon/ui";
import type { ShiftView } from "../words.ts";
import { useAnswer } from "./doors.ts";
import classes from "./roster.module.css";
import { useCapabilities } from "./useCapabilityName.ts";
import { useRosterWords } from "./words.ts";

/** Who is missing, who is due, who is on: now. */
export function Attendance({ onShow }: { readonly onShow: (place: PlaceId) => void }) {
  const words = useRosterWords();
  const answer = useAnswer("command.show-attendance", {}, { everyMs: 10_000 });
  return (
    <Answered of={answer}>
      {({ due, on, missing }) =>
        (
          [
            [words.late, missing],
            [words.due, due],
            [words.on, on],
          ] as const
        ).map(([title, { shifts, count }]) => (
          <Section key={title} title={title} aside={<span>{words.count(shifts.length, count)}</span>}>
            {shifts.length === 0 ? (
              <p className={classes.dim}>{words.nobody}</p>
            ) : (
              <ul className={classes.list}>
                {shifts.map((shift) => (
                  <Row key={shift.id} shift={shift} onShow={onShow} />
                ))}
              </ul>
            )}
          </Section>
        ))
      }
    </Answered>
  );
}

function Row({ shift, onShow }: { readonly shift: ShiftView; readonly onShow: (place: PlaceId) => void }) {
  const words = useRosterWords();
  const format = useFormat();
  const nowMs = useNowMs();
  const language = useLanguage();
  const { nameOf } = useCapabilities();
  return (
    <li className={classes.item}>
      <strong className={classes.sign}>{shift.callSign}</strong>
      <button type="button" className={classes.link} title={words.show} onClick={() => onShow(shift.place)}>
        {shift.placeName[language]}
      </button>
      <span className={classes.grow}>{nameOf(shift.capability)}</span>
      <span className={classes.dim}>
        {format.shortTime(shift.from, nowMs)} – {format.shortTime(shift.until, nowMs)}
      </span>
    </li>
  );
}

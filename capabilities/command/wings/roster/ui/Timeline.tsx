import type { PlaceId } from "@cordon/kernel";
import { Answered, Empty, useFormat, useLanguage, useNowMs } from "@cordon/ui";
import { useAnswer } from "./doors.ts";
import classes from "./roster.module.css";
import type { Asked } from "./VoidList.tsx";
import { lackSaid, useRosterWords } from "./words.ts";

const ROWS = 40;
const TICKS = 6;

/** Posts that will lack somebody, as rows along time: shifts as bars, voids hatched and called by their name. */
export function Timeline({ asked, onShow }: { readonly asked: Asked; readonly onShow: (place: PlaceId) => void }) {
  const words = useRosterWords();
  const format = useFormat();
  const nowMs = useNowMs();
  const language = useLanguage();
  const answer = useAnswer("command.list-voids", { ...asked, limit: 200 }, { everyMs: 10_000 });
  const voids = answer.state === "shown" ? answer.data.voids : [];
  const posts = [...Map.groupBy(voids, ({ place, capability }) => `${place} ${capability}`).values()].slice(0, ROWS);
  const places = [...new Set(posts.flatMap(([first]) => first?.place ?? []))];
  const roster = useAnswer(
    "command.show-roster",
    places.length === 0
      ? null
      : { from: asked.from, until: asked.until, places, states: ["planned", "on"], limit: 1000 },
    { everyMs: 10_000 },
  );
  const shifts = roster.state === "shown" ? roster.data.shifts : [];
  const [start, end] = [Date.parse(asked.from), Date.parse(asked.until)];
  const bar = (from: string, until: string) => {
    const left = Math.max(0, (Date.parse(from) - start) / (end - start));
    const right = Math.min(1, (Date.parse(until) - start) / (end - start));
    return { left: `${left * 100}%`, width: `${Math.max(0, right - left) * 100}%` };
  };
  const span = (from: string, until: string) => `${format.shortTime(from, nowMs)} – ${format.shortTime(until, nowMs)}`;
  return (
    <Answered of={answer}>
      {() =>
        posts.length === 0 ? (
          <Empty title={words.none}>{words.noneHint}</Empty>
        ) : (
          <div className={classes.timeline}>
            <p className={classes.dim}>{words.timeline}</p>
            <div className={classes.row}>
              <span />
              <div className={classes.ticks}>
                {Array.from({ length: TICKS }, (_, at) => (
                  <span key={at}>{format.shortTime(start + ((end - start) * at) / TICKS, nowMs)}</span>
                ))}
              </div>
            </div>
            {posts.map((gaps) => {
              const [first] = gaps;
              if (first === undefined) return null;
              const there = shifts.filter(
                (shift) => shift.place === first.place && shift.capability === first.capability,
              );
              return (
                <div key={`${first.place} ${first.capability}`} className={classes.row}>
                  <button type="button" className={classes.link} title={words.show} onClick={() => onShow(first.place)}>
                    {first.placeName[language]} · {first.capability}
                  </button>
                  <div className={classes.track}>
                    {there.map((shift) => (
                      <span
                        key={shift.id}
                        className={classes.shift}
                        style={bar(shift.from, shift.until)}
                        title={`${shift.callSign} ${span(shift.from, shift.until)}`}
                      >
                        {shift.callSign}
                      </span>
                    ))}
                    {gaps.map((gap) => (
                      <span
                        key={gap.from}
                        className={classes.gap}
                        style={bar(gap.from, gap.until)}
                        title={`${lackSaid(words, gap)} ${span(gap.from, gap.until)}`}
                      >
                        {words.void} {gap.missing}
                      </span>
                    ))}
                  </div>
                </div>
              );
            })}
          </div>
        )
      }
    </Answered>
  );
}

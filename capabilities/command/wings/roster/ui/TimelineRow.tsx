import type { PlaceId } from "@cordon/kernel";
import { ToneMark, useLanguage } from "@cordon/ui";
import { memo } from "react";
import type { CommandApi } from "../../../index.ts";
import { useRestWords } from "./rest/rest-words.ts";
import classes from "./roster.module.css";
import { useCapabilities } from "./useCapabilityName.ts";
import { lackSaid, useRosterWords } from "./words.ts";

type Row = CommandApi["command.show-timeline"]["output"]["rows"][number];

export interface TimelineRowProps {
  /** Null until it was answered. */
  readonly row: Row | null;
  readonly startMs: number;
  readonly endMs: number;
  /** A time in words. */
  readonly said: (at: string) => string;
  readonly onShow: (place: PlaceId) => void;
}

/** A post with a capability: who is there as bars, what it lacks hatched below. */
export const TimelineRow = memo(
  ({ row, startMs, endMs, said, onShow }: TimelineRowProps) => {
    const words = useRosterWords();
    const rest = useRestWords();
    const language = useLanguage();
    const { nameOf } = useCapabilities();
    if (row === null) return <div className={classes.row} aria-busy="true" />;
    const bar = (from: string, until: string) => {
      const left = Math.max(0, (Date.parse(from) - startMs) / (endMs - startMs));
      const right = Math.min(1, (Date.parse(until) - startMs) / (endMs - startMs));
      return { left: `${left * 100}%`, width: `${Math.max(0, right - left) * 100}%` };
    };
    const span = (from: string, until: string) => `${said(from)} – ${said(until)}`;
    const more = row.moreShifts + row.moreVoids;
    return (
      <div className={classes.row}>
        <button
          type="button"
          className={`${classes.link} ${classes.cut}`}
          title={`${row.placeName[language]} · ${words.show}`}
          onClick={() => onShow(row.place)}
        >
          {row.placeReference} · {nameOf(row.capability)}
          {more > 0 && <span className={classes.dim}> {words.more(more)}</span>}
        </button>
        <div className={classes.track}>
          {row.shifts.map(({ from, until, units, people, callSigns, overrides }) => (
            <span
              key={`${from} ${until}`}
              className={classes.shift}
              style={bar(from, until)}
              title={`${callSigns.join(", ")}${units > callSigns.length ? ` +${units - callSigns.length}` : ""} · ${words.people(people)} · ${span(from, until)}${overrides.map((why) => ` · ${rest.shortened(why)}`).join("")}`}
            >
              {overrides.length > 0 && (
                <>
                  <ToneMark
                    tone="calm"
                    shape="diamond"
                    size={10}
                    title={overrides.map(rest.shortened).join(" · ")}
                  />{" "}
                </>
              )}
              {callSigns[0]}
              {units > 1 ? ` +${units - 1}` : ""}
            </span>
          ))}
          {row.voids.map((gap) => (
            <span
              key={gap.from}
              className={classes.gap}
              style={bar(gap.from, gap.until)}
              title={`${lackSaid(words, gap)} ${span(gap.from, gap.until)}`}
            >
              {words.void} {lackInShort(gap)}
            </span>
          ))}
        </div>
      </div>
    );
  },
  (was, is) => was.row === is.row && was.startMs === is.startMs && was.endMs === is.endMs && was.said === is.said,
);

/** Two units and three people: `2 · 3/8`. */
function lackInShort({ missing, people }: Row["voids"][number]): string {
  return [missing > 0 ? String(missing) : "", people === null ? "" : `${people.missing}/${people.needed}`]
    .filter(Boolean)
    .join(" · ");
}

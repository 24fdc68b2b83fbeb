import { Checkbox, TextInput } from "@mantine/core";
import type { PlaceId } from "@cordon/kernel";
import { Answered, Empty, useFormat, useNowMs } from "@cordon/ui";
import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { useAnswer } from "./doors.ts";
import classes from "./roster.module.css";
import { TimelineRow } from "./TimelineRow.tsx";
import { VirtualRows } from "./VirtualRows.tsx";
import type { Asked } from "./VoidList.tsx";
import { useRosterWords } from "./words.ts";

const PAGE = 40;
const TICKS = 6;
const ROW_PX = 40;
const RENEWED = { everyMs: 10_000 };
/** Pages that are only passed by are not asked for. */
const SETTLED_MS = 80;

/** All posts as rows along time: shifts as bars, voids hatched and called by their name. Thousands of them, of which a page or two is asked for. */
export function Timeline({ asked, onShow }: { readonly asked: Asked; readonly onShow: (place: PlaceId) => void }) {
  const words = useRosterWords();
  const format = useFormat();
  const nowMs = useNowMs(60_000);
  const [typed, setTyped] = useState("");
  const [lacking, setLacking] = useState(false);
  const search = useDeferredValue(typed.trim());
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const [from, to] = useSettled(Math.floor(seen.first / PAGE), Math.floor(Math.max(0, seen.last - 1) / PAGE));
  const page = { ...asked, search, lacking, limit: PAGE };
  const answer = useAnswer("command.show-timeline", { ...page, offset: from * PAGE }, RENEWED);
  const next = useAnswer("command.show-timeline", to === from ? null : { ...page, offset: to * PAGE }, RENEWED);
  const rowAt = (at: number) => {
    for (const each of [answer, next]) {
      const row = each.state === "shown" ? each.data.rows[at - each.data.offset] : undefined;
      if (row !== undefined) return row;
    }
    return null;
  };
  const said = useMemo(() => once((at) => format.shortTime(at, nowMs)), [format, nowMs]);
  const [startMs, endMs] = [Date.parse(asked.from), Date.parse(asked.until)];
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          aria-label={words.searchPost}
          placeholder={words.searchPost}
          size="xs"
          maxLength={80}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Checkbox
          size="xs"
          label={words.onlyVoids}
          checked={lacking}
          onChange={(event) => setLacking(event.currentTarget.checked)}
        />
        {answer.state === "shown" && (
          <span className={classes.dim}>{words.posts(answer.data.count, format.number(answer.data.count))}</span>
        )}
      </div>
      <Answered of={answer}>
        {({ count }) =>
          count === 0 ? (
            <Empty title={lacking ? words.none : words.noPosts}>{lacking ? words.noneHint : words.noPostsHint}</Empty>
          ) : (
            <VirtualRows
              key={`${search} ${lacking} ${asked.capability}`}
              count={count}
              rowPx={ROW_PX}
              label={words.timeline}
              onSeen={(first, last) =>
                setSeen((was) => (was.first === first && was.last === last ? was : { first, last }))
              }
              head={
                <div className={classes.row}>
                  <span />
                  <div className={classes.ticks}>
                    {Array.from({ length: TICKS }, (_, at) => (
                      <span key={at}>{format.shortTime(startMs + ((endMs - startMs) * at) / TICKS, nowMs)}</span>
                    ))}
                  </div>
                </div>
              }
            >
              {(at) => <TimelineRow row={rowAt(at)} startMs={startMs} endMs={endMs} said={said} onShow={onShow} />}
            </VirtualRows>
          )
        }
      </Answered>
    </>
  );
}

/** Many bars begin and end together: each time is put into words once. */
function once(words: (at: string) => string): (at: string) => string {
  const known = new Map<string, string>();
  return (at) => {
    const said = known.get(at) ?? words(at);
    known.set(at, said);
    return said;
  };
}

/** The last of some pages, once they stay for a moment. */
function useSettled(first: number, last: number): readonly [first: number, last: number] {
  const [settled, setSettled] = useState<readonly [number, number]>([first, last]);
  useEffect(() => {
    const later = setTimeout(() => setSettled([first, last]), SETTLED_MS);
    return () => clearTimeout(later);
  }, [first, last]);
  return settled;
}

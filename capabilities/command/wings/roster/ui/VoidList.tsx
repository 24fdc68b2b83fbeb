import { Button, Group } from "@mantine/core";
import { type PlaceId, ShiftId, ulid } from "@cordon/kernel";
import {
  Answered,
  Empty,
  ProblemLine,
  tell,
  ToneMark,
  useFormat,
  useLanguage,
  useNowMs,
  useShellWords,
} from "@cordon/ui";
import { type KeyboardEvent, useRef, useState } from "react";
import type { CoverageVoid } from "../words.ts";
import { useAnswer, useOrder } from "./doors.ts";
import { ShortenRest } from "./rest/ShortenRest.tsx";
import room from "../../../ui/command.module.css";
import { usePages } from "../../../ui/Pages.tsx";
import classes from "./roster.module.css";
import { useCapabilities } from "./useCapabilityName.ts";
import { lackSaid, useRosterWords } from "./words.ts";

/** As many as suggest-fixes looks at in one call. */
const PAGE = 30;
const SOON_MS = 3600_000;

type Cursor = Pick<CoverageVoid, "from" | "place" | "capability">;
export interface Asked {
  readonly from: string;
  readonly until: string;
  readonly capability?: string;
}

const keyOf = ({ place, capability, from }: Cursor) => `${place} ${capability} ${from}`;

/** Named here, so that an order that is sent twice plans one shift. */
const newShiftId = () => ShiftId.parse(ulid(Date.now(), crypto.getRandomValues(new Uint8Array(10))));

/** Voids, the first to begin first, each with the cheapest fix and a button that does it. */
export function VoidList({
  asked,
  may,
  onShow,
}: {
  readonly asked: Asked;
  /** Plans; lets rest be shortened, saying why. */
  readonly may: { readonly arrange: boolean; readonly shorten: boolean };
  readonly onShow: (place: PlaceId) => void;
}) {
  const words = useRosterWords();
  const pages = usePages<Cursor>();
  const answer = useAnswer(
    "command.list-voids",
    { ...asked, limit: PAGE, ...(pages.cursor === undefined ? {} : { after: pages.cursor }) },
    { everyMs: 10_000 },
  );
  const voids = answer.state === "shown" ? answer.data.voids : [];
  const fixes = useAnswer(
    "command.suggest-fixes",
    voids.length === 0
      ? null
      : {
          voids: voids.map(({ place, capability, from, until }) => ({ place, capability, from, until })),
          limit: 1,
        },
  );
  const filling = useOrder("command.fill-void", ["command.list-voids", "command.suggest-fixes", "command.show-roster"]);
  const format = useFormat();
  const nowMs = useNowMs();
  const language = useLanguage();
  const { named } = useShellWords();
  const { nameOf } = useCapabilities();
  const list = useRef<HTMLUListElement>(null);

  /** The void whose fix was refused for rest: it was worked on meanwhile. */
  const [tiring, setTiring] = useState<string | null>(null);

  const fill = async (at: number, override = "") => {
    const gap = voids[at];
    const fix = fixes.state === "shown" ? fixes.data.fixes[at]?.[0] : undefined;
    if (gap === undefined || fix === undefined || !may.arrange || filling.busy) return;
    const { how, unit, shift, from, until, callSign } = fix;
    const id = newShiftId();
    const { place, capability } = gap;
    const done = await filling.send({ place, capability, how, unit, shift, from, until, id, override });
    setTiring(!done.ok && done.problem.code === "shift-rest" ? keyOf(gap) : null);
    if (done.ok) tell({ message: words.filled(callSign) });
  };
  const onKey = (event: KeyboardEvent, at: number) => {
    if (event.target !== event.currentTarget) return;
    const rows = list.current?.querySelectorAll<HTMLLIElement>("li") ?? [];
    if (event.key === "j" || event.key === "ArrowDown") rows[at + 1]?.focus();
    else if (event.key === "k" || event.key === "ArrowUp") rows[at - 1]?.focus();
    else if (event.key === "f") void fill(at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <Answered of={answer}>
      {({ next }) =>
        voids.length === 0 ? (
          <Empty title={words.none}>{words.noneHint}</Empty>
        ) : (
          <>
            {tiring === null && <ProblemLine problem={filling.problem} />}
            <ul ref={list} className={classes.list}>
              {voids.map((gap, at) => {
                const fix = fixes.state === "shown" ? fixes.data.fixes[at]?.[0] : undefined;
                const soon = Date.parse(gap.from) - nowMs < SOON_MS;
                const part = fix !== undefined && (fix.until < gap.until || (fix.from > gap.from && !soon));
                return (
                  <li key={keyOf(gap)} className={classes.item} tabIndex={0} onKeyDown={(event) => onKey(event, at)}>
                    <ToneMark tone={soon ? "attention" : "calm"} />
                    <div className={classes.grow}>
                      <div className={classes.line}>
                        <button
                          type="button"
                          className={classes.link}
                          title={words.show}
                          onClick={() => onShow(gap.place)}
                        >
                          <strong>{gap.placeName[language]}</strong>
                        </button>
                        <span>{nameOf(gap.capability)}</span>
                        <span>{lackSaid(words, gap)}</span>
                      </div>
                      <div className={classes.dim}>
                        {Date.parse(gap.from) <= nowMs ? words.running : format.shortTime(gap.from, nowMs)} –{" "}
                        {format.shortTime(gap.until, nowMs)}
                      </div>
                      <div className={classes.fix}>
                        {fixes.state !== "shown"
                          ? words.looking
                          : fix === undefined
                            ? words.noFix
                            : [
                                fix.callSign,
                                ...(gap.people === null ? [] : [words.people(fix.people)]),
                                words.how[fix.how],
                                ...(part
                                  ? [
                                      named(
                                        words.part,
                                        `${format.shortTime(fix.from, nowMs)} – ${format.shortTime(fix.until, nowMs)}`,
                                      ),
                                    ]
                                  : []),
                                ...(fix.overtimeMinutes > 0 ? [words.overtime(fix.overtimeMinutes)] : []),
                                ...(fix.how === "extend"
                                  ? []
                                  : [fix.metres === null ? words.unknownWay : format.distance(fix.metres)]),
                              ].join(" · ")}
                      </div>
                      {tiring === keyOf(gap) && (
                        <ShortenRest
                          may={may.shorten}
                          busy={filling.busy}
                          problem={filling.problem}
                          onSend={(why) => void fill(at, why)}
                          onCancel={() => {
                            setTiring(null);
                            filling.forgive();
                          }}
                        />
                      )}
                    </div>
                    {fix !== undefined && may.arrange && (
                      <Button variant="default" size="compact-sm" disabled={filling.busy} onClick={() => void fill(at)}>
                        {words.fill}
                      </Button>
                    )}
                  </li>
                );
              })}
            </ul>
            <Group justify="space-between" className={classes.tools}>
              <span className={room.keys}>{words.keys}</span>
              <Group gap="xs">
                {pages.turned > 0 && (
                  <Button variant="default" size="compact-sm" onClick={pages.back}>
                    {words.back}
                  </Button>
                )}
                {next !== null && (
                  <Button variant="default" size="compact-sm" onClick={() => pages.turn(next)}>
                    {words.next}
                  </Button>
                )}
              </Group>
            </Group>
          </>
        )
      }
    </Answered>
  );
}

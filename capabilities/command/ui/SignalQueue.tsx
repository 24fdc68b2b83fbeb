import { SegmentedControl } from "@mantine/core";
import { Answered, Empty, Panel, SignalCard, StatusPill, useVocabulary } from "@cordon/ui";
import { useEffect, useRef, useState } from "react";
import type { SignalView } from "../words.ts";
import { useSurroundings, whereOf } from "./Around.tsx";
import classes from "./command.module.css";
import { useAnswer } from "./doors.ts";
import { stillOf } from "./exhibit.ts";
import { beforeOf, Older, usePages } from "./Pages.tsx";
import { byUrgency, WAITING_SIGNALS } from "./questions.ts";
import { useCommandWords } from "./words.ts";

export interface SignalQueueProps {
  readonly selected: string | null;
  readonly onSelect: (signal: SignalView) => void;
  readonly onClose?: (() => void) | undefined;
}

/** What waits for a human, the most urgent first; and what was decided, the newest first. */
export function SignalQueue({ selected, onSelect, onClose }: SignalQueueProps) {
  const words = useCommandWords().queue;
  const { unknown } = useCommandWords().signal;
  const vocabulary = useVocabulary();
  const around = useSurroundings();
  const [tab, setTab] = useState<"waiting" | "decided">("waiting");
  const pages = usePages<number>();
  const answer = useAnswer("command.list-signals", { ...WAITING_SIGNALS, ...beforeOf(pages), state: tab });
  const arriving = useArrivals(answer.state === "shown" && pages.turned === 0 ? answer.data.signals : null);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector("[data-selected]")?.scrollIntoView({ block: "nearest" });
  }, [selected]);

  return (
    <Panel
      label={words.title}
      title={words.title}
      onClose={onClose}
      aside={answer.state === "shown" && <span className={classes.count}>{words.waiting(answer.data.waiting)}</span>}
      footer={<span className={classes.keys}>{words.keys}</span>}
    >
      <div className={classes.filter}>
        <SegmentedControl
          size="xs"
          fullWidth
          value={tab}
          onChange={(value) => {
            setTab(value);
            pages.reset();
          }}
          data={[
            { value: "waiting", label: words.tabs.waiting },
            { value: "decided", label: words.tabs.decided },
          ]}
        />
      </div>
      <Answered of={answer}>
        {({ signals, next }) => {
          const shown = tab === "waiting" ? byUrgency(signals) : signals;
          if (shown.length === 0 && pages.turned === 0) {
            return tab === "waiting" ? (
              <Empty title={words.empty}>{words.emptyHint}</Empty>
            ) : (
              <Empty title={words.emptyDecided} />
            );
          }
          return (
            <>
              <ul className={classes.list} ref={list}>
                {shown.map((signal) => (
                  <SignalCard
                    key={signal.id}
                    signal={signal}
                    where={[
                      signal.sos?.callSign ?? signal.crossed?.callSign,
                      whereOf(signal, around) || (signal.position === null ? unknown : ""),
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                    still={stillOf(signal.exhibits)}
                    selected={signal.id === selected}
                    arriving={arriving.has(signal.id)}
                    onSelect={() => onSelect(signal)}
                  >
                    {signal.state === "waiting" && signal.sos?.calledOffAt != null && (
                      <div className={classes.decided}>
                        <StatusPill tone="attention">{words.calledOff}</StatusPill>
                      </div>
                    )}
                    {signal.state !== "waiting" && (
                      <div className={classes.decided}>
                        <StatusPill tone="calm">
                          {signal.dismissal === null
                            ? vocabulary.signalState[signal.state]
                            : `${vocabulary.signalState[signal.state]}: ${vocabulary.dismissal[signal.dismissal.reason]}`}
                        </StatusPill>
                      </div>
                    )}
                  </SignalCard>
                ))}
              </ul>
              <Older of={pages} next={next} />
            </>
          );
        }}
      </Answered>
    </Panel>
  );
}

/** Which signals were not there when the list was first seen: they are drawn in, once. */
function useArrivals(signals: readonly SignalView[] | null): ReadonlySet<string> {
  const seen = useRef<Set<string> | null>(null);
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (signals === null) return;
    const known = seen.current;
    const fresh = known === null ? [] : signals.filter(({ id, state }) => state === "waiting" && !known.has(id));
    seen.current = new Set([...(known ?? []), ...signals.map(({ id }) => id)]);
    if (fresh.length > 0) setArrived(new Set(fresh.map(({ id }) => id)));
  }, [signals]);
  return arrived;
}

import { Button, Select } from "@mantine/core";
import { beforeOf, Older, usePages } from "../../../ui/Pages.tsx";
import { IconPolygon } from "@tabler/icons-react";
import { Age, Answered, Empty, type MapTool, Panel, ToneMark, useLanguage, useShellWords } from "@cordon/ui";
import { useMemo, useState } from "react";
import type { ThreadKey, ThreadView } from "../words.ts";
import { useAnswer } from "../../../ui/doors.ts";
import { AreaMessage } from "./AreaMessage.tsx";
import classes from "./messages.module.css";
import { Thread } from "./Thread.tsx";
import { useMessageWords } from "./words.ts";

export interface MessagesPageProps {
  readonly thread: ThreadKey | null;
  readonly mayWrite: boolean;
  /** Opens a thread by its name, or (null) none. */
  readonly onThread: (thread: string | null) => void;
  /** Takes the map to draw on it, or gives it back. */
  readonly onTool: (tool: MapTool | null) => void;
  readonly onClose: () => void;
}

/** What the command room writes with units, posts and contingents: who on the left, what was said on the right. */
export function MessagesPage({ thread, mayWrite, onThread, onTool, onClose }: MessagesPageProps) {
  const words = useMessageWords();
  const pages = usePages<number>();
  const answer = useAnswer("command.list-threads", { limit: 100, ...beforeOf(pages) });
  const unread = answer.state === "shown" ? answer.data.unread : 0;
  const [toArea, setToArea] = useState(false);
  const drawing = toArea && thread === null;
  const known = answer.state === "shown" ? answer.data.threads.find((each) => each.thread === thread) : undefined;
  return (
    <Panel
      label={words.title}
      title={words.title}
      aside={unread > 0 ? <span className={classes.dim}>{words.unread(unread)}</span> : undefined}
      onClose={onClose}
    >
      <div className={classes.page} data-thread={thread !== null || drawing || undefined}>
        <div className={classes.threads}>
          {mayWrite && (
            <Recipient
              onThread={onThread}
              onArea={() => {
                onThread(null);
                setToArea(true);
              }}
            />
          )}
          <Answered of={answer}>
            {({ threads, next }) =>
              threads.length === 0 && pages.turned === 0 ? (
                <Empty title={words.empty}>{words.emptyHint}</Empty>
              ) : (
                <>
                  <ul className={classes.list} aria-label={words.threads}>
                    {threads.map((each) => (
                      <ThreadRow
                        key={each.thread}
                        of={each}
                        selected={each.thread === thread}
                        onSelect={() => onThread(each.thread)}
                      />
                    ))}
                  </ul>
                  <Older of={pages} next={next} />
                </>
              )
            }
          </Answered>
        </div>
        {drawing && (
          <AreaMessage
            onTool={onTool}
            onBack={() => setToArea(false)}
            onSent={(sent) => {
              setToArea(false);
              onThread(sent);
            }}
          />
        )}
        {thread !== null && (
          <Thread
            key={thread}
            thread={thread}
            name={known?.name ?? null}
            mayWrite={mayWrite}
            onBack={() => onThread(null)}
          />
        )}
      </div>
    </Panel>
  );
}

function ThreadRow({
  of: { name, last, unread, urgent },
  selected,
  onSelect,
}: {
  readonly of: ThreadView;
  readonly selected: boolean;
  readonly onSelect: () => void;
}) {
  const words = useMessageWords();
  const { named } = useShellWords();
  const language = useLanguage();
  return (
    <li>
      <button
        type="button"
        className={classes.row}
        aria-current={selected}
        data-unread={unread > 0 || undefined}
        onClick={onSelect}
      >
        <span className={classes.rowHead}>
          {urgent > 0 && <ToneMark tone="urgent" size={14} title={words.urgentUnread(urgent)} />}
          <span className={classes.name}>{name?.[language] ?? words.area}</span>
          {unread > 0 && <span className={classes.badge}>{unread}</span>}
          <span className={classes.dim}>
            <Age at={last.at} />
          </span>
        </span>
        <span className={classes.excerpt}>
          {named(last.from === null ? words.room : last.from.callSign, last.text ?? words.erased)}
        </span>
      </button>
    </li>
  );
}

/** Everybody one can write to, found by typing. */
function Recipient({ onThread, onArea }: { readonly onThread: (thread: string) => void; readonly onArea: () => void }) {
  const words = useMessageWords();
  const language = useLanguage();
  const units = useAnswer("command.list-unit-tracks", {});
  const places = useAnswer("command.list-places", {});
  const contingents = useAnswer("command.list-contingents", {});
  const incidents = useAnswer("command.list-incidents", { state: "open", limit: 100 });
  const all = contingents.state === "shown" ? contingents.data.contingents : null;
  const known = units.state === "shown" ? units.data.units : null;
  // Of 63,000, once and not with every letter that is typed.
  const ofUnits = useMemo(() => {
    const names = new Map(all?.map(({ id, name }) => [id, name]));
    return (known ?? []).map(({ id, callSign, contingent }) => ({
      value: `unit:${id}`,
      label: [callSign, names.get(contingent)].filter(Boolean).join(" · "),
    }));
  }, [known, all]);
  const items = {
    unit: ofUnits,
    place: (places.state === "shown" ? places.data.features : []).flatMap(({ id, properties }) =>
      id === undefined ? [] : [{ value: `place:${id}`, label: properties.name[language] }],
    ),
    contingent: (all ?? []).map(({ id, name, nation }) => ({
      value: `contingent:${id}`,
      label: `${nation} · ${name}`,
    })),
    incident: (incidents.state === "shown" ? incidents.data.incidents : []).map(({ id, number, title }) => ({
      value: `incident:${id}`,
      label: `${number}. ${title}`,
    })),
  };
  return (
    <div className={classes.recipient}>
      <Select
        label={words.to}
        placeholder={words.toHint}
        searchable
        // There may be thousands: typing narrows them.
        limit={40}
        nothingFoundMessage={words.nobody}
        value={null}
        onChange={(value) => value !== null && onThread(value)}
        data={(["unit", "place", "contingent", "incident"] as const).map((kind) => ({
          group: words.group[kind],
          items: items[kind],
        }))}
      />
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPolygon size={14} stroke={1.5} aria-hidden />}
        onClick={onArea}
      >
        {words.toArea}
      </Button>
    </div>
  );
}

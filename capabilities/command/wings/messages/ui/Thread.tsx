import { ActionIcon, Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Answered, Empty, type Problem, ProblemLine, StatusPill, useFormat, useLanguage, useNowMs } from "@cordon/ui";
import { useEffect, useMemo, useRef, useState } from "react";
import { UnitId } from "@cordon/kernel";
import type { MessageView, ThreadKey } from "../words.ts";
import { useAnswer, useClient, useOrder } from "../../../ui/doors.ts";
import { addressOf } from "./address.ts";
import { Compose } from "./Compose.tsx";
import classes from "./messages.module.css";
import { joined } from "./pages.ts";
import { timesOf } from "../rules/written.ts";
import { useMessageWords } from "./words.ts";

const PAGE = 50;
const OLDER_PAGE = 200;

/** What was said with somebody, the latest at the bottom, and where to answer. Who sees it has read it. */
export function Thread({
  thread,
  name,
  mayWrite,
  onBack,
}: {
  readonly thread: ThreadKey;
  readonly name: { readonly fr: string; readonly en: string } | null;
  readonly mayWrite: boolean;
  readonly onBack: () => void;
}) {
  const words = useMessageWords();
  const language = useLanguage();
  const answer = useAnswer("command.list-messages", { thread, limit: PAGE });
  const newest = answer.state === "shown" ? answer.data : null;
  const { shown, more, older } = usePages(thread, newest);
  const called = useName(thread);
  useReading(shown, mayWrite);

  const end = useRef<HTMLDivElement>(null);
  const last = shown.at(-1)?.id;
  useEffect(() => {
    if (last !== undefined) end.current?.scrollIntoView({ block: "end" });
  }, [last]);

  const to = addressOf(thread, shown);
  const title = name?.[language] ?? called ?? (thread.startsWith("message:") ? words.area : words.title);
  return (
    <section className={classes.thread} aria-label={title}>
      <header className={classes.threadHead}>
        <ActionIcon className={classes.back} onClick={onBack} aria-label={words.back} title={words.back}>
          <IconArrowLeft size={16} stroke={1.5} />
        </ActionIcon>
        <h3 className={classes.threadTitle}>{title}</h3>
      </header>
      <div className={classes.said} tabIndex={0} role="log" aria-label={title}>
        <Answered of={answer}>
          {() =>
            shown.length === 0 ? (
              <Empty title={words.noMessages}>{words.noMessagesHint}</Empty>
            ) : (
              <>
                {more && (
                  <Button variant="subtle" size="compact-sm" loading={older.busy} onClick={older.ask}>
                    {words.older}
                  </Button>
                )}
                <ProblemLine problem={older.problem} />
                {shown.map((message) => (
                  <Message key={message.id} of={message} />
                ))}
                <div ref={end} />
              </>
            )
          }
        </Answered>
      </div>
      {mayWrite && to !== null ? (
        <Compose to={to} replyTo={to.kind === "area" ? (shown.at(-1)?.id ?? null) : null} />
      ) : (
        <p className={classes.onlyLook}>{words.onlyLook}</p>
      )}
    </section>
  );
}

/** The newest page, which is kept current, and however many older ones were asked for: as far back as there is anything. */
function usePages(
  thread: ThreadKey,
  newest: { readonly messages: readonly MessageView[]; readonly next: number | null } | null,
) {
  const client = useClient();
  const [kept, setKept] = useState<readonly MessageView[]>([]);
  /** Where the page before the oldest begins; null when there is none, undefined while none was asked for. */
  const [next, setNext] = useState<number | null>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    // What the newest page pushes out at its end stays in sight.
    if (newest !== null) setKept((before) => joined(before, newest.messages));
  }, [newest]);
  const shown = useMemo(() => (newest === null ? kept : joined(kept, newest.messages)), [kept, newest]);
  const before = next === undefined ? (newest?.next ?? null) : next;
  const ask = async () => {
    if (before === null || busy) return;
    setBusy(true);
    const page = await client.ask("command.list-messages", { thread, before, limit: OLDER_PAGE });
    setBusy(false);
    setProblem(page.ok ? null : page.problem);
    if (!page.ok) return;
    setKept((known) => joined(known, page.output.messages));
    setNext(page.output.next);
  };
  return { shown, more: before !== null, older: { ask: () => void ask(), busy, problem } };
}

function Message({ of }: { readonly of: MessageView }) {
  const words = useMessageWords();
  const format = useFormat();
  const nowMs = useNowMs();
  const own = of.from === null;
  const { written, arrived } = timesOf(of);
  return (
    <article className={classes.message} data-own={own || undefined} data-urgent={of.urgency === "urgent" || undefined}>
      <header className={classes.messageHead}>
        <strong>{own ? words.room : of.from?.callSign}</strong>
        {of.urgency === "urgent" && <StatusPill tone="urgent">{words.urgentMark}</StatusPill>}
        <time dateTime={written}>
          {arrived === null
            ? format.time(written, nowMs)
            : words.cameLate(format.shortTime(written, nowMs), format.shortTime(arrived, nowMs))}
        </time>
        {own && (
          <span>
            {of.sentTo === null
              ? words.readByWhole(of.readBy)
              : of.sentTo === 0
                ? words.toRoomOnly
                : words.readBy(of.readBy, of.sentTo)}
          </span>
        )}
      </header>
      <p className={of.text === null ? classes.gone : classes.text}>{of.text ?? words.erased}</p>
    </article>
  );
}

/** Says to the journal what the command room has seen, once. */
function useReading(messages: readonly MessageView[], may: boolean): void {
  const { send } = useOrder("command.read-messages", ["command.list-threads"]);
  const told = useRef(new Set<string>());
  useEffect(() => {
    if (!may || document.visibilityState !== "visible") return;
    const unread = messages.filter(({ read, id }) => !read && !told.current.has(id)).map(({ id }) => id);
    if (unread.length === 0) return;
    for (const id of unread) told.current.add(id);
    void send({ messages: unread.slice(0, 200) });
  }, [messages, may, send]);
}

/** Of a thread in which nothing was written yet. */
function useName(thread: string): string | null {
  const language = useLanguage();
  const id = thread.slice(thread.indexOf(":") + 1);
  const unit = useAnswer("command.show-unit", thread.startsWith("unit:") ? { unit: UnitId.parse(id) } : null);
  const places = useAnswer("command.list-places", thread.startsWith("place:") ? {} : null);
  const contingents = useAnswer("command.list-contingents", thread.startsWith("contingent:") ? {} : null);
  const incidents = useAnswer(
    "command.list-incidents",
    thread.startsWith("incident:") ? { state: "all", limit: 200 } : null,
  );
  if (unit.state === "shown" && thread.startsWith("unit:")) return unit.data.callSign;
  if (places.state === "shown" && thread.startsWith("place:"))
    return places.data.features.find((each) => each.id === id)?.properties.name[language] ?? null;
  if (contingents.state === "shown" && thread.startsWith("contingent:"))
    return contingents.data.contingents.find((each) => each.id === id)?.name ?? null;
  const incident = incidents.state === "shown" ? incidents.data.incidents.find((each) => each.id === id) : undefined;
  return incident === undefined ? null : `${incident.number}. ${incident.title}`;
}

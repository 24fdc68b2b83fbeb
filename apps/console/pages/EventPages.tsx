import { Empty, Failed, Loading, Panel, Section, useLanguage, useVocabulary } from "@cordon/ui";
import { EVENT_KINDS, EventHere, type EventKind } from "@cordon/watch/ui";
import { useQuery } from "@tanstack/react-query";
import { Markdown } from "markdown-to-jsx/react";
import type { ComponentProps } from "react";
import shared from "../console.module.css";
import { useHouse } from "../server/house.tsx";
import { useConsoleWords } from "../words.ts";
import classes from "./event-pages.module.css";

/** The pages of `docs/events`, and in `fr` the same in French: bundled, each fetched when it is read. */
const PAGES = import.meta.glob<string>("../../../docs/events/**/*.md", { query: "?raw", import: "default" });

export interface EventPagesProps {
  /** Null for the list of them. */
  readonly kind: EventKind | null;
  readonly onGo: (path: string) => void;
  readonly onClose: () => void;
}

/** The events that cameras are asked to see: what each sees, what fools it, and how it was measured. */
export function EventPages({ kind, onGo, onClose }: EventPagesProps) {
  return kind === null ? (
    <EventList onGo={onGo} onClose={onClose} />
  ) : (
    <EventPage key={kind} kind={kind} onGo={onGo} onClose={() => onGo("/events")} />
  );
}

function EventList({ onGo, onClose }: Omit<EventPagesProps, "kind">) {
  const words = useConsoleWords();
  const vocabulary = useVocabulary();
  return (
    <Panel label={words.go.events} title={words.go.events} onClose={onClose}>
      <p className={shared.intro}>{words.events.intro}</p>
      <ul className={classes.eventList}>
        {EVENT_KINDS.map((kind) => (
          <li key={kind}>
            <button type="button" className={classes.eventLink} onClick={() => onGo(`/events/${kind}`)}>
              <strong>{vocabulary.signal[kind]}</strong>
              <span className={shared.dim}>{words.events.about[kind]}</span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function EventPage({ kind, onGo, onClose }: EventPagesProps & { readonly kind: EventKind }) {
  const words = useConsoleWords().events;
  const vocabulary = useVocabulary();
  const language = useLanguage();
  const { hello } = useHouse();
  const path = `../../../docs/events/${language === "fr" ? "fr/" : ""}${kind}.md`;
  const load = PAGES[path];
  const page = useQuery({ queryKey: ["page", path], queryFn: () => load?.() ?? null });
  return (
    <Panel label={vocabulary.signal[kind]} title={vocabulary.signal[kind]} onClose={onClose}>
      <Section title={words.here}>
        <EventHere kind={kind} timeZone={hello.timeZone} onCamera={(camera) => onGo(`/cameras/${camera}`)} />
      </Section>
      {page.isError ? (
        <Failed problem={{ reason: "offline", detail: "", what: null, issues: [] }} retry={() => void page.refetch()} />
      ) : page.data === undefined ? (
        <Loading />
      ) : page.data === null ? (
        <Empty title={words.unwritten}>{words.unwrittenHint}</Empty>
      ) : (
        <Written text={page.data} onGo={onGo} />
      )}
    </Panel>
  );
}

/** A page as it was written. Its own title is the panel's; its links to the other pages stay in the console. */
function Written({ text, onGo }: { readonly text: string; readonly onGo: (path: string) => void }) {
  return (
    <div className={classes.written}>
      <Markdown
        options={{
          disableParsingRawHTML: true,
          overrides: {
            h1: () => null,
            h2: "h3",
            h3: "h4",
            table: ScrolledTable,
            pre: ScrolledExample,
            a: { component: PageLink, props: { onGo } },
          },
        }}
      >
        {text}
      </Markdown>
    </div>
  );
}

function ScrolledTable(props: ComponentProps<"table">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled without a mouse as well
    <div className={classes.scrolled} tabIndex={0}>
      <table {...props} />
    </div>
  );
}

function ScrolledExample(props: ComponentProps<"pre">) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled without a mouse as well
  return <pre {...props} tabIndex={0} />;
}

function PageLink({
  onGo,
  href = "",
  children,
  ...more
}: ComponentProps<"a"> & { readonly onGo: (path: string) => void }) {
  const named = /^(?:\.\/)?([a-z-]+)\.md$/.exec(href)?.[1];
  const kind = EVENT_KINDS.find((each) => each === named);
  if (kind !== undefined) {
    return (
      <button type="button" className={classes.textLink} onClick={() => onGo(`/events/${kind}`)}>
        {children}
      </button>
    );
  }
  // What leads into the project's own files leads nowhere here.
  if (!href.startsWith("https://")) return <span>{children}</span>;
  return (
    <a {...more} href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

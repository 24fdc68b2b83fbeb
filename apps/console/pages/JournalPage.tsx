import { Button, Code, Select } from "@mantine/core";
import { type Envelope, formatVerifierKey, toHex } from "@cordon/kernel";
import { Age, Empty, Facts, Panel, Section, StatusPill, useFormat, useNowMs } from "@cordon/ui";
import { useSurroundings } from "@cordon/command/ui";
import { useEffect, useState, useSyncExternalStore } from "react";
import classes from "../console.module.css";
import { type Doubt, type Inclusion, type Proved, proveEntry } from "../journal/log.ts";
import { useHouse, useLink, useWitnessed } from "../server/house.tsx";
import { readJournal } from "../server/Witness.ts";
import { useConsoleWords } from "../words.ts";

/** The journal: that it is signed and only grew, checked here; its latest entries; and a proof for each. */
export function JournalPage({ onClose }: { readonly onClose: () => void }) {
  const words = useConsoleWords().journal;
  const format = useFormat();
  const { live } = useHouse();
  const { journalSize } = useLink();
  const recent = useSyncExternalStore(live.recent.subscribe, live.recent.entries, live.recent.entries);
  const [kind, setKind] = useState<string | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const shown = recent.filter((entry) => kind === null || entry.kind === kind);
  const entry = recent.find(({ seq }) => seq === chosen);
  return (
    <Panel
      label={words.title}
      title={words.title}
      aside={journalSize !== null && <span className={classes.dim}>{words.entries(format.number(journalSize))}</span>}
      onClose={onClose}
    >
      <CheckpointSection />
      <Section
        title={words.recent}
        aside={
          <Select<string>
            size="xs"
            w={220}
            aria-label={words.filter}
            placeholder={words.all}
            clearable
            value={kind}
            onChange={setKind}
            data={[...new Set(recent.map((each) => each.kind))].toSorted()}
          />
        }
      >
        {shown.length === 0 ? (
          <Empty title={words.empty}>{words.emptyHint}</Empty>
        ) : (
          <div className={classes.journal}>
            <ol className={classes.entries}>
              {shown.toReversed().map((each) => (
                <EntryRow
                  key={each.seq}
                  entry={each}
                  chosen={each.seq === chosen}
                  onChoose={() => setChosen(each.seq)}
                />
              ))}
            </ol>
            <div className={classes.entry}>
              {entry === undefined ? (
                <p className={classes.dim}>{words.select}</p>
              ) : (
                <EntryShown key={entry.seq} entry={entry} />
              )}
            </div>
          </div>
        )}
      </Section>
    </Panel>
  );
}

function CheckpointSection() {
  const words = useConsoleWords().journal;
  const format = useFormat();
  const witnessed = useWitnessed();
  if (witnessed.state === "not-yet") return <Section title={words.checkpoint}>{words.checking}</Section>;
  if (witnessed.state === "doubted") {
    return (
      <Section title={words.checkpoint}>
        <div role="alert">
          <StatusPill tone="urgent">{words.doubtTitle}</StatusPill> {words.doubt[witnessed.doubt]}
        </div>
      </Section>
    );
  }
  const { checkpoint, atMs } = witnessed;
  return (
    <Section title={words.checkpoint} aside={<CheckedAge atMs={atMs} />}>
      <Facts
        of={[
          [words.size, format.number(checkpoint.size)],
          [words.root, <Code key="root">{toHex(checkpoint.root)}</Code>],
          [words.key, <Code key="key">{formatVerifierKey(checkpoint.key)}</Code>],
        ]}
      />
      <p className={classes.dim}>{words.offline}</p>
    </Section>
  );
}

function CheckedAge({ atMs }: { readonly atMs: number }) {
  const words = useConsoleWords().journal;
  return (
    <span className={classes.dim}>
      ✓ {words.checked("")} <Age at={atMs} staleAfterSeconds={60} />
    </span>
  );
}

function EntryRow({
  entry,
  chosen,
  onChoose,
}: {
  readonly entry: Envelope;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}) {
  const format = useFormat();
  const nowMs = useNowMs();
  return (
    <li>
      <button type="button" className={classes.entryRow} aria-current={chosen} onClick={onChoose}>
        <span className={classes.dim}>{format.number(entry.seq)}</span>
        <time dateTime={entry.at}>{format.time(entry.at, nowMs)}</time>
        <span>{entry.kind}</span>
      </button>
    </li>
  );
}

type Proof =
  | { readonly state: "none" | "waiting" }
  | { readonly state: "proved"; readonly size: number; readonly inclusion: Inclusion }
  | { readonly state: "doubted"; readonly doubt: Doubt };

function EntryShown({ entry }: { readonly entry: Envelope }) {
  const words = useConsoleWords().journal;
  const format = useFormat();
  const nowMs = useNowMs();
  const around = useSurroundings();
  const { witness } = useHouse();
  const [proof, setProof] = useState<Proof>({ state: "none" });
  useEffect(() => setProof({ state: "none" }), [entry.seq]);

  const prove = async () => {
    setProof({ state: "waiting" });
    let witnessed = witness.witnessed();
    if (witnessed.state !== "checked" || witnessed.checkpoint.size <= entry.seq) {
      await witness.check();
      witnessed = witness.witnessed();
    }
    if (witnessed.state === "not-yet") return setProof({ state: "none" });
    if (witnessed.state === "doubted") return setProof({ state: "doubted", doubt: witnessed.doubt });
    const { checkpoint } = witnessed;
    const answer = await proveEntry(readJournal, entry, checkpoint).catch(
      (): Proved<Inclusion> => ({ ok: false, doubt: "unreadable" }),
    );
    setProof(
      answer.ok
        ? { state: "proved", size: checkpoint.size, inclusion: answer.value }
        : { state: "doubted", doubt: answer.doubt },
    );
  };

  return (
    <>
      <Facts
        of={[
          [words.number, format.number(entry.seq)],
          [words.kind, <strong key="kind">{entry.kind}</strong>],
          [words.at, format.time(entry.at, nowMs)],
          [words.by, around.actorName(entry.by)],
          [words.operation, entry.operation],
          [words.mandate, entry.mandate ?? words.none],
        ]}
      />
      <Code block className={classes.entryData}>
        {JSON.stringify(entry.data, null, 2)}
      </Code>
      <div className={classes.proof} aria-live="polite">
        {proof.state !== "proved" && (
          <Button variant="default" loading={proof.state === "waiting"} onClick={() => void prove()}>
            {words.prove}
          </Button>
        )}
        {proof.state === "proved" && (
          <>
            <p className={classes.proved}>✓ {words.proved(format.number(proof.size))}</p>
            <div className={classes.dim}>{words.leaf}</div>
            <Code block>{toHex(proof.inclusion.leaf)}</Code>
            <div className={classes.dim}>{words.path}</div>
            <Code block>{proof.inclusion.path.map((hash) => toHex(hash)).join("\n")}</Code>
          </>
        )}
        {proof.state === "doubted" && (
          <p role="alert">
            <StatusPill tone="urgent">{words.doubtTitle}</StatusPill> {words.doubt[proof.doubt]}
          </p>
        )}
      </div>
    </>
  );
}

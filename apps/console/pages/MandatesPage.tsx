import { Anchor, Button, TextInput } from "@mantine/core";
import { type Mandate, type MandateId, type MandateState } from "@cordon/kernel";
import {
  Answered,
  Empty,
  Facts,
  type MapOutline,
  Panel,
  ProblemLine,
  StatusPill,
  tell,
  type Tone,
  useFormat,
  useLanguage,
  useNowMs,
  useShellWords,
  useVocabulary,
} from "@cordon/ui";
import { CamerasUnder } from "@cordon/watch/ui";
import { useState } from "react";
import classes from "../console.module.css";
import { useAnswer, useOrder } from "../server/doors.ts";
import { mayAny, useHouse } from "../server/house.tsx";
import { useConsoleWords } from "../words.ts";

/** In force is as planned, so grey; what is coming or was withdrawn is worth knowing. */
const TONE: Readonly<Record<MandateState, Tone>> = {
  "in-force": "calm",
  coming: "notice",
  withdrawn: "attention",
  expired: "calm",
};
const USES_SHOWN = 5;

export interface MandatesPageProps {
  readonly onClose: () => void;
  readonly onFit: () => void;
  readonly onOutline: (outlines: readonly MapOutline[]) => void;
}

/** The register: what may be done, by whose order, where, until when, and what was done. */
export function MandatesPage(props: MandatesPageProps) {
  const words = useConsoleWords().mandates;
  const answer = useAnswer("mandates.list", {});
  const [selected, setSelected] = useState<MandateId | null>(null);
  return (
    <Panel
      label={words.title}
      title={words.title}
      aside={
        <Anchor href="/register" target="_blank" rel="noreferrer" underline="always" size="sm">
          {words.register}
        </Anchor>
      }
      onClose={props.onClose}
    >
      <p className={classes.intro}>{words.intro}</p>
      <Answered of={answer}>
        {({ mandates }) =>
          mandates.length === 0 ? (
            <Empty title={words.empty}>{words.emptyHint}</Empty>
          ) : (
            mandates.map((mandate) => (
              <MandateCard
                key={mandate.id}
                mandate={mandate}
                selected={mandate.id === selected}
                onSelect={() => {
                  setSelected(mandate.id);
                  props.onOutline([{ id: mandate.id, rings: mandate.area.coordinates, label: mandate.reference }]);
                  props.onFit();
                }}
              />
            ))
          )
        }
      </Answered>
    </Panel>
  );
}

type Registered = Mandate & {
  readonly state: MandateState;
  readonly uses: readonly {
    readonly what: string;
    readonly from: string;
    readonly until: string | null;
    readonly because: string | null;
  }[];
};

function MandateCard({
  mandate,
  selected,
  onSelect,
}: {
  readonly mandate: Registered;
  readonly selected: boolean;
  readonly onSelect: () => void;
}) {
  const words = useConsoleWords().mandates;
  const vocabulary = useVocabulary();
  const format = useFormat();
  const nowMs = useNowMs();
  const language = useLanguage();
  const { me } = useHouse();
  const [ending, setEnding] = useState(false);
  const live = mandate.state === "in-force" || mandate.state === "coming";
  const { from, until } = mandate.period;
  return (
    <article className={classes.mandate} data-selected={selected || undefined} aria-label={mandate.reference}>
      <div className={classes.mandateHead}>
        <span>{mandate.reference}</span>
        <StatusPill tone={TONE[mandate.state]}>{words.state[mandate.state]}</StatusPill>
      </div>
      <p className={classes.mandateText}>{mandate.statement[language]}</p>
      <Facts
        of={[
          [words.authority, mandate.authority],
          [words.basis, mandate.legalBasis],
          [words.processings, mandate.processings.map((each) => vocabulary.processing[each]).join(", ")],
          ...(mandate.events.length === 0
            ? []
            : [[words.events, mandate.events.map((each) => vocabulary.signal[each]).join(", ")] as const]),
          [words.purpose, mandate.purpose],
          [words.period, `${format.time(from, nowMs)} – ${format.time(until, nowMs)}`],
          [words.retention, words.days(mandate.retentionDays)],
          ...(mandate.endedBecause === null ? [] : [[words.endedBecause, mandate.endedBecause] as const]),
          ...(live && mandate.processings.includes("algorithmic-video")
            ? [[words.cameras, <CamerasUnder key="cameras" mandate={mandate.id} />] as const]
            : []),
          [words.ran, <Uses key="uses" of={mandate.uses} />],
        ]}
      />
      <div className={classes.mandateFoot}>
        <Button variant="default" onClick={onSelect}>
          {words.show}
        </Button>
        {live && !ending && mayAny(me, ["supervisor", "commander", "admin"]) && (
          <Button variant="default" onClick={() => setEnding(true)}>
            {words.end}…
          </Button>
        )}
      </div>
      {ending && live && <EndMandate mandate={mandate.id} onDone={() => setEnding(false)} />}
    </article>
  );
}

function Uses({ of }: { readonly of: Registered["uses"] }) {
  const words = useConsoleWords().mandates;
  const format = useFormat();
  const nowMs = useNowMs();
  if (of.length === 0) return <span className={classes.dim}>{words.ranNothing}</span>;
  return (
    <ul className={classes.uses}>
      {of.slice(0, USES_SHOWN).map((use) => (
        <li key={`${use.what} ${use.from}`}>
          {use.what}{" "}
          <span className={classes.dim}>
            {format.time(use.from, nowMs)} – {use.until === null ? words.runsNow : format.time(use.until, nowMs)}
          </span>
        </li>
      ))}
      {of.length > USES_SHOWN && <li className={classes.dim}>{words.ranMore(of.length - USES_SHOWN)}</li>}
    </ul>
  );
}

function EndMandate({ mandate, onDone }: { readonly mandate: MandateId; readonly onDone: () => void }) {
  const words = useConsoleWords().mandates;
  const shell = useShellWords();
  const ending = useOrder("mandates.withdraw", ["mandates.list"]);
  const [because, setBecause] = useState("");
  return (
    <form
      className={classes.inlineForm}
      onSubmit={async (event) => {
        event.preventDefault();
        const answer = await ending.send({ mandate, because });
        if (!answer.ok) return;
        tell({ message: words.ended });
        onDone();
      }}
    >
      <TextInput
        autoFocus
        label={words.endWhy}
        description={words.endWarning}
        required
        maxLength={500}
        value={because}
        onChange={(event) => setBecause(event.currentTarget.value)}
      />
      <ProblemLine problem={ending.problem} />
      <div className={classes.mandateFoot}>
        <Button type="submit" loading={ending.busy} disabled={because.trim() === ""}>
          {words.end}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {shell.cancel}
        </Button>
      </div>
    </form>
  );
}

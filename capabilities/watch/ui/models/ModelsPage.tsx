import { Button, Code } from "@mantine/core";
import { Age, Answered, Empty, Facts, Panel, ProblemLine, StatusPill, tell, type Tone, useFormat } from "@cordon/ui";
import type { ModelState, ModelView } from "../../words/model.ts";
import { useAnswer, useOrder } from "../doors.ts";
import classes from "./models.module.css";
import { useModelWords } from "./words.ts";

/** A model that was asked for is looked at within seconds. */
const EVERY_MS = 3000;
const TONE: Readonly<Record<ModelState, Tone>> = {
  waiting: "notice",
  refused: "attention",
  ready: "calm",
  removed: "calm",
};

export interface ModelsPageProps {
  /** Whether the person may choose which detector cameras look with. */
  readonly mayChoose: boolean;
  readonly onClose: () => void;
}

/** The operator's own detectors: which there are, under which licence, which one is in use, and why one was refused. */
export function ModelsPage({ mayChoose, onClose }: ModelsPageProps) {
  const words = useModelWords();
  const answer = useAnswer("watch.list-models", {}, { everyMs: EVERY_MS });
  return (
    <Panel label={words.title} title={words.title} onClose={onClose}>
      <p className={classes.intro}>{words.intro}</p>
      <Answered of={answer}>
        {({ models }) =>
          models.length === 0 ? (
            <Empty title={words.empty}>
              {words.emptyHint} <Code>{words.command}</Code>
            </Empty>
          ) : (
            <>
              <ul className={classes.models}>
                {models.map((model) => (
                  <Model key={model.sha256} model={model} mayChoose={mayChoose} />
                ))}
              </ul>
              <p className={classes.add}>
                {words.add} <Code>{words.command}</Code>
              </p>
            </>
          )
        }
      </Answered>
    </Panel>
  );
}

function Model({ model, mayChoose }: { readonly model: ModelView; readonly mayChoose: boolean }) {
  const words = useModelWords();
  const format = useFormat();
  const choosing = useOrder("watch.use-model", ["watch.list-models"]);
  const { width, height, bytes } = model;
  const choose = async () => {
    const answer = await choosing.send({ sha256: model.used ? null : model.sha256 });
    if (answer.ok) tell({ message: model.used ? words.unusedSaid : words.usedSaid });
  };
  return (
    <li className={classes.model} aria-label={model.name}>
      <div className={classes.row}>
        <strong>{model.name}</strong>
        <StatusPill tone={TONE[model.state]}>{words.state[model.state]}</StatusPill>
        {model.used && <span>{words.used}</span>}
        <span className={classes.grow} />
        <Age at={model.since} />
        {mayChoose && model.state === "ready" && (
          <Button variant="default" loading={choosing.busy} onClick={() => void choose()}>
            {model.used ? words.unuse : words.use}
          </Button>
        )}
      </div>
      {model.because !== null && <p className={classes.because}>{model.because}</p>}
      <ProblemLine problem={choosing.problem} />
      <Facts
        of={[
          [words.licence, model.licence],
          [words.source, model.source],
          ...(model.family === null || width === null || height === null
            ? []
            : [[words.kind, `${model.family}, ${words.input(format.number(width), format.number(height))}`] as const]),
          ...(model.tells.length === 0
            ? []
            : [[words.tellsLabel, model.tells.map((each) => words.tells[each]).join(", ")] as const]),
          ...(bytes === null ? [] : [[words.size, words.megabytes(format.number(bytes / 1e6, 1))] as const]),
          [words.sha256, <code key="sha256">{model.sha256}</code>],
        ]}
      />
    </li>
  );
}

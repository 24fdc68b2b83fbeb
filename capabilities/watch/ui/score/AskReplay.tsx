import { Button, Checkbox, NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import { ProblemLine, tell, useFormat, useLanguage, useVocabulary } from "@cordon/ui";
import { useState } from "react";
import { type EventKind, EVENT_KINDS } from "../../words/scene.ts";
import { type LabelledClip, ScoredScene } from "../../words/score.ts";
import type { CameraView } from "../../words.ts";
import { useOrder } from "../doors.ts";
import classes from "./score.module.css";
import { readValues } from "./values.ts";
import { useScoreWords } from "./words.ts";

/** The settings that are worth sweeping, as the scene calls them. */
const SWEPT: Readonly<Record<EventKind, readonly string[]>> = {
  "abandoned-object": ["dwellSeconds", "ownerMetres", "ownerHeights"],
  "zone-entry": ["dwellSeconds"],
  "wrong-direction": ["toleranceDegrees"],
  density: ["people", "clearBelow", "personsPerSquareMetre"],
};

/** Which clip is replayed for which camera, and with what. */
export function AskReplay({
  clips,
  cameras,
}: {
  readonly clips: readonly LabelledClip[];
  readonly cameras: readonly CameraView[];
}) {
  const words = useScoreWords();
  const vocabulary = useVocabulary();
  const format = useFormat();
  const language = useLanguage();
  const asking = useOrder("watch.score-recording", ["watch.list-scores"]);
  const fit = clips.filter(({ problem }) => problem === null);
  const [camera, setCamera] = useState<string | null>(null);
  const [clip, setClip] = useState<string | null>(null);
  const [scene, setScene] = useState<(typeof ScoredScene.options)[number]>("label");
  const [sweeping, setSweeping] = useState(false);
  const [kind, setKind] = useState<EventKind>("abandoned-object");
  const [name, setName] = useState("dwellSeconds");
  const [text, setText] = useState("");
  const chosen = cameras.find(({ id }) => id === camera) ?? cameras[0];
  const replayed = fit.find((each) => each.clip === clip) ?? fit[0];
  const values = readValues(text);
  const complete = chosen !== undefined && replayed !== undefined && (!sweeping || values !== null);
  const send = async () => {
    if (chosen === undefined || replayed === undefined) return;
    const sweep = sweeping && values !== null ? { kind, name, values: [...values] } : null;
    const answer = await asking.send({ camera: chosen.id, clip: replayed.clip, scene, sweep });
    if (answer.ok) tell({ message: words.started });
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        <NativeSelect
          label={words.camera}
          value={chosen?.id ?? ""}
          onChange={(event) => setCamera(event.currentTarget.value)}
          data={cameras.map((each) => ({ value: each.id, label: each.name[language] }))}
        />
        <NativeSelect
          label={words.clip}
          value={replayed?.clip ?? ""}
          onChange={(event) => setClip(event.currentTarget.value)}
          data={fit.map((each) => ({
            value: each.clip,
            label: words.clipEvents(each.clip, format.number(each.events)),
          }))}
        />
        <NativeSelect
          label={words.scene}
          value={scene}
          onChange={(event) =>
            setScene(ScoredScene.options.find((each) => each === event.currentTarget.value) ?? "label")
          }
          data={ScoredScene.options.map((value) => ({ value, label: words.scenes[value] }))}
        />
      </SimpleGrid>
      <Checkbox label={words.sweep} checked={sweeping} onChange={(event) => setSweeping(event.currentTarget.checked)} />
      {sweeping && (
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
          <NativeSelect
            label={words.sweepKind}
            value={kind}
            onChange={(event) => {
              const to = EVENT_KINDS.find((each) => each === event.currentTarget.value) ?? kind;
              setKind(to);
              setName(SWEPT[to][0] ?? "");
            }}
            data={EVENT_KINDS.map((value) => ({ value, label: vocabulary.signal[value] }))}
          />
          <NativeSelect
            label={words.sweepName}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data={[...SWEPT[kind]]}
          />
          <TextInput
            label={words.sweepValues}
            description={words.sweepValuesHint}
            inputWrapperOrder={["label", "input", "description", "error"]}
            value={text}
            error={text !== "" && values === null}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </SimpleGrid>
      )}
      <ProblemLine problem={asking.problem} />
      <div>
        <Button type="submit" loading={asking.busy} disabled={!complete}>
          {words.start}
        </Button>
      </div>
    </form>
  );
}

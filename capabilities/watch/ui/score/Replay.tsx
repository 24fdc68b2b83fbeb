import { Button, Group, Progress } from "@mantine/core";
import { Age, ProblemLine, StatusPill, tell, type Tone, useFormat, useLanguage, useVocabulary } from "@cordon/ui";
import type { ScoreLine, ScoreRun, ScoreState } from "../../words/score.ts";
import type { CameraView } from "../../words.ts";
import { useOrder } from "../doors.ts";
import classes from "./score.module.css";
import { useScoreWords } from "./words.ts";

const TONE: Readonly<Record<ScoreState, Tone>> = {
  queued: "calm",
  running: "calm",
  done: "calm",
  cancelled: "calm",
  failed: "attention",
};

export interface ReplayProps {
  readonly run: ScoreRun;
  /** Null when it was removed since. */
  readonly camera: CameraView | null;
  readonly mayArrange: boolean;
}

/** One replay: how far it is, or what it measured under each setting. */
export function Replay({ run, camera, mayArrange }: ReplayProps) {
  const words = useScoreWords();
  const format = useFormat();
  const language = useLanguage();
  const cancelling = useOrder("watch.cancel-score", ["watch.list-scores"]);
  const unfinished = run.state === "queued" || run.state === "running";
  return (
    <li className={classes.run}>
      <div className={classes.row}>
        <strong>{run.clip}</strong>
        <span className={classes.dim}>{camera?.name[language] ?? ""}</span>
        <StatusPill tone={TONE[run.state]}>{words.state[run.state]}</StatusPill>
        <span className={classes.grow} />
        <Age at={run.changedAt} />
        {unfinished && mayArrange && (
          <Button variant="default" loading={cancelling.busy} onClick={() => void cancelling.send({ run: run.id })}>
            {words.cancel}
          </Button>
        )}
      </div>
      {run.progress !== null && (
        <Progress value={100 * run.progress} size="sm" aria-label={words.progress(format.percent(run.progress))} />
      )}
      {run.because !== null && <p className={classes.because}>{run.because}</p>}
      <ProblemLine problem={cancelling.problem} />
      {run.lines.length > 0 && <Lines run={run} mayArrange={mayArrange && camera !== null} />}
    </li>
  );
}

function Lines({ run, mayArrange }: { readonly run: ScoreRun; readonly mayArrange: boolean }) {
  const words = useScoreWords();
  const vocabulary = useVocabulary();
  const format = useFormat();
  const keeping = useOrder("watch.keep-score", ["watch.list-scores", "watch.read-quality", "watch.list-cameras"]);
  const share = (value: number | null) =>
    value === null ? <span className={classes.unknown}>{words.unknown}</span> : format.percent(value);
  const keep = async ({ kind, setting }: ScoreLine, apply: boolean) => {
    const answer = await keeping.send({ run: run.id, kind, value: setting?.value ?? null, apply });
    if (answer.ok) tell({ message: apply ? words.applied : words.kept });
  };
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{words.table.event}</th>
            <th scope="col">{words.table.setting}</th>
            <th scope="col">{words.table.precision}</th>
            <th scope="col">{words.table.recall}</th>
            <th scope="col" title={words.table.delayHint}>
              {words.table.delay}
            </th>
            <th scope="col">{words.table.counts}</th>
            <th scope="col" aria-label={words.keep} />
          </tr>
        </thead>
        <tbody>
          {run.lines.map((line) => (
            <tr key={`${line.kind} ${line.setting?.value}`}>
              <td>{vocabulary.signal[line.kind]}</td>
              <td>
                {line.setting === null ? (
                  <span className={classes.dim}>{words.asItStands}</span>
                ) : (
                  `${line.setting.name} ${line.setting.value}`
                )}
              </td>
              <td>{share(line.precision)}</td>
              <td>{share(line.recall)}</td>
              <td>
                {line.delaySeconds === null ? (
                  <span className={classes.unknown}>{words.unknown}</span>
                ) : (
                  `${format.number(line.delaySeconds.median, 1)} (${format.number(line.delaySeconds.p95, 1)})`
                )}
              </td>
              <td>{`${line.truePositives} · ${line.falsePositives} · ${line.missed}`}</td>
              <td>
                {mayArrange && (
                  <Group gap={4} wrap="nowrap">
                    <Button
                      size="compact-xs"
                      variant="default"
                      disabled={keeping.busy}
                      onClick={() => void keep(line, false)}
                    >
                      {words.keep}
                    </Button>
                    {line.setting !== null && (
                      <Button
                        size="compact-xs"
                        variant="default"
                        disabled={keeping.busy}
                        onClick={() => void keep(line, true)}
                      >
                        {words.apply}
                      </Button>
                    )}
                  </Group>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ProblemLine problem={keeping.problem} />
    </div>
  );
}

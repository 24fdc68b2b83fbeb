import { Answered, Empty, Panel, Section } from "@cordon/ui";
import { useAnswer } from "../doors.ts";
import { AskReplay } from "./AskReplay.tsx";
import { Replay } from "./Replay.tsx";
import classes from "./score.module.css";
import { useScoreWords } from "./words.ts";

/** While something runs, how far it is is asked this often. */
const EVERY_MS = 2000;

export interface ScoresPageProps {
  readonly mayArrange: boolean;
  readonly onClose: () => void;
}

/** Labelled clips replayed for a camera: how right its events are under which setting, and keeping what is good. */
export function ScoresPage({ mayArrange, onClose }: ScoresPageProps) {
  const words = useScoreWords();
  const clips = useAnswer("watch.list-labelled", {});
  const cameras = useAnswer("watch.list-cameras", {});
  const runs = useAnswer("watch.list-scores", {}, { everyMs: EVERY_MS });
  const known = cameras.state === "shown" ? cameras.data.cameras : [];
  return (
    <Panel label={words.title} title={words.title} onClose={onClose}>
      <p className={classes.intro}>{words.intro}</p>
      <Answered of={clips}>
        {(data) =>
          data.clips.length === 0 ? (
            <Empty title={words.noClips}>{words.noClipsHint}</Empty>
          ) : (
            <>
              {mayArrange && (
                <Section title={words.ask}>
                  <AskReplay clips={data.clips} cameras={known} />
                </Section>
              )}
              {data.clips.some(({ problem }) => problem !== null) && (
                <Section title={words.problems}>
                  <ul className={classes.problems}>
                    {data.clips.map(({ clip, problem }) =>
                      problem === null ? null : (
                        <li key={clip}>
                          {clip}: <span className={classes.dim}>{problem}</span>
                        </li>
                      ),
                    )}
                  </ul>
                </Section>
              )}
            </>
          )
        }
      </Answered>
      <Section title={words.runs}>
        <Answered of={runs}>
          {(data) =>
            data.runs.length === 0 ? (
              <span className={classes.dim}>{words.noRuns}</span>
            ) : (
              <ul className={classes.runs}>
                {data.runs.map((run) => (
                  <Replay
                    key={run.id}
                    run={run}
                    camera={known.find(({ id }) => id === run.camera) ?? null}
                    mayArrange={mayArrange}
                  />
                ))}
              </ul>
            )
          }
        </Answered>
      </Section>
    </Panel>
  );
}

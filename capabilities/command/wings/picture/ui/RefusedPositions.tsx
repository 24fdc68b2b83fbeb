import { Age, ToneMark } from "@cordon/ui";
import { useAnswer } from "../../../ui/doors.ts";
import type { RefusedBecause } from "../words.ts";
import classes from "./picture.module.css";
import { usePictureWords } from "./words.ts";

const EVERY_MS = 10_000;
/** What says that something is wrong. A phone that goes on sending when its shift is over is as it should be, and is not taken. */
const WRONG = ["tooFar", "future", "impossible", "forbidden"] as const satisfies readonly RefusedBecause[];

/** Positions that were not believed: how many, why, and whose. Nothing is shown while there are none. */
export function RefusedPositions() {
  const words = usePictureWords().refused;
  const answer = useAnswer("command.list-refused-positions", {}, { everyMs: EVERY_MS });
  if (answer.state !== "shown") return null;
  const { counts, units } = answer.data;
  const said = WRONG.filter((because) => counts[because] > 0);
  if (said.length === 0) return null;
  return (
    <details className={classes.refused}>
      <summary>
        <ToneMark tone="attention" /> <strong>{words.title}</strong>{" "}
        <span className={classes.dim}>
          {said.map((because) => words.because[because](counts[because])).join(" · ")}
        </span>
      </summary>
      <p className={classes.hint}>{words.hint}</p>
      <ul className={classes.list} aria-label={words.whose}>
        {units.map(({ unit, callSign, because, count, at }) => (
          <li key={unit} className={classes.row}>
            <strong>{callSign}</strong>
            <span className={classes.dim}>
              {words.last[because]} · {words.times(count)} · <Age at={at} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

import { useFormat, useNowMs } from "@cordon/ui";
import type { PlaceId } from "@cordon/kernel";
import classes from "../access.module.css";
import type { Double } from "../../words.ts";
import { useAccessWords } from "../words.ts";

/** Passes that went in twice without coming out, at gates that were cut off from one another. */
export function Doubles(props: { readonly doubles: readonly Double[]; readonly gateName: (gate: PlaceId) => string }) {
  const { doubles, gateName } = props;
  const words = useAccessWords().live;
  const format = useFormat();
  const nowMs = useNowMs();
  if (doubles.length === 0) return <p className={classes.dim}>{words.noDoubles}</p>;
  return (
    <ul className={classes.rows} aria-label={words.doubles}>
      {doubles.map(({ pass, zone, first, second }) => (
        <li key={second.scan} className={classes.row}>
          <div className={classes.rowHead}>
            <strong>{words.pass(format.number(pass))}</strong>
            <span className={classes.code}>{zone}</span>
            <span>
              {words.twice(
                gateName(first.gate),
                format.time(first.at, nowMs),
                gateName(second.gate),
                format.time(second.at, nowMs),
              )}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

import { Age, Facts, useFormat } from "@cordon/ui";
import type { CameraHealth } from "../../words/health.ts";
import { STALE_SECONDS } from "./health.ts";
import classes from "./health.module.css";
import { useHealthWords } from "./words.ts";

/** All that is known of how a camera's picture is doing, and how old that is. */
export function HealthFacts({ of }: { readonly of: CameraHealth | undefined }) {
  const words = useHealthWords();
  const format = useFormat();
  if (of === undefined) return <span className={classes.line}>{words.none}</span>;
  const { rows } = words;
  const rate = (value: number) => words.perSecond(format.number(value, 1));
  return (
    <Facts
      of={[
        [rows.at, <Age key="at" at={of.at} staleAfterSeconds={STALE_SECONDS} />],
        [
          rows.size,
          `${words.size(format.number(of.widthPixels), format.number(of.heightPixels), of.codec)} (${words.stream[of.stream]})`,
        ],
        [rows.decoded, words.decodedBy[of.decodedBy]],
        [rows.by, of.analysedBy === "centre" ? words.centre : words.edge],
        [rows.analysed, rate(of.analysedPerSecond)],
        [rows.looks, of.looksPerSecond === null ? words.noDetector : rate(of.looksPerSecond)],
        [rows.droppedAsLate, of.behind ? `${rate(of.droppedPerSecond)} – ${words.behind}` : rate(of.droppedPerSecond)],
        [rows.damaged, rate(of.damagedPerSecond)],
        [rows.lag, words.seconds(format.number(of.lagSeconds, 1))],
        [rows.opened, words.times(format.number(of.reconnects))],
        [rows.jumps, words.times(format.number(of.clockJumps))],
      ]}
    />
  );
}

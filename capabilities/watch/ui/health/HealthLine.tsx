import { StatusPill, useFormat } from "@cordon/ui";
import type { CameraHealth } from "../../words/health.ts";
import classes from "./health.module.css";
import { isStale } from "./health.ts";
import { useHealthWords } from "./words.ts";

/** How a picture is doing in a few words: how fast it is analysed, what is dropped, how late it is; blind, before all else. */
export function HealthLine({ of, nowMs }: { readonly of: CameraHealth; readonly nowMs: number }) {
  const words = useHealthWords();
  const format = useFormat();
  if (of.blind !== null) return <StatusPill tone="attention">{words.isBlind(words.blind[of.blind])}</StatusPill>;
  if (isStale(of, nowMs)) return <span className={classes.stale}>◌ {words.silent}</span>;
  return (
    <span className={classes.line}>
      {[
        words.rate(format.number(of.analysedPerSecond, 1)),
        ...(of.droppedPerSecond < 0.05 ? [] : [words.dropped(format.number(of.droppedPerSecond, 1))]),
        ...(of.lagSeconds < 0.5 ? [] : [words.lag(format.number(of.lagSeconds, 1))]),
        ...(of.behind ? [words.behind] : []),
      ].join(" · ")}
    </span>
  );
}

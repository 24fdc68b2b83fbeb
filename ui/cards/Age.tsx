import { Tooltip } from "@mantine/core";
import type { Moment } from "../words/format.ts";
import { useFormat, useNowMs } from "../words/OperationTime.tsx";
import { useShellWords } from "../words/shell.ts";
import classes from "./cards.module.css";

/**
 * How old something is. Once it is older than it should be it looks so: dashed underline and a hollow mark, not only a
 * colour. What was never known says so.
 */
export function Age({ at, staleAfterSeconds }: { readonly at: Moment | null; readonly staleAfterSeconds?: number }) {
  const format = useFormat();
  const nowMs = useNowMs();
  const words = useShellWords();
  if (at === null) return <span className={classes.stale}>{words.unknown}</span>;
  const seconds = (nowMs - (typeof at === "number" ? at : Date.parse(at))) / 1000;
  const stale = staleAfterSeconds !== undefined && seconds > staleAfterSeconds;
  return (
    <Tooltip label={format.time(at, nowMs)}>
      <time dateTime={new Date(at).toISOString()} className={stale ? classes.stale : classes.age}>
        {stale ? "◌ " : ""}
        {format.age(at, nowMs)}
      </time>
    </Tooltip>
  );
}

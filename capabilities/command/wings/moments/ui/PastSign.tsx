import { Button } from "@mantine/core";
import { useFormat } from "@cordon/ui";
import { IconHistory } from "@tabler/icons-react";
import classes from "./moments.module.css";
import type { TrailStatus } from "./PastTracks.ts";
import { useTimeMachine } from "./TimeMachine.tsx";
import { useMomentWords } from "./words.ts";

export interface PastSignProps {
  /** What lies on the map beside it shows now all the same. */
  readonly ofNow: boolean;
  readonly trail: TrailStatus;
}

/** Says so that nobody can miss it that this is not now. */
export function PastSign({ ofNow, trail }: PastSignProps) {
  const words = useMomentWords();
  const format = useFormat();
  const { past, toNow } = useTimeMachine();
  if (past === null) return null;
  return (
    <div className={classes.sign} role="status">
      <IconHistory size={16} stroke={2} aria-hidden />
      <strong>{words.sign}</strong>
      <span>
        {words.asOf(`${format.date(past.atMs)}, ${format.clock(past.atMs)}`, format.number(past.size))} {words.said}{" "}
        {trail.state === "gone"
          ? words.trailGone(`${format.date(trail.keptFrom)}, ${format.clock(trail.keptFrom)}`)
          : words.trail[trail.state]}
      </span>
      {ofNow && <strong>{words.ofNow}</strong>}
      <Button size="compact-xs" variant="default" onClick={toNow}>
        {words.now}
      </Button>
    </div>
  );
}

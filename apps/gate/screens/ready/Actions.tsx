import { device } from "@cordon/ui/device";
import { Button } from "@mantine/core";
import { Direction } from "@cordon/access/words";
import { useReadyWords } from "../../words/ready.ts";
import { useEngine, useGateState } from "../engine.tsx";
import gate from "../gate.module.css";
import type { Open } from "./open.ts";
import classes from "./ready.module.css";

/** What one thumb can do at a gate. */
export function Actions({ go }: { readonly go: (open: Open) => void }) {
  const words = useReadyWords();
  const { work, waiting, problems } = useGateState("work", "waiting", "problems");
  return (
    <div className={classes.actions}>
      <div className={classes.directions}>
        <Directions />
        {work !== null && (
          <Button className={device.button} variant="default" onClick={() => go("work")}>
            {words.means[work.means]}
          </Button>
        )}
      </div>
      <Button className={`${device.button} ${device.primary}`} onClick={() => go("escort")}>
        {words.actions.escort}
      </Button>
      <div className={gate.row}>
        <Button className={device.button} variant="default" onClick={() => go("look-up")}>
          {words.actions.lookUp}
        </Button>
        <Button className={device.button} variant="default" onClick={() => go("more")}>
          {words.actions.more}
          {problems.length + (waiting > 0 ? 1 : 0) > 2 && " …"}
        </Button>
      </div>
    </div>
  );
}

/** In or out, as far as the lane goes both ways. */
function Directions() {
  const words = useReadyWords();
  const engine = useEngine();
  const { work, post } = useGateState("work", "post");
  const lane = post?.described?.lanes.find((one) => one.code === work?.lane);
  if (work === null) return null;
  if (lane !== undefined && lane.direction !== "both")
    return <p className={classes.only}>{words.direction[lane.direction]}</p>;
  return (
    <div className={classes.two} role="group" aria-label={words.directionLabel}>
      {Direction.options.map((direction) => (
        <Button
          key={direction}
          className={`${device.button} ${work.direction === direction ? gate.chosen : ""}`}
          variant="default"
          aria-pressed={work.direction === direction}
          onClick={() => void engine.choose({ direction })}
        >
          {words.direction[direction]}
        </Button>
      ))}
    </div>
  );
}

import { Button, Group } from "@mantine/core";
import { useFormat } from "@cordon/ui";
import classes from "./calibrate.module.css";
import type { Still } from "../picture/useStill.ts";
import { StillCanvas } from "./StillCanvas.tsx";
import { useCalibrationWords } from "./words.ts";

/** The still as it is: whether it shows what is to be watched. */
export function StillStep({ still, onAnother }: { readonly still: Still; readonly onAnother: () => void }) {
  const words = useCalibrationWords();
  const format = useFormat();
  return (
    <>
      <StillCanvas still={still} label={words.step.still} onPlace={null}>
        {null}
      </StillCanvas>
      <Group gap="sm">
        <Button variant="default" onClick={onAnother}>
          {words.still.another}
        </Button>
        <span className={classes.dim}>
          {words.still.size(format.number(still.size.width), format.number(still.size.height))}
        </span>
      </Group>
      <p className={classes.dim}>{words.still.stays}</p>
    </>
  );
}

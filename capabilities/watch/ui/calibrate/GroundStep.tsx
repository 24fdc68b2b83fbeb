import { SegmentedControl } from "@mantine/core";
import classes from "./calibrate.module.css";
import { METHODS } from "./draft.ts";
import type { GroundStepProps } from "./ground-step.ts";
import { KnownPoints } from "./KnownPoints.tsx";
import { People } from "./People.tsx";
import { StillCanvas } from "./StillCanvas.tsx";
import { useCalibrationWords } from "./words.ts";

/** How large things are: from points whose place is known, from people who walk, or not at all. */
export function GroundStep(props: GroundStepProps) {
  const { draft, still } = props;
  const words = useCalibrationWords();
  const { method } = draft.value;
  return (
    <>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={words.methodLabel}
        value={method}
        onChange={(value) =>
          draft.change({ ...draft.value, method: METHODS.find((each) => each === value) ?? "points" })
        }
        data={METHODS.map((value) => ({ value, label: words.method[value] }))}
      />
      {method === "points" && <KnownPoints {...props} />}
      {method === "people" && <People {...props} />}
      {method === "none" && (
        <>
          <StillCanvas still={still} label={words.step.still} onPlace={null}>
            {null}
          </StillCanvas>
          <p className={classes.dim}>{words.noGround}</p>
        </>
      )}
    </>
  );
}

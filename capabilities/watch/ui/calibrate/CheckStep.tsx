import { type Shown, Answered, ToneMark, useFormat } from "@cordon/ui";
import { useMemo } from "react";
import type { Calibrated, CalibrationOutput } from "../../words/calibration.ts";
import classes from "./calibrate.module.css";
import { gridOf } from "./ground-grid.ts";
import { Tag, Trace } from "./Handle.tsx";
import type { Still } from "../picture/useStill.ts";
import { StillCanvas } from "./StillCanvas.tsx";
import { useCalibrationWords } from "./words.ts";

/** What the calibration makes of the picture, to be judged by eye and in words. */
export function CheckStep({
  still,
  calibration,
}: {
  readonly still: Still;
  readonly calibration: Shown<CalibrationOutput> | null;
}) {
  const words = useCalibrationWords();
  const answer = calibration?.state === "shown" && calibration.data.result === "calibrated" ? calibration.data : null;
  return (
    <>
      <StillCanvas still={still} label={words.step.check} onPlace={null}>
        {answer !== null && <Ground of={answer} still={still} />}
      </StillCanvas>
      {calibration === null ? (
        <p className={classes.dim}>{words.noGround}</p>
      ) : (
        <Answered of={calibration} loading={<p className={classes.dim}>{words.working}</p>}>
          {(data) => <Verdict of={data} still={still} />}
        </Answered>
      )}
    </>
  );
}

function Ground({ of, still }: { readonly of: Calibrated; readonly still: Still }) {
  const words = useCalibrationWords();
  const grid = useMemo(() => gridOf(of.points, still.size), [of.points, still.size]);
  const { horizon } = of;
  return (
    <>
      {grid?.lines.map((line) => (
        <path
          key={JSON.stringify(line[0]) + JSON.stringify(line.at(-1))}
          className={classes.faint}
          d={`M${line.map(({ x, y }) => `${x} ${y}`).join("L")}`}
        />
      ))}
      {horizon !== null && (
        <>
          <Trace points={[horizon.left, horizon.right]} dashed />
          <Tag at={{ x: still.size.width / 2, y: (horizon.left.y + horizon.right.y) / 2 - 4 }}>{words.horizon}</Tag>
        </>
      )}
      {of.samples.map(({ foot, head, width }) => (
        <Figure key={`${foot.x} ${foot.y}`} foot={foot} head={head} width={width} />
      ))}
    </>
  );
}

/** A person's outline: a head an eighth as high as the body. */
function Figure({ foot, head, width }: Pick<Calibrated["samples"][number], "foot" | "head" | "width">) {
  const high = Math.hypot(foot.x - head.x, foot.y - head.y);
  const round = high / 13;
  const angle = (Math.atan2(foot.x - head.x, foot.y - head.y) * -180) / Math.PI;
  const body = `M${-width / 2} ${round * 3}Q0 ${round * 1.6} ${width / 2} ${round * 3}L${width / 4} ${high}H${-width / 4}Z`;
  return (
    <g transform={`translate(${head.x} ${head.y}) rotate(${angle})`} pointerEvents="none">
      {(["edge", "stroke"] as const).map((part) => (
        <g key={part} className={classes[part]}>
          <circle cx={0} cy={round} r={round} />
          <path d={body} />
        </g>
      ))}
    </g>
  );
}

function Verdict({ of, still }: { readonly of: CalibrationOutput; readonly still: Still }) {
  const words = useCalibrationWords();
  const format = useFormat();
  const grid = useMemo(() => (of.result === "calibrated" ? gridOf(of.points, still.size) : null), [of, still.size]);
  if (of.result === "undetermined") {
    return (
      <p className={classes.hint} role="alert">
        <ToneMark tone="attention" /> {words.failure[of.because]}
      </p>
    );
  }
  const metres = (value: number) => `${format.number(value, 2)} m`;
  return (
    <>
      <p className={classes.hint} role="status">
        {of.warnings.length === 0 && <strong>{words.good} </strong>}
        {isExact(of) ? words.exact : words.error(metres(of.error.metres.rms), metres(of.error.metres.largest))}.{" "}
        {of.view === null
          ? words.noView
          : words.view(`${format.number(of.view.heightMetres, 1)} m`, format.number(of.view.tiltDegrees))}
      </p>
      {grid !== null && (
        <p
          className={classes.dim}
        >{`${words.figures} ${format.number(grid.stepMetres, grid.stepMetres < 1 ? 1 : 0)} m.`}</p>
      )}
      {of.agreement !== null && (
        <p className={classes.dim}>
          {words.agreement(format.number(of.agreement.horizonPixels), format.percent(Math.abs(of.agreement.scale - 1)))}
        </p>
      )}
      {of.warnings.length > 0 && (
        <ul className={classes.warnings}>
          {of.warnings.map((warning) => (
            <li key={warning}>
              <ToneMark tone="attention" /> {words.warning[warning]}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** A plane goes through any four points: that it does says nothing of how well they were clicked. */
function isExact({ each, error }: Calibrated): boolean {
  return each.length === 4 && error.pixels.largest < 0.01;
}

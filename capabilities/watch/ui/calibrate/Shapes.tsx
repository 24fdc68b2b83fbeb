import type { PictureSize } from "../../words/calibration.ts";
import type { Point } from "../../words/scene.ts";
import classes from "./calibrate.module.css";
import type { Shape } from "./draft.ts";
import { Handle, Tag, Trace } from "./Handle.tsx";

export interface ShapesProps {
  readonly shapes: readonly Shape[];
  readonly size: PictureSize;
  /** The one whose corners can be dragged. */
  readonly selected?: string | null;
  readonly onMove?: (shape: Shape, corner: number, to: Point, begins: boolean) => void;
}

/** What is drawn on the still: zones, lines, masks, each with its name. */
export function Shapes({ shapes, size, selected = null, onMove }: ShapesProps) {
  return (
    <>
      {shapes.map((shape) => (
        <g key={`${shape.kind} ${shape.name}`}>
          {shape.kind !== "line" && (
            <polygon
              points={shape.points.map(({ x, y }) => `${x},${y}`).join(" ")}
              className={classes[shape.kind === "mask" ? "mask" : "area"]}
              pointerEvents="none"
            />
          )}
          <Trace points={shape.points} closed={shape.kind !== "line"} dashed={shape.kind !== "zone"} />
          <Tag at={middleOf(shape.points)}>{shape.name}</Tag>
          {shape.name === selected &&
            onMove !== undefined &&
            shape.points.map((at, corner) => (
              <Handle
                // biome-ignore lint/suspicious/noArrayIndexKey: a corner is its number
                key={corner}
                at={at}
                size={size}
                onMove={(to, begins) => onMove(shape, corner, to, begins)}
              />
            ))}
        </g>
      ))}
    </>
  );
}

function middleOf(points: readonly Point[]): Point {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

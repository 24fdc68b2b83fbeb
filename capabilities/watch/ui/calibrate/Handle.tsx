import { type PointerEvent, useRef } from "react";
import type { PictureSize } from "../../words/calibration.ts";
import type { Point } from "../../words/scene.ts";
import classes from "./calibrate.module.css";
import { pointOf } from "./StillCanvas.tsx";
import { useUnit } from "./unit.ts";

export interface HandleProps {
  readonly at: Point;
  readonly label?: string;
  readonly selected?: boolean;
  readonly size: PictureSize;
  /** `begins`: the first move of a drag, which is taken back as one step. Keyboards change the numbers instead. */
  readonly onMove: (to: Point, begins: boolean) => void;
  readonly onSelect?: () => void;
}

/** A point on the still that can be dragged. */
export function Handle({ at, label, selected = false, size, onMove, onSelect }: HandleProps) {
  const unit = useUnit();
  const moved = useRef(false);
  const move = (event: PointerEvent<SVGGElement>) => {
    const svg = event.currentTarget.ownerSVGElement;
    if (svg === null || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onMove(pointOf(svg, event, size), !moved.current);
    moved.current = true;
  };
  return (
    <g
      className={classes.handle}
      data-selected={selected || undefined}
      onPointerDown={(event) => {
        moved.current = false;
        event.currentTarget.setPointerCapture(event.pointerId);
        onSelect?.();
      }}
      onPointerMove={move}
      // What is taken hold of is not clicked through.
      onClick={(event) => event.stopPropagation()}
    >
      <circle cx={at.x} cy={at.y} r={12 * unit} fill="transparent" />
      <circle cx={at.x} cy={at.y} r={5 * unit} className={classes.knob} />
      {label !== undefined && <Tag at={{ x: at.x, y: at.y - 14 * unit }}>{label}</Tag>}
    </g>
  );
}

/** A word on the picture, readable on whatever lies behind it. */
export function Tag({ at, children }: { readonly at: Point; readonly children: string }) {
  const unit = useUnit();
  return (
    <text x={at.x} y={at.y} fontSize={12 * unit} strokeWidth={3 * unit} className={classes.tag}>
      {children}
    </text>
  );
}

/** A line on the picture, light with a dark edge. */
export function Trace({
  points,
  closed = false,
  dashed = false,
}: {
  readonly points: readonly Point[];
  readonly closed?: boolean;
  readonly dashed?: boolean;
}) {
  if (points.length === 0) return null;
  const path = `M${points.map(({ x, y }) => `${x} ${y}`).join("L")}${closed ? "Z" : ""}`;
  return (
    <g pointerEvents="none">
      <path d={path} className={classes.edge} />
      <path d={path} className={classes.stroke} data-dashed={dashed || undefined} />
    </g>
  );
}

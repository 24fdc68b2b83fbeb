import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import type { PictureSize } from "../../words/calibration.ts";
import type { Point } from "../../words/scene.ts";
import type { Still } from "../picture/useStill.ts";
import classes from "./calibrate.module.css";
import { inside } from "./draft.ts";
import { Unit } from "./unit.ts";

export interface StillCanvasProps {
  readonly still: Still;
  /** What the still is for, and how points are put by keyboard. */
  readonly label: string;
  /** A click, or Enter at the crosshair, puts a point; null while nothing is put. */
  readonly onPlace: ((point: Point) => void) | null;
  /** Backspace. */
  readonly onTakeBack?: () => void;
  /** A double click, or Enter where the last point was put: what is being drawn is done. */
  readonly onDone?: () => void;
  /** SVG in pixels of the video. */
  readonly children: ReactNode;
}

/** How far the crosshair goes at a press of an arrow, as a share of the picture; with Shift a pixel. */
const STRIDE = 1 / 50;

/** The still image to draw on: by pointer, or by keyboard with a crosshair. */
export function StillCanvas({ still, label, onPlace, onTakeBack, onDone, children }: StillCanvasProps) {
  const { width, height } = still.size;
  const svg = useRef<SVGSVGElement>(null);
  const [unit, setUnit] = useState(1);
  const [cross, setCross] = useState<Point | null>(null);
  const [focused, setFocused] = useState(false);
  const last = useRef<Point | null>(null);
  useLayoutEffect(() => {
    const element = svg.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setUnit(width / Math.max(1, element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [width]);

  const place = (point: Point) => {
    if (onPlace === null) return;
    last.current = point;
    onPlace(point);
  };
  const press = (event: KeyboardEvent) => {
    const at = cross ?? { x: width / 2, y: height / 2 };
    const step = event.shiftKey ? 1 : width * STRIDE;
    const way = ARROWS[event.key];
    if (way !== undefined) setCross(inside({ x: at.x + way.x * step, y: at.y + way.y * step }, still.size));
    else if (event.key === "Enter" && onDone !== undefined && last.current !== null && same(last.current, at)) {
      last.current = null;
      onDone();
    } else if (event.key === "Enter" || event.key === " ") place(inside(at, still.size));
    else if (event.key === "Backspace" && onTakeBack !== undefined) onTakeBack();
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing takes keys of its own, as no element of HTML does
    <svg
      ref={svg}
      viewBox={`0 0 ${width} ${height}`}
      className={classes.still}
      data-placing={onPlace !== null || undefined}
      role="application"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is drawn on by keyboard
      tabIndex={0}
      onFocus={({ currentTarget, target }) =>
        setFocused(target === currentTarget && currentTarget.matches(":focus-visible"))
      }
      onBlur={() => setFocused(false)}
      onKeyDown={press}
      onClick={(event) => {
        if (event.detail < 2) place(pointOf(event.currentTarget, event, still.size));
      }}
      onDoubleClick={() => onDone?.()}
    >
      <image href={still.address} width={width} height={height} />
      <Unit.Provider value={unit}>{children}</Unit.Provider>
      {focused && onPlace !== null && <Crosshair at={cross ?? { x: width / 2, y: height / 2 }} unit={unit} />}
    </svg>
  );
}

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

const same = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y) < 1;

/** Where in the picture a pointer is. */
export function pointOf(
  svg: SVGSVGElement,
  event: { readonly clientX: number; readonly clientY: number },
  size: PictureSize,
): Point {
  const box = svg.getBoundingClientRect();
  return inside(
    {
      x: ((event.clientX - box.left) / box.width) * size.width,
      y: ((event.clientY - box.top) / box.height) * size.height,
    },
    size,
  );
}

function Crosshair({ at: { x, y }, unit }: { readonly at: Point; readonly unit: number }) {
  const arm = 14 * unit;
  const path = `M${x - arm} ${y}H${x + arm}M${x} ${y - arm}V${y + arm}`;
  return (
    <g pointerEvents="none">
      <path d={path} className={classes.edge} />
      <path d={path} className={classes.stroke} />
    </g>
  );
}

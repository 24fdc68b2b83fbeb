import type { PixelBox } from "@cordon/kernel";
import type { ReactNode } from "react";
import classes from "./command.module.css";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A picture with a box around what was noticed, in the picture's own pixels; without one while its size is not known. */
export function Boxed({
  box,
  size,
  children,
}: {
  readonly box: PixelBox | null;
  readonly size: Size | null;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes.still}>
      {children}
      {box !== null && size !== null && (
        <svg viewBox={`0 0 ${size.width} ${size.height}`} className={classes.box} aria-hidden>
          <rect {...box} rx={size.width / 200} vectorEffect="non-scaling-stroke" className={classes.boxHalo} />
          <rect {...box} rx={size.width / 200} vectorEffect="non-scaling-stroke" className={classes.boxLine} />
        </svg>
      )}
    </div>
  );
}

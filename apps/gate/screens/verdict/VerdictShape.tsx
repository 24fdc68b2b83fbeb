import type { VerdictName } from "@cordon/access/words";
import classes from "./verdict.module.css";
import { type Mark, SHAPES } from "./shapes.ts";

/** The outline of a verdict. It never stands without its word. */
export function VerdictShape({ of }: { readonly of: VerdictName }) {
  return (
    <svg viewBox="0 0 100 100" className={classes.shape} aria-hidden>
      {SHAPES[of].map((mark) => (
        <path key={`${mark.paint}${mark.d}`} d={mark.d} {...painted(mark)} />
      ))}
    </svg>
  );
}

function painted({ paint, width }: Mark) {
  const colour = paint === "cut" || paint === "cut-line" ? "var(--verdict-fill)" : "var(--verdict-on)";
  return paint === "fill" || paint === "cut"
    ? { fill: colour }
    : { fill: "none", stroke: colour, strokeWidth: width, strokeLinejoin: "round" as const };
}

import { QUIET_MODULES, qrOf, runsOf } from "@cordon/access/pictures";

const SVG = "http://www.w3.org/2000/svg";

/** The code with its white border as vectors, black on white in any theme. */
export function codeOf(pass: string, label: string): SVGSVGElement {
  const code = qrOf(pass);
  const side = code.size + 2 * QUIET_MODULES;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${side} ${side}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  svg.setAttribute("shape-rendering", "crispEdges");
  const paper = document.createElementNS(SVG, "rect");
  paper.setAttribute("width", String(side));
  paper.setAttribute("height", String(side));
  paper.setAttribute("fill", "#ffffff");
  const ink = document.createElementNS(SVG, "path");
  const strokes = runsOf(code).map(
    ({ x, y, length }) => `M${x + QUIET_MODULES} ${y + QUIET_MODULES}h${length}v1h-${length}z`,
  );
  ink.setAttribute("d", strokes.join(""));
  ink.setAttribute("fill", "#000000");
  svg.append(paper, ink);
  return svg;
}

import type { CameraId } from "@cordon/kernel";
import { useFormat } from "@cordon/ui";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Overlay } from "../../words/overlay.ts";
import { overlayAddress } from "./addresses.ts";
import { drawOverlay, type Layer, type PictureShapes } from "./draw-overlay.ts";
import { OverlayStream } from "./overlay-stream.ts";
import classes from "./picture.module.css";

/** Older than this, what the analysis said is not drawn any more: a box beside whom it follows would be a lie. */
const STALE_MS = 2000;
/** How often the page, not the canvas, looks at what was said. */
const SAY_EVERY_MS = 500;

/** What is said of the analysis beside the picture. */
export interface Analysed {
  readonly count: Overlay["count"];
  readonly tracks: number;
  /** Null before it has said anything. */
  readonly ageMs: number | null;
}

export const NOTHING_YET: Analysed = { count: null, tracks: 0, ageMs: null };

export interface OverlaysProps {
  readonly camera: CameraId;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly shapes: PictureShapes;
  readonly layers: ReadonlySet<Layer>;
  readonly onAnalysed: (analysed: Analysed) => void;
}

/** What the analysis sees, drawn over the picture it belongs to. The page itself is not drawn again for it. */
export function Overlays({ camera, video, shapes, layers, onAnalysed }: OverlaysProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const format = useFormat();
  const latest = useRef({ shapes, layers, format, onAnalysed });
  latest.current = { shapes, layers, format, onAnalysed };
  const [hasWidth, setHasWidth] = useState(false);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (element === null || context === null || context === undefined) return;
    const stream = new OverlayStream(overlayAddress(camera));
    let frame = 0;
    let saidAt = 0;
    const draw = (now: number) => {
      frame = requestAnimationFrame(draw);
      const { shapes: drawn, layers: shown, format: said, onAnalysed: tell } = latest.current;
      const ratio = devicePixelRatio;
      const { clientWidth, clientHeight } = element;
      if (element.width !== Math.round(clientWidth * ratio)) element.width = Math.round(clientWidth * ratio);
      if (element.height !== Math.round(clientHeight * ratio)) element.height = Math.round(clientHeight * ratio);
      const heardAt = stream.heardAtMs();
      const ageMs = heardAt === null ? null : now - heardAt;
      const overlay = ageMs === null || ageMs > STALE_MS ? null : stream.at(video.current?.currentTime ?? 0);
      drawOverlay(context, {
        shapes: drawn,
        overlay,
        layers: shown,
        width: element.width,
        height: element.height,
        ratio,
        number: (value) => said.number(value, 1),
      });
      if (now - saidAt < SAY_EVERY_MS) return;
      saidAt = now;
      setHasWidth(element.width > 0);
      tell({ count: overlay?.count ?? null, tracks: overlay?.tracks.length ?? 0, ageMs });
    };
    frame = requestAnimationFrame(draw);
    return () => {
      cancelAnimationFrame(frame);
      stream[Symbol.dispose]();
    };
  }, [camera, video]);
  return (
    <canvas
      ref={canvas}
      className={classes.canvas}
      aria-hidden
      data-layers={[...layers].join(" ")}
      data-drawn={hasWidth || undefined}
    />
  );
}

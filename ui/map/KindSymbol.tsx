import { useEffect, useRef } from "react";
import { useTheme } from "../theme/CordonTheme.tsx";
import { ATLAS } from "./units/shaders.ts";

/** The symbol of APP-6 of a kind of unit, as the map draws it. It says nothing that the name beside it does not. @param symbol its code */
export function KindSymbol({ symbol, pixels = 28 }: { readonly symbol: string; readonly pixels?: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { tokens } = useTheme();
  useEffect(() => {
    let shown = true;
    // In a chunk of its own, as for the map.
    void import("./units/app6.ts").then(({ drawApp6Unit }) => {
      const side = ATLAS.cellPixels;
      const picture = new OffscreenCanvas(side, side).getContext("2d");
      const context = canvas.current?.getContext("2d");
      if (!shown || picture === null || context === null || context === undefined) return;
      drawApp6Unit(picture, "", tokens, false, symbol);
      context.clearRect(0, 0, side, side);
      context.drawImage(picture.canvas, 0, 0);
    });
    return () => {
      shown = false;
    };
  }, [symbol, tokens]);
  return (
    <canvas
      ref={canvas}
      width={ATLAS.cellPixels}
      height={ATLAS.cellPixels}
      // In a list the standard's blue says nothing that asks for anybody.
      style={{ width: pixels, height: pixels, flex: "none", filter: "saturate(0.4)" }}
      aria-hidden
    />
  );
}

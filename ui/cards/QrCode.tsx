import { correction, generate } from "lean-qr";
import { useMemo } from "react";

/** Modules around the code that must stay light (ISO/IEC 18004: four). */
const QUIET = 4;

export interface QrCodeProps {
  readonly text: string;
  /** What the code is, for those who do not see it. */
  readonly label: string;
  /** `Q`: still read with a quarter of it lost, for what is printed and carried. */
  readonly level?: "L" | "Q";
  readonly pixels?: number;
}

/** A QR code, dark on light in both themes, because that is what phones read. */
export function QrCode({ text, label, level = "L", pixels = 200 }: QrCodeProps) {
  const { size, path } = useMemo(() => {
    const code = generate(text, { minCorrectionLevel: correction[level] });
    const dark: string[] = [];
    for (let y = 0; y < code.size; y++) {
      for (let x = 0; x < code.size; x++) if (code.get(x, y)) dark.push(`M${x} ${y}h1v1h-1z`);
    }
    return { size: code.size, path: dark.join("") };
  }, [text, level]);
  const side = size + QUIET * 2;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
      width={pixels}
      height={pixels}
      shapeRendering="crispEdges"
    >
      <rect x={-QUIET} y={-QUIET} width={side} height={side} fill="#f4f4f4" />
      <path d={path} fill="#101010" />
    </svg>
  );
}

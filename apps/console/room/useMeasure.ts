import type { Position } from "@cordon/kernel";
import { type MapTool, type Measured, measuring } from "@cordon/ui";
import { useCallback, useState } from "react";

export interface Measure {
  /** What was measured so far; null when nothing is being measured. */
  readonly measured: Measured | null;
  readonly toggle: () => void;
}

/** Measuring on the map: takes the map for itself until it is put away. */
export function useMeasure(onTool: (tool: MapTool | null) => void): Measure {
  const [measured, setMeasured] = useState<Measured | null>(null);
  const end = useCallback(() => {
    setMeasured(null);
    onTool(null);
  }, [onTool]);
  const toggle = () => {
    if (measured !== null) return end();
    const line: Position[] = [];
    setMeasured({ points: 0, metres: 0, squareMetres: null });
    onTool(measuring(line, setMeasured, end));
  };
  return { measured, toggle };
}

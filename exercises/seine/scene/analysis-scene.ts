/** What the analysis of each rendered camera is asked to look for: its calibration is the renderer's own homography. */
import { applied, groundToPicture } from "@cordon/scenes";
import type { Stage } from "./stages.ts";

export type AnalysisScene = {
  readonly events: readonly (
    | { readonly kind: "abandoned-object" | "zone-entry"; readonly dwellSeconds: number; readonly zone: string }
    | { readonly kind: "density"; readonly people: number; readonly zone: string }
  )[];
  readonly zones: readonly { readonly name: string; readonly ground: readonly (readonly [number, number])[] }[];
  readonly calibration: {
    readonly points: readonly {
      readonly pixel: readonly [number, number];
      readonly ground: readonly [number, number];
    }[];
  };
};

export function analysisSceneOf(stage: Stage): AnalysisScene {
  const toPicture = groundToPicture(stage.camera);
  const corners: readonly (readonly [number, number])[] = [
    [-6, 14],
    [6, 14],
    [8, 34],
    [-8, 34],
  ];
  return {
    events: stage.zones.flatMap((zone): AnalysisScene["events"][number][] => [
      { kind: zone.event, dwellSeconds: zone.dwellSeconds, zone: zone.name },
      ...(zone.people === undefined ? [] : [{ kind: "density", people: zone.people, zone: zone.name } as const]),
    ]),
    zones: stage.zones.map((zone) => ({ name: zone.name, ground: zone.ring })),
    calibration: {
      points: corners.map((ground) => ({ pixel: rounded(applied(toPicture, ground[0], ground[1])), ground })),
    },
  };
}

/** To a thousandth of a pixel: enough for a calibration, and the same text every time. */
function rounded([u, v]: readonly [number, number]): readonly [number, number] {
  return [Math.round(u * 1000) / 1000, Math.round(v * 1000) / 1000];
}

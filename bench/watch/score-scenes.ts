import { film, type Scene } from "@cordon/scenes";
import { type Alert, alertsOf, Analyser, makeWasmKernels, type match, readScene, type Sighting } from "@cordon/watch";
import { PICTURES_PER_SECOND } from "./conditions.ts";

export type Labelled = Parameters<typeof match>[0];

/** The scene a bench asks for, understood as a camera's. */
export function asked(value: unknown): Labelled["scene"] {
  const reading = readScene(value);
  if (reading.outcome !== "scene") throw new Error(reading.message);
  return reading.scene;
}

/** What the analysis alerts of drawn pictures that went through H.264; `each` sees every picture as the analysis does. */
export function alertsIn(
  rendered: Scene,
  scene: Labelled["scene"],
  stretch: { readonly seconds: number; readonly bitsPerSecond: number },
  each: (seconds: number, analyser: Analyser) => void = () => undefined,
): Alert[] {
  const analyser = new Analyser(scene, { width: rendered.widthPx, height: rendered.heightPx }, makeWasmKernels);
  const sightings: Sighting[] = [];
  const { seconds: untilSeconds, bitsPerSecond } = stretch;
  for (const { seconds, luma } of film(rendered, {
    untilSeconds,
    picturesPerSecond: PICTURES_PER_SECOND,
    bitsPerSecond,
  })) {
    sightings.push(...analyser.step(seconds, luma));
    each(seconds, analyser);
  }
  return alertsOf([...sightings, ...analyser.end()]);
}

import type { Point, Scene, SceneEvent } from "../words/scene.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * A scene in pixels of the picture there is: a camera that sends another size than it was drawn on - its sub-stream, a change of its settings -
 * has its zones, lines and masks where they were drawn. One that does not say what it was drawn on is taken as it stands.
 */
export function fittedScene(scene: Scene, size: Size): Scene {
  const { picture } = scene;
  if (picture === undefined || (picture.width === size.width && picture.height === size.height)) return scene;
  const across = size.width / picture.width;
  const down = size.height / picture.height;
  const at = ({ x, y }: Point) => ({ x: x * across, y: y * down });
  const { zones, lines, masks, calibration, events } = scene;
  return {
    ...scene,
    picture: { ...size },
    zones: zones.map((zone) => (zone.polygon === undefined ? zone : { ...zone, polygon: zone.polygon.map(at) })),
    ...(lines && {
      lines: lines.map((line) =>
        line.points === undefined ? line : { ...line, points: [at(line.points[0]), at(line.points[1])] },
      ),
    }),
    ...(masks && { masks: masks.map((mask) => ({ ...mask, polygon: mask.polygon.map(at) })) }),
    ...(calibration && {
      calibration: { points: calibration.points.map(({ pixel, ground }) => ({ pixel: at(pixel), ground })) },
    }),
    events: events.map((event) => fittedEvent(event, at)),
  };
}

function fittedEvent(event: SceneEvent, at: (point: Point) => { x: number; y: number }): SceneEvent {
  if (event.kind !== "wrong-direction" || event.heading === undefined) return event;
  return { ...event, heading: { from: at(event.heading.from), to: at(event.heading.to) } };
}

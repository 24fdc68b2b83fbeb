import { fittedScene } from "../../rules/fitted-scene.ts";
import { homographyFrom, invertHomography, project } from "../../rules/homography.ts";
import type { Point, Scene } from "../../words/scene.ts";
import type { PictureShapes, Share } from "./draw-overlay.ts";

type Named = { readonly name: string };

/**
 * What a scene says of places, as it lies in the picture. What is given on the ground goes through the calibration; what that cannot place
 * (its points lie on a line, a corner is behind the camera) is left out, as the analysis leaves it out.
 * @param size of the camera's own picture, which its still has
 */
export function shapesOf(given: Scene, size: { readonly width: number; readonly height: number }): PictureShapes {
  const scene = fittedScene(given, size);
  const toGround = scene.calibration === undefined ? undefined : homographyFrom(scene.calibration.points);
  const toPicture = toGround === undefined ? undefined : invertHomography(toGround);
  const share = ({ x, y }: Point): Share => [x / size.width, y / size.height];
  const placed = (
    pixels: readonly Point[] | undefined,
    ground: readonly Point[] | undefined,
  ): readonly Share[] | null => {
    if (pixels !== undefined) return pixels.map(share);
    if (ground === undefined || toPicture === undefined) return null;
    return ground.map((point) => share(project(toPicture, point)));
  };
  return {
    zones: scene.zones.flatMap(({ name, polygon, ground }) => named({ name }, placed(polygon, ground))),
    lines: (scene.lines ?? []).flatMap(({ name, points, ground }) => {
      const [first, second] = placed(points, ground) ?? [];
      return first === undefined || second === undefined ? [] : [{ name, ends: [first, second] as const }];
    }),
    masks: (scene.masks ?? []).flatMap(({ name, polygon }) => named({ name }, polygon.map(share))),
  };
}

function named({ name }: Named, corners: readonly Share[] | null) {
  return corners === null ? [] : [{ name, corners }];
}

/** All rendered cameras with their crowds, as feeds that are made when first watched. */
import { type Concourse, type Crowd, generatedCrowd, quietFfmpeg, readConcourse } from "@cordon/scenes";
import { cameras, type PlannedCamera } from "../scenario/cameras.ts";
import { measuredCrowd } from "../scene/measured.ts";
import { createRenderer, type Renderer } from "../scene/renderer.ts";
import { type Stage, stages } from "../scene/stages.ts";
import { type Feed, feed, type Moment } from "./feed.ts";

export const renderedCameras: readonly PlannedCamera[] = cameras.filter((camera) => camera.stage !== null);

/** Measured walks where the data is there and the stage is wide enough for them, generated ones otherwise. */
export function crowdFor(stage: Stage, concourse: Concourse | null): Crowd {
  return concourse && stage.crop
    ? measuredCrowd(concourse, stage.crop, stage.area.obstacles)
    : generatedCrowd(stage.area);
}

export async function rendererFor(camera: PlannedCamera, concourse: Concourse | null): Promise<Renderer> {
  if (!camera.stage) throw new Error(`${camera.reference} has no rendered picture`);
  const crowd = crowdFor(stages[camera.stage], concourse);
  return createRenderer(camera, crowd, () => new Promise((resolve) => setImmediate(resolve)));
}

/** @param tracksFolder where the measured tracks may be found, or null to generate all walks */
export function renderedFeeds(
  tracksFolder: string | null,
  moment: () => Moment,
  broke: (error: unknown) => void,
): Map<string, Feed> {
  quietFfmpeg();
  let read: Promise<Concourse | null> | null = null;
  const concourse = (): Promise<Concourse | null> => {
    read ??= tracksFolder ? readConcourse(tracksFolder) : Promise.resolve(null);
    return read;
  };
  return new Map(
    renderedCameras.map((camera) => {
      let made: Promise<Renderer> | null = null;
      const renderer = (): Promise<Renderer> => {
        made ??= concourse().then((tracks) => rendererFor(camera, tracks));
        return made;
      };
      return [camera.reference, feed(renderer, moment, broke)];
    }),
  );
}

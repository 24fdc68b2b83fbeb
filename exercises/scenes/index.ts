/** Scenes whose truth is known, drawn as a camera would see them. What tests, benches and rehearsals use is had from here. */
export { laid, type Laid, together } from "./crowds/laid.ts";
export {
  aroundObstacles,
  type Crowd,
  crowd,
  type Obstacle,
  present,
  type Track,
  track,
  untilSeconds,
} from "./crowds/tracks.ts";
export { generatedCrowd, type WalkingArea } from "./crowds/walkers.ts";
export { type Canvas, type Colour, canvas, dimmed, face, limb, rgb } from "./drawing/canvas.ts";
export { type Box, drawPerson, drawShadow, type Stance } from "./drawing/figure.ts";
export { type Look, lookOf } from "./drawing/look.ts";
export {
  applied,
  depthOf,
  groundToPicture,
  type Pinhole,
  pictureToGround,
  pictureX,
  pictureY,
  pinhole,
  project,
} from "./drawing/pinhole.ts";
export { cloudy, hash, noise, sequence } from "./drawing/texture.ts";
export { drawThing, type Thing } from "./drawing/thing.ts";
export type { Actor, Belonging, Deed } from "./scene/actors.ts";
export type { Ground } from "./scene/ground.ts";
export type { Mounting } from "./scene/mounting.ts";
export { scene } from "./scene/scene.ts";
export type { Lane } from "./scene/traffic.ts";
export type { Weather } from "./scene/weather.ts";
export type { Picture, Scene, SceneOptions, SeenCar, SeenPerson, SeenThing, Truth } from "./scene/words.ts";
export {
  type Concourse,
  concourseFramesPerSecond,
  concourseStepFrames,
  readConcourse,
} from "./trajectories/grand-central.ts";
export { resampled, smoothed } from "./trajectories/sampled.ts";
export { trajectories, type Trajectories, type TrajectoryName, trajectoryNames } from "./trajectories/trajectories.ts";
export { createEncoder, type Encoder, quietFfmpeg } from "./video/encoder.ts";
export { film, type Stretch, videoOf } from "./video/film.ts";
export { transportStream } from "./video/transport-stream.ts";

import { type ApiOf, capability } from "@cordon/ground";
import { EdgeDesk } from "./edge/desk.ts";
import { calibrateCamera } from "./operations/calibrate.ts";
import { cancelScore } from "./operations/cancel-score.ts";
import { addModelOf } from "./operations/add-model.ts";
import { changeCamera } from "./operations/change-camera.ts";
import { changeScene } from "./operations/change-scene.ts";
import { liftPixelation } from "./operations/lift-pixelation.ts";
import { edgeOperations } from "./operations/edge.ts";
import { keepScoreOf } from "./operations/keep-score.ts";
import { listCameras } from "./operations/list-cameras.ts";
import { listLabelled } from "./operations/list-labelled.ts";
import { listModels } from "./operations/list-models.ts";
import { listScores } from "./operations/list-scores.ts";
import { listUpright } from "./operations/list-upright.ts";
import { readHealthOf } from "./operations/read-health.ts";
import { readQuality } from "./operations/read-quality.ts";
import { registerCamera } from "./operations/register-camera.ts";
import { removeCamera } from "./operations/remove-camera.ts";
import { removeModelOf } from "./operations/remove-model.ts";
import { resumeEvent } from "./operations/resume-event.ts";
import { scoreRecording } from "./operations/score-recording.ts";
import { setBudgetOf } from "./operations/set-budget.ts";
import { showExhibits } from "./operations/show-exhibits.ts";
import { suspendEvent } from "./operations/suspend-event.ts";
import { useModelOf } from "./operations/use-model.ts";
import { cameraMedia } from "./media/cameras.ts";
import { originalMedium } from "./media/original.ts";
import { migrations, projections, tables } from "./tables.ts";
import type { analyseRecording as analyse } from "./video/recordings/analyse-recording.ts";
import type { readPictures as read } from "./video/source/read-pictures.ts";
import type { scoreClip as score } from "./video/recordings/score-clip.ts";
import { eraseExhibits } from "./workers/exhibits/erase-exhibits.ts";
import { HealthBook } from "./workers/cameras/health-book.ts";
import { keepModels } from "./workers/quality/models.ts";
import { scoreClips } from "./workers/score/score-clips.ts";
import { supervise } from "./workers/cameras/supervise.ts";
import { CameraViews } from "./workers/cameras/views.ts";
import { weighBudgets } from "./workers/quality/weigh-budgets.ts";
import {
  CameraChanged,
  CameraLost,
  CameraRecovered,
  CameraRegistered,
  CameraRemoved,
  CameraStarted,
  CameraStopped,
} from "./words.ts";
import { BudgetExceeded, BudgetSet, BudgetSettled, EventResumed, EventSuspended } from "./words/quality.ts";
import { ModelAdded, ModelReady, ModelRefused, ModelRemoved, ModelUsed } from "./words/model.ts";
import { OriginalsSealed, PixelationLifted } from "./words/exhibits.ts";
import { ScoreAsked, ScoreCancelled, ScoreDone, ScoreFailed, ScoreKept, ScoreStarted } from "./words/score.ts";

export { Analyser, type Sighting } from "./analysis/analyser.ts";
export { Background, type Luma } from "./analysis/picture/background.ts";
export { Flow, type FlowField } from "./analysis/direction/flow.ts";
export { type Alert, alertsOf, match } from "./analysis/score/score.ts";
export { readScene, type Scene } from "./analysis/scene.ts";
export { KNOWN_MODELS, type KnownModel } from "./detector/known.ts";
export { makeWasmFlowKernels } from "./kernels/flow/wasm-flow.ts";
export type { KernelMaker } from "./kernels/kernels.ts";
export { makePlainKernels } from "./kernels/plain.ts";
export { makeWasmKernels } from "./kernels/wasm.ts";
export { CAMERA_REGISTER_TITLE, cameraRegister } from "./page/camera-register.ts";
export * from "./words.ts";
export * from "./words/calibration.ts";
export * from "./words/exhibits.ts";
export * from "./words/detection.ts";
export { Edge, type EdgeParts } from "./edge/edge.ts";
export { Spool } from "./edge/spool.ts";
export * from "./words/health.ts";
export * from "./words/model.ts";
export * from "./words/passages.ts";
export * from "./words/quality.ts";
export * from "./words/score.ts";
export * from "./words/truth.ts";

/** Loaded when it is called: a server's main thread never needs FFmpeg. */
export const analyseRecording: typeof analyse = async (...given) =>
  (await import("./video/recordings/analyse-recording.ts")).analyseRecording(...given);

/** The same: all pictures of a short recording. */
export const readPictures: typeof read = async (...given) =>
  (await import("./video/source/read-pictures.ts")).readPictures(...given);
export type { ReadPicture } from "./video/source/read-pictures.ts";

/** The same: a clip replayed and scored against its label, and what a label file says. */
export const scoreClip: typeof score = async (...given) =>
  (await import("./video/recordings/score-clip.ts")).scoreClip(...given);
export { trialsOf } from "./rules/score.ts";
export { OTHER_FILE, readLabel, sha256Of } from "./video/recordings/labelled-clips.ts";

export interface WatchSettings {
  /** From the dismissal of a signal to the end of its pictures. */
  readonly graceSeconds?: number;
  /** Where clips lie that were labelled to tune an analysis by, each with its label; without one nothing can be replayed. */
  readonly labelledFolder?: string;
  /** How long an edge that cannot reach this server may go on watching. */
  readonly edgeLeaseSeconds?: number;
}

/** Lawful video analytics: cameras under a mandate, and what their pictures signal. */
export const watch = (settings: WatchSettings = {}, views = new CameraViews(), health = new HealthBook()) => {
  const desk = new EdgeDesk(health, settings.edgeLeaseSeconds);
  return capability({
    name: "watch",
    entries: [
      CameraRegistered,
      CameraChanged,
      CameraRemoved,
      CameraStarted,
      CameraStopped,
      CameraLost,
      CameraRecovered,
      BudgetSet,
      BudgetExceeded,
      BudgetSettled,
      EventSuspended,
      EventResumed,
      ScoreAsked,
      ScoreStarted,
      ScoreDone,
      ScoreFailed,
      ScoreCancelled,
      ScoreKept,
      OriginalsSealed,
      PixelationLifted,
      ModelAdded,
      ModelReady,
      ModelRefused,
      ModelRemoved,
      ModelUsed,
    ],
    operations: [
      registerCamera,
      changeCamera,
      changeScene,
      removeCamera,
      listCameras,
      calibrateCamera,
      listUpright,
      readQuality,
      readHealthOf(health),
      setBudgetOf,
      suspendEvent,
      resumeEvent,
      listLabelled,
      scoreRecording,
      cancelScore,
      listScores,
      keepScoreOf,
      liftPixelation,
      showExhibits,
      addModelOf,
      listModels,
      useModelOf,
      removeModelOf,
      ...edgeOperations(desk),
    ],
    migrations,
    tables,
    projections,
    workers: [
      supervise(views, health),
      desk.worker,
      eraseExhibits(settings.graceSeconds),
      keepModels,
      weighBudgets,
      scoreClips(settings.labelledFolder ?? null),
    ],
    media: [...cameraMedia(views), originalMedium],
  });
};

/** The operations' names, inputs and outputs, for a typed client. */
export type WatchApi = ApiOf<ReturnType<typeof watch>["operations"]>;

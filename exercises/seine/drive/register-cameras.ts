import { CameraId } from "@cordon/kernel";
import { z } from "zod";
import { cameras, type PlannedCamera } from "../scenario/cameras.ts";
import { purpose } from "../scenario/mandates.ts";
import { analysisSceneOf } from "../scene/analysis-scene.ts";
import { stages } from "../scene/stages.ts";
import type { StreamServer } from "../stream/server.ts";
import type { Doors } from "./doors.ts";
import type { Prepared } from "./prepare.ts";

/**
 * Registers every camera under its reference; the system finds those it knows. The rendered ones are asked to look for
 * what their stage is about. The others have no mandate, so that nothing may ever open them.
 */
export async function registerCameras(system: Doors, prepared: Prepared, streams: StreamServer): Promise<void> {
  await Promise.all(
    cameras.map((camera) =>
      system.tell("watch.register-camera", inputOf(camera, prepared, streams), z.object({ camera: CameraId })),
    ),
  );
}

function inputOf(camera: PlannedCamera, prepared: Prepared, streams: StreamServer): object {
  const { reference, name, position, headingDegrees, fieldOfViewDegrees, rangeMetres, stage, place } = camera;
  return {
    reference,
    name,
    place: (place && prepared.places.get(place)) ?? null,
    position,
    headingDegrees,
    fieldOfViewDegrees,
    rangeMetres,
    purpose,
    scene: stage ? analysisSceneOf(stages[stage]) : { events: [{ kind: "abandoned-object", dwellSeconds: 30 }] },
    playback: "loop",
    address: streams.url(reference),
  };
}

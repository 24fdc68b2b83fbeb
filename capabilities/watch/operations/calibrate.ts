import { calibrate } from "../analysis/calibration/calibration.ts";
import { cameraById } from "../tables.ts";
import { CalibrationInput, CalibrationOutput } from "../words/calibration.ts";
import { query, watches } from "./operating.ts";
import { refuseWatch } from "../words/refusals.ts";

export const calibrateCamera = query({
  name: "watch.calibrate",
  summary:
    "Work out a camera's ground plane from known points or from walking people's heights: its errors, its horizon, what to mistrust, and its zones and tripwires on the map. Changes nothing.",
  input: CalibrationInput,
  output: CalibrationOutput,
  allow: watches,
  async run({ input, read }) {
    const standing = await cameraById(read, input.camera);
    if (standing === null) return refuseWatch("no-such-camera", "not-found", "there is no such camera", input.camera);
    const { scene, ...camera } = standing.camera;
    const zones = scene.zones.flatMap(({ name, polygon }) => (polygon === undefined ? [] : [{ name, polygon }]));
    const lines = (scene.lines ?? []).flatMap(({ name, points }) => (points === undefined ? [] : [{ name, points }]));
    return calibrate(input, { ...camera, zones, lines });
  },
});

import { CameraId } from "@cordon/kernel";
import { z } from "zod";
import { readScene } from "../analysis/scene.ts";
import { register } from "../rules.ts";
import { cameraById } from "../tables.ts";
import { SceneSchema } from "../words/scene.ts";
import { answer, arranges, command } from "./operating.ts";
import { refuseWatch } from "../words/refusals.ts";

export const changeScene = command({
  name: "watch.change-scene",
  summary:
    "Change what is looked for in a camera's picture, its zones and its calibration; its address stays as it is.",
  input: z.object({ camera: CameraId, scene: SceneSchema }),
  output: z.object({ camera: CameraId }),
  allow: arranges,
  async run({ input: { camera: id, scene }, read }) {
    const standing = await cameraById(read, id);
    if (standing === null) return refuseWatch("no-such-camera", "not-found", "there is no such camera", id);
    const reading = readScene(scene);
    if (reading.outcome === "invalid")
      return refuseWatch("scene-faulty", "invalid", reading.message, "scene", { because: reading.message });
    return answer(register({ ...standing.camera, scene: reading.scene }, standing.camera, false), { camera: id });
  },
});

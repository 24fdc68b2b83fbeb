import { CameraId, isRefusal } from "@cordon/kernel";
import { z } from "zod";
import { register } from "../rules.ts";
import { cameraById, cameraByReference } from "../tables.ts";
import { CameraInput } from "../words.ts";
import { cameraFrom } from "./camera-from.ts";
import { answer, arranges, command } from "./operating.ts";
import { refuseWatch } from "../words/refusals.ts";

export const changeCamera = command({
  name: "watch.change-camera",
  summary: "Change what is said of a camera; its analysis begins anew.",
  input: CameraInput.extend({ camera: CameraId }),
  output: z.object({ camera: CameraId }),
  allow: arranges,
  async run({ input: { camera: id, ...said }, read, vault }) {
    const standing = await cameraById(read, id);
    if (standing === null) return refuseWatch("no-such-camera", "not-found", "there is no such camera", id);
    const other = await cameraByReference(read, said.reference);
    if (other !== null && other.camera.id !== id)
      return refuseWatch("camera-reference-taken", "conflict", "another camera has this reference", "reference");
    const made = await cameraFrom(said, standing.camera, { read, vault });
    if (isRefusal(made)) return made;
    return answer(register(made.camera, standing.camera, made.moved), { camera: id });
  },
});

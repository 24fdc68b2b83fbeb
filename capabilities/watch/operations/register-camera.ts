import { newId } from "@cordon/ground";
import { CameraId, isRefusal, SubjectId } from "@cordon/kernel";
import { z } from "zod";
import { register } from "../rules.ts";
import { cameraByReference } from "../tables.ts";
import { CameraInput } from "../words.ts";
import { cameraFrom } from "./camera-from.ts";
import { answer, arranges, command } from "./operating.ts";

export const registerCamera = command({
  name: "watch.register-camera",
  summary: "Register a camera under its reference. The same again changes nothing; anything else changes the camera.",
  input: CameraInput,
  output: z.object({ camera: CameraId }),
  allow: arranges,
  async run({ input, read, vault }) {
    const standing = await cameraByReference(read, input.reference);
    const kept = standing?.camera ?? { id: newId(CameraId), source: newId(SubjectId) };
    const made = await cameraFrom(input, kept, { read, vault });
    if (isRefusal(made)) return made;
    return answer(register(made.camera, standing?.camera ?? null, made.moved), { camera: kept.id });
  },
});

import { schemaOf } from "@cordon/ground";
import { CameraId } from "@cordon/kernel";
import { z } from "zod";
import { remove } from "../rules.ts";
import { cameraById } from "../tables.ts";
import { answer, arranges, command } from "./operating.ts";

export const removeCamera = command({
  name: "watch.remove-camera",
  summary: "Remove a camera: its analysis ends and its address is destroyed.",
  input: z.object({ camera: CameraId }),
  output: z.object({}),
  allow: arranges,
  async run({ input, read, vault }) {
    const standing = await cameraById(read, input.camera);
    if (standing !== null) await vault.erase(schemaOf(read), standing.camera.source);
    return answer(remove(input.camera, standing?.camera ?? null), {});
  },
});

import { BlobHash } from "@cordon/kernel";
import { z } from "zod";
import { removeModel } from "../rules/model.ts";
import { modelBySha256 } from "../tables/models.ts";
import { answer, choosesModels, command } from "./operating.ts";

export const removeModelOf = command({
  name: "watch.remove-model",
  summary: "Remove a detector and destroy its file; cameras that look with it go on without.",
  input: z.object({ sha256: BlobHash }),
  output: z.object({}),
  allow: choosesModels,
  async run({ input: { sha256 }, read }) {
    return answer(removeModel(sha256, await modelBySha256(read, sha256)), {});
  },
});

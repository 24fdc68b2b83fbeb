import { BlobHash } from "@cordon/kernel";
import { z } from "zod";
import { useModel } from "../rules/model.ts";
import { modelBySha256, usedModel } from "../tables/models.ts";
import { answer, choosesModels, command } from "./operating.ts";

export const useModelOf = command({
  name: "watch.use-model",
  summary: "Let all cameras look with this detector as well, or (null) with none.",
  input: z.object({ sha256: BlobHash.nullable() }),
  output: z.object({}),
  allow: choosesModels,
  async run({ input: { sha256 }, read }) {
    const chosen = sha256 === null ? null : await modelBySha256(read, sha256);
    return answer(useModel(sha256, chosen, await usedModel(read)), {});
  },
});

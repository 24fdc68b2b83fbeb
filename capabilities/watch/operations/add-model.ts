import { BlobHash } from "@cordon/kernel";
import { z } from "zod";
import { addModel } from "../rules/model.ts";
import { modelBySha256 } from "../tables/models.ts";
import { ModelInput } from "../words/model.ts";
import { answer, choosesModels, command } from "./operating.ts";

export const addModelOf = command({
  name: "watch.add-model",
  summary:
    "Ask for a detector: it is fetched, its SHA-256 compared, and looked at in a process of its own. watch.list-models says what came of it.",
  input: ModelInput,
  output: z.object({ sha256: BlobHash }),
  allow: choosesModels,
  async run({ input, read }) {
    return answer(addModel(input, await modelBySha256(read, input.sha256)), { sha256: input.sha256 });
  },
});

import { z } from "zod";
import { modelViews } from "../tables/models.ts";
import { ModelView } from "../words/model.ts";
import { query, watches } from "./operating.ts";

export const listModels = query({
  name: "watch.list-models",
  summary: "Detectors by name: where they come from, what they can tell, which one is in use, and why one was refused.",
  input: z.object({}),
  output: z.object({ models: z.array(ModelView) }),
  allow: watches,
  async run({ read }) {
    return { models: await modelViews(read) };
  },
});

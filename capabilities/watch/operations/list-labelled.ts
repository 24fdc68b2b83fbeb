import { z } from "zod";
import { LabelledClip } from "../words/score.ts";
import { query, watches } from "./operating.ts";

export const listLabelled = query({
  name: "watch.list-labelled",
  summary: "Labelled clips in the server's folder `labelled`, and why one of them may not be replayed.",
  input: z.object({}),
  output: z.object({ clips: z.array(LabelledClip) }),
  allow: watches,
  async run({ read }) {
    const rows = await read.selectFrom("labelled_clip").selectAll().orderBy("clip").execute();
    return { clips: rows.map(({ keep_until, ...clip }) => ({ ...clip, keepUntil: keep_until })) };
  },
});

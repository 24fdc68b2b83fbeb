import { CameraId } from "@cordon/kernel";
import { z } from "zod";
import { SeenUpright } from "../words/calibration.ts";
import { query, watches } from "./operating.ts";

export const listUpright = query({
  name: "watch.list-upright",
  summary:
    "Where the running analysis saw people walk upright in the last quarter of an hour: feet and heads, for a calibration.",
  input: z.object({ camera: CameraId }),
  output: SeenUpright,
  allow: watches,
  async run({ input, read }) {
    const seen = await read
      .selectFrom("seen_upright")
      .selectAll()
      .where("camera", "=", input.camera)
      .executeTakeFirst();
    if (seen === undefined) return { picture: null, people: [], newest: null };
    return { picture: seen.picture, people: seen.people, newest: seen.newest };
  },
});

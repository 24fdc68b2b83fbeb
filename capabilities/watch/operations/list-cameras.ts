import { z } from "zod";
import { cameras, viewOf } from "../tables.ts";
import { CameraView } from "../words.ts";
import { query, watches } from "./operating.ts";

export const listCameras = query({
  name: "watch.list-cameras",
  summary: "Cameras by reference: where they stand, whether their picture is analysed, and why not.",
  input: z.object({}),
  output: z.object({ cameras: z.array(CameraView) }),
  allow: watches,
  async run({ read }) {
    return { cameras: (await cameras(read).orderBy("reference").execute()).map(viewOf) };
  },
});

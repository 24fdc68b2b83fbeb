import { z } from "zod";
import { CameraHealth } from "../words/health.ts";
import type { HealthBook } from "../workers/cameras/health-book.ts";
import { query, watches } from "./operating.ts";

export const readHealthOf = (book: HealthBook) =>
  query({
    name: "watch.read-health",
    summary: "How the picture of each camera that has one is doing: analysed, dropped, late, decoded by what.",
    input: z.object({}),
    output: z.object({ cameras: z.array(CameraHealth) }),
    allow: watches,
    async run({ now }) {
      return { cameras: [...book.all(now)] };
    },
  });

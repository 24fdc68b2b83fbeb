import { z } from "zod";
import { suspend } from "../rules/quality.ts";
import { EventOfCamera, Why } from "../words/quality.ts";
import { answer, command, findEvent, judges } from "./operating.ts";
import { isRefusal } from "@cordon/kernel";

export const suspendEvent = command({
  name: "watch.suspend-event",
  summary: "Stop looking for one event of a camera, and say why. It goes on with the others; with none left it stops.",
  input: EventOfCamera.extend({ why: Why }),
  output: z.object({}),
  allow: judges,
  async run({ input: { why, ...of }, read }) {
    const standing = await findEvent(read, of);
    return isRefusal(standing) ? standing : answer(suspend(standing, why), {});
  },
});

import { z } from "zod";
import { resume } from "../rules/quality.ts";
import { EventOfCamera, Why } from "../words/quality.ts";
import { answer, command, findEvent, judges } from "./operating.ts";
import { isRefusal } from "@cordon/kernel";

export const resumeEvent = command({
  name: "watch.resume-event",
  summary: "Look again for an event that was suspended, and say why.",
  input: EventOfCamera.extend({ why: Why }),
  output: z.object({}),
  allow: judges,
  async run({ input: { why, ...of }, read }) {
    const standing = await findEvent(read, of);
    return isRefusal(standing) ? standing : answer(resume(standing, why), {});
  },
});

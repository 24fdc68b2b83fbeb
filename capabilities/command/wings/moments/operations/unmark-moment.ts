import { accept } from "@cordon/ground";
import { z } from "zod";
import { decides } from "../../../operations/operating.ts";
import { MomentSize, MomentUnmarked } from "../words.ts";
import { command } from "./operating.ts";
import { refuseMoment } from "../words/refusals.ts";

export const unmarkMoment = command({
  name: "command.unmark-moment",
  summary: "Take a chapter out of the review. What the journal says of it stays.",
  input: z.object({ mark: MomentSize }),
  output: z.object({}),
  allow: decides,
  async run({ input: { mark }, read }) {
    const found = await read.selectFrom("moment_mark").select("seq").where("seq", "=", mark).executeTakeFirst();
    if (found === undefined)
      return refuseMoment("no-such-chapter", "not-found", "there is no such chapter", String(mark));
    return accept([MomentUnmarked.of({ mark })], {});
  },
});

import { isRefusal, MandateId } from "@cordon/kernel";
import { z } from "zod";
import { accept, role } from "../../operation.ts";
import { withdraw as decide } from "../rules.ts";
import { command, mandateOf } from "../tables.ts";
import { refuseAs } from "../../refusals.ts";

export const withdraw = command({
  name: "mandates.withdraw",
  summary: "End a mandate before its time: whatever runs under it stops within a second",
  input: z.object({ mandate: MandateId, because: z.string().trim().min(1).max(500) }),
  output: z.object({}),
  allow: role("supervisor", "commander", "admin", "exercise"),
  async run({ input, read, now }) {
    const row = await read.selectFrom("mandate").selectAll().where("id", "=", input.mandate).executeTakeFirst();
    if (row === undefined) return refuseAs("no-such-mandate", "not-found", "There is no such mandate.", input.mandate);
    const entries = decide(mandateOf(row), input.because, now);
    return isRefusal(entries) ? entries : accept(entries, {});
  },
});

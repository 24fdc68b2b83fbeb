import { SignalState } from "@cordon/kernel";
import { z } from "zod";
import { signals, signalView } from "../tables/signal.ts";
import { Next, Page, SignalView } from "../words.ts";
import { query, watches } from "./operating.ts";

export const listSignals = query({
  name: "command.list-signals",
  summary: "The queue of signals, newest first.",
  input: z.object({ state: z.enum([...SignalState.options, "all"]).default("waiting"), ...Page }),
  output: z.object({ signals: z.array(SignalView), next: Next, waiting: z.int() }),
  allow: watches,
  async run({ input, read, now }) {
    let page = signals(read)
      .orderBy("seq", "desc")
      .limit(input.limit + 1);
    if (input.state !== "all") page = page.where("state", "=", input.state);
    if (input.before !== undefined) page = page.where("seq", "<", input.before);
    const rows = await page.execute();
    const shown = rows.slice(0, input.limit);
    const { waiting } = await read
      .selectFrom("signal")
      .where("state", "=", "waiting")
      .select((row) => row.fn.countAll<number>().as("waiting"))
      .executeTakeFirstOrThrow();
    return {
      signals: shown.map((row) => signalView(row, now)),
      next: rows.length > shown.length ? (shown.at(-1)?.seq ?? null) : null,
      waiting,
    };
  },
});

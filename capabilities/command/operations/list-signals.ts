import { type SignalKind, SignalState } from "@cordon/kernel";
import { sql } from "kysely";
import { z } from "zod";
import { signals, signalView } from "../tables/signal.ts";
import { LAST, Next, Page, SignalView } from "../words.ts";
import { query, watches } from "./operating.ts";

export const listSignals = query({
  name: "command.list-signals",
  summary: "The queue of signals, newest first.",
  input: z.object({ state: z.enum([...SignalState.options, "decided", "all"]).default("waiting"), ...Page }),
  output: z.object({ signals: z.array(SignalView), next: Next, waiting: z.int() }),
  allow: watches,
  async run({ input, by, read, now }) {
    const waitingOnly = input.state === "waiting";
    let page = signals(read, by.contingent).limit(input.limit + 1);
    // A call for help is on the first page, however many signals came after it, and on no other.
    if (waitingOnly) page = page.orderBy(sql`signal.kind = 'sos'`, "desc");
    page = page.orderBy("signal.seq", "desc");
    if (input.state === "decided") page = page.where("signal.state", "<>", "waiting");
    else if (input.state !== "all") page = page.where("signal.state", "=", input.state);
    if (input.before !== undefined) {
      page = page.where("signal.seq", "<", input.before);
      if (waitingOnly) page = page.where("signal.kind", "!=", "sos");
    }
    const rows = await page.execute();
    const shown = rows.slice(0, input.limit);
    const { waiting } = await read
      .selectFrom("signal")
      .where("state", "=", "waiting")
      .select((row) => row.fn.countAll<number>().as("waiting"))
      .executeTakeFirstOrThrow();
    return {
      signals: shown.map((row) => signalView(row, now)),
      next: rows.length > shown.length ? nextOf(shown.at(-1), waitingOnly) : null,
      waiting,
    };
  },
});

/** Behind a page of nothing but calls for help everything else begins anew. */
function nextOf(
  last: { readonly seq: number; readonly kind: SignalKind } | undefined,
  waitingOnly: boolean,
): number | null {
  if (last === undefined) return null;
  return waitingOnly && last.kind === "sos" ? LAST : last.seq;
}

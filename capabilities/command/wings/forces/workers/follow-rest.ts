import { tablesOf, type Worker, type WorkerContext } from "@cordon/ground";
import { instantOf, millisecondsOf } from "@cordon/kernel";
import { restRules } from "../../roster/tables/rest.ts";
import type { RosterTables } from "../../roster/tables/rows.ts";
import type { ForceIndex } from "../index/force-index.ts";
import { RestBook } from "../index/rest-book.ts";
import { REST_KEPT_MS, restShift } from "../tables/rest.ts";

const AGE_EVERY_MS = 60_000;

/** Tells the index of forces when units must rest: from the roster when it starts, entry by entry from then on, and as time passes. */
export const followRest = (index: ForceIndex): Worker => ({
  name: "command.follow-rest",
  async start(context) {
    const nowMs = () => millisecondsOf(context.clock.now());
    let shown: RestBook | null = null;
    const kept = await context.announced.keep<RestBook>({
      name: "the rest of units",
      read: () => restBookFrom(index, context),
      take: (book, envelope) => book.learn(envelope, nowMs()),
      show(book) {
        shown = book;
        book?.all(nowMs());
      },
    });
    const timer = setInterval(() => shown?.age(nowMs(), REST_KEPT_MS), AGE_EVERY_MS);
    return {
      async [Symbol.asyncDispose]() {
        clearInterval(timer);
        await kept[Symbol.asyncDispose]();
      },
    };
  },
});

/** All that the index must know of rest, read from the roster; it says nothing before `all`. */
export async function restBookFrom(
  index: ForceIndex,
  { read, clock }: Pick<WorkerContext, "read" | "clock">,
): Promise<RestBook> {
  const tables = tablesOf<RosterTables>(read);
  const since = instantOf(millisecondsOf(clock.now()) - REST_KEPT_MS);
  const book = new RestBook(index);
  book.rules(await restRules(tables));
  for (const { id, kind, contingent } of await tables.selectFrom("unit").select(["id", "kind", "contingent"]).execute())
    book.unit(id, { kind, contingent });
  const shifts = await tables
    .selectFrom("shift")
    .select(["id", "unit", "from_at", "until_at", "ended_at", "state"])
    .where("until_at", ">", since)
    .where("state", "<>", "cancelled")
    .execute();
  for (const { id, unit, ...row } of shifts) book.shift(id, { unit, ...restShift(row) });
  return book;
}

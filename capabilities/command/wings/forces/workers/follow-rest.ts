import { JOURNAL_SUBJECT, tablesOf, type Worker, type WorkerContext } from "@cordon/ground";
import { AnyEnvelope, type Envelope, instantOf, millisecondsOf } from "@cordon/kernel";
import { restRules } from "../../roster/tables/rest.ts";
import type { RosterTables } from "../../roster/tables/rows.ts";
import type { ForceIndex } from "../index/force-index.ts";
import { RestBook } from "../index/rest-book.ts";
import { REST_KEPT_MS, workedOf } from "../tables/rest.ts";

const AGE_EVERY_MS = 60_000;

/** Tells the index of forces when units must rest: from the roster when it starts, entry by entry from then on, and as time passes. */
export const followRest = (index: ForceIndex): Worker => ({
  name: "command.follow-rest",
  async start(context) {
    const { clock, bus, log, signal } = context;
    const nowMs = () => millisecondsOf(clock.now());
    let stop = () => {};
    let book: RestBook | null = null;
    const begin = async () => {
      // Listening comes before reading: what is told meanwhile is taken again afterwards, which ends in the same.
      const meanwhile: Envelope[] = [];
      book = null;
      stop = bus.subscribe(
        JOURNAL_SUBJECT,
        (message) => {
          const envelope = AnyEnvelope.parse(message);
          if (book === null) meanwhile.push(envelope);
          else book.learn(envelope, nowMs());
        },
        ({ because }) => {
          if (signal.aborted) return;
          log.warn({ because }, "the rest of units is read again");
          begin().catch((error: unknown) =>
            log.error({ error }, "suggestions do not know who must rest until the server starts again"),
          );
        },
      );
      const fresh = await bookFrom(index, context);
      for (const envelope of meanwhile) fresh.learn(envelope, nowMs());
      fresh.all(nowMs());
      book = fresh;
    };
    await begin();
    const timer = setInterval(() => book?.age(nowMs(), REST_KEPT_MS), AGE_EVERY_MS);
    return {
      [Symbol.asyncDispose]: async () => {
        clearInterval(timer);
        stop();
      },
    };
  },
});

async function bookFrom(index: ForceIndex, { read, clock }: WorkerContext): Promise<RestBook> {
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
  for (const { id, unit, from_at, until_at, ended_at, state } of shifts)
    book.shift(id, { unit, worked: workedOf(from_at, until_at, ended_at), counts: state !== "missed" });
  return book;
}

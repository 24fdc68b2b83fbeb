import { tablesOf, type Worker } from "@cordon/ground";
import {
  type ContingentId,
  type Envelope,
  instantOf,
  isRefusal,
  millisecondsOf,
  type SubjectId,
  TaskCancelled,
  TaskOffered,
  type UnitId,
} from "@cordon/kernel";
import type { UnitTables } from "../../../tables/rows.ts";
import { SUBSCRIPTION } from "../operations/subscribe-push.ts";
import { type PushNews, PushSubscription, pushTo } from "../push/sender.ts";
import type { PushSettings } from "../push/settings.ts";
import type { PushTables } from "../push/tables.ts";
import { MessageSent } from "../words.ts";

/** What waits to be sent; beyond it the oldest is dropped: it is the least news, and phones ask by themselves when they are looked at. */
const MOST_WAITING = 20_000;
const AT_ONCE = 16;
const TRIES = 4;
const FIRST_WAIT_MS = 1000;
const TOUCHES = ["command.push"];
/** How long it is remembered who pushes what. */
const CLAIMED_MS = 3_600_000;

type News = { readonly news: PushNews } & (
  | { readonly units: readonly UnitId[] }
  | { readonly contingent: ContingentId }
);

interface Letter {
  readonly id: string;
  readonly subject: SubjectId;
  readonly news: PushNews;
  readonly tries: number;
}

function newsOf(envelope: Envelope): News | null {
  if (TaskOffered.is(envelope)) return { news: "task-offered", units: [envelope.data.unit] };
  if (TaskCancelled.is(envelope)) return { news: "task-cancelled", units: [envelope.data.unit] };
  if (!MessageSent.is(envelope) || envelope.data.urgency !== "urgent") return null;
  const { units, contingent } = envelope.data;
  return units === null ? { news: "message-urgent", contingent } : { news: "message-urgent", units };
}

/** Tells phones that look away. What cannot be sent after a few tries is dropped: it was only a nudge. */
export const pushNews = (push: PushSettings): Worker => ({
  name: "command.push-news",
  async start({ announced, read, vault, journal, clock, log, signal: stopping }) {
    const db = tablesOf<PushTables & UnitTables>(read);
    const ending = new AbortController();
    const signal = AbortSignal.any([stopping, ending.signal]);
    const waiting: Letter[] = [];
    const timers = new Set<NodeJS.Timeout>();
    const running = new Set<Promise<void>>();
    let dropped = 0;

    const add = (letter: Letter) => {
      if (signal.aborted) return;
      if (waiting.push(letter) > MOST_WAITING) {
        waiting.shift();
        if (dropped++ % 1000 === 0) log.warn({ dropped: dropped }, "more is to be pushed than push services take");
      }
      pump();
    };
    const pump = () => {
      while (running.size < AT_ONCE) {
        const letter = waiting.shift();
        if (letter === undefined) return;
        const sending = send(letter)
          .catch((error: unknown) => log.error({ error }, "a push message failed"))
          .finally(() => {
            running.delete(sending);
            pump();
          });
        running.add(sending);
      }
    };
    const send = async (letter: Letter) => {
      const kept = await vault.get(read, letter.subject, SUBSCRIPTION);
      if (kept === null || kept.erased) return;
      const subscription = PushSubscription.parse(JSON.parse(kept.value));
      const pushed = await pushTo(subscription, letter.news, {
        vapid: push.vapid,
        nowMs: Date.parse(clock.now()),
        signal,
      });
      if (pushed.did === "gone") await forget(letter);
      if (pushed.did === "refused") log.warn({ because: pushed.because }, "a push message was refused");
      if (pushed.did !== "later" || letter.tries + 1 >= TRIES || signal.aborted) return;
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          add({ ...letter, tries: letter.tries + 1 });
        },
        Math.max(pushed.afterMs, FIRST_WAIT_MS * 4 ** letter.tries),
      );
      timers.add(timer);
      // Those that wait are letters too.
      if (timers.size > MOST_WAITING) {
        const [oldest] = timers;
        if (oldest !== undefined) {
          clearTimeout(oldest);
          timers.delete(oldest);
        }
      }
    };
    const forget = ({ id, subject }: Letter) =>
      journal.run({
        by: { kind: "system", id: "command.push-news" },
        operation: "command.push-news",
        async decide({ tx }) {
          await tablesOf<PushTables>(tx).deleteFrom("push_subscription").where("id", "=", id).execute();
          await vault.erase(tx, subject);
          return { entries: [], output: null };
        },
      });

    let finding: Promise<void> = Promise.resolve();
    /** Every server hears of every entry; the first that says so pushes it, and the others leave it. */
    const claim = async (seq: number): Promise<boolean> => {
      const claimed = await journal.run({
        by: { kind: "system", id: "command.push-news" },
        operation: "command.push-news",
        touches: TOUCHES,
        async decide({ tx, now }) {
          const claims = tablesOf<PushTables>(tx);
          const row = await claims
            .insertInto("push_claim")
            .values({ seq, at: now })
            .onConflict((conflict) => conflict.column("seq").doNothing())
            .returning("seq")
            .executeTakeFirst();
          // Announcements are heard within moments of one another, or not at all.
          if (seq % 100 === 0)
            await claims
              .deleteFrom("push_claim")
              .where("at", "<", instantOf(millisecondsOf(now) - CLAIMED_MS))
              .execute();
          return { entries: [], output: row !== undefined };
        },
      });
      // Rather twice than not at all.
      return isRefusal(claimed) || claimed.output;
    };
    const tell = async (news: News, seq: number) => {
      let to = db
        .selectFrom("push_subscription")
        .select(["push_subscription.id", "push_subscription.subject"])
        .where("push_subscription.ended_at", "is", null);
      if ("units" in news) {
        if (news.units.length === 0) return;
        to = to.where("push_subscription.unit", "in", news.units);
      } else {
        const { contingent } = news;
        to = to.where("push_subscription.unit", "in", (table) =>
          table.selectFrom("unit").select("unit.id").where("unit.contingent", "=", contingent),
        );
      }
      const phones = await to.execute();
      if (phones.length === 0 || !(await claim(seq))) return;
      for (const { id, subject } of phones) add({ id, subject, news: news.news, tries: 0 });
    };
    const stop = announced.hear(
      (envelope) => {
        const news = newsOf(envelope);
        if (news === null) return;
        finding = finding
          .then(() => tell(news, envelope.seq))
          .catch((error: unknown) => log.error({ error }, "whom to push to could not be found"));
      },
      // A phone that is opened asks for what is new itself.
      (because) => log.error({ because }, "phones that look away may have been told nothing of some news"),
    );
    return {
      async [Symbol.asyncDispose]() {
        stop();
        ending.abort();
        for (const timer of timers) clearTimeout(timer);
        waiting.length = 0;
        await finding;
        await Promise.all(running);
      },
    };
  },
});

import { ContingentId, IncidentId, PlaceId, UnitId } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { z } from "zod";
import { watches } from "../../../operations/operating.ts";
import { Next, Page } from "../../../words.ts";
import { messagesFor } from "../tables.ts";
import { type ThreadKey, ThreadView } from "../words.ts";
import { messageViews, query, type Tables } from "./messaging.ts";

export const listThreads = query({
  name: "command.list-threads",
  summary: "Who the command room has written with, what was said last first, with how much of it nobody has read.",
  input: z.object(Page),
  output: z.object({
    threads: z.array(ThreadView),
    next: Next,
    unread: z.int().nonnegative(),
    urgent: z.int().nonnegative(),
  }),
  allow: watches,
  async run({ input, by, read, vault }) {
    let mine = read.selectFrom("message_thread");
    if (by.contingent !== null) mine = mine.where("contingent", "=", by.contingent);
    const sums = await mine
      .select((row) => [row.fn.sum<number>("unread").as("unread"), row.fn.sum<number>("urgent").as("urgent")])
      .executeTakeFirst();
    let page = mine
      .groupBy("thread")
      .select((row) => [
        "thread",
        row.fn.max("last_seq").as("last_seq"),
        row.fn.sum<number>("unread").as("unread"),
        row.fn.sum<number>("urgent").as("urgent"),
      ])
      .orderBy("last_seq", "desc")
      .limit(input.limit + 1);
    const { before } = input;
    if (before !== undefined) page = page.having((row) => row(row.fn.max("last_seq"), "<", before));
    const rows = await page.execute();
    const shown = rows.slice(0, input.limit);
    const lasts = shown.map((row) => row.last_seq);
    const last = lasts.length === 0 ? [] : await messagesFor(read, "room").where("message.seq", "in", lasts).execute();
    const views = new Map((await messageViews(last, { read, vault, reader: "room" })).map((view) => [view.seq, view]));
    const names = await namesOf(
      read,
      shown.map((row) => row.thread),
    );
    return {
      threads: shown.flatMap(({ thread, last_seq, unread, urgent }) => {
        const view = views.get(last_seq);
        return view === undefined ? [] : [{ thread, name: names.get(thread) ?? null, unread, urgent, last: view }];
      }),
      next: rows.length > shown.length ? (shown.at(-1)?.last_seq ?? null) : null,
      unread: sums?.unread ?? 0,
      urgent: sums?.urgent ?? 0,
    };
  },
});

/** What people call whom a thread is with. */
async function namesOf(read: Kysely<Tables>, threads: readonly ThreadKey[]) {
  const named = new Map<string, { readonly fr: string; readonly en: string }>();
  const ids = (kind: string) =>
    threads.filter((thread) => thread.startsWith(`${kind}:`)).map((thread) => thread.slice(kind.length + 1));
  const units = ids("unit").map((id) => UnitId.parse(id));
  if (units.length > 0) {
    const rows = await read.selectFrom("unit").select(["id", "call_sign"]).where("id", "in", units).execute();
    for (const row of rows) named.set(`unit:${row.id}`, { fr: row.call_sign, en: row.call_sign });
  }
  const places = ids("place").map((id) => PlaceId.parse(id));
  if (places.length > 0) {
    const rows = await read
      .selectFrom("place")
      .select(["id", "name_fr", "name_en"])
      .where("id", "in", places)
      .execute();
    for (const row of rows) named.set(`place:${row.id}`, { fr: row.name_fr, en: row.name_en });
  }
  const contingents = ids("contingent").map((id) => ContingentId.parse(id));
  if (contingents.length > 0) {
    const rows = await read.selectFrom("contingent").select(["id", "name"]).where("id", "in", contingents).execute();
    for (const row of rows) named.set(`contingent:${row.id}`, { fr: row.name, en: row.name });
  }
  const incidents = ids("incident").map((id) => IncidentId.parse(id));
  if (incidents.length > 0) {
    const rows = await read
      .selectFrom("incident")
      .select(["id", "number", "title"])
      .where("id", "in", incidents)
      .execute();
    for (const { id, number, title } of rows)
      named.set(`incident:${id}`, { fr: `${number} · ${title}`, en: `${number} · ${title}` });
  }
  return named;
}

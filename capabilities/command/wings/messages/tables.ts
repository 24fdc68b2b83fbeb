import { type Migration, type OwnedTable, projecting } from "@cordon/ground";
import type { Actor, ContingentId, Instant, MessageId, SubjectId, UnitId } from "@cordon/kernel";
import { type JSONColumnType, type Kysely, sql } from "kysely";
import type { UnitTables } from "../../tables/rows.ts";
import { type Address, MessageRead, MessagesForgotten, MessageSent, type ThreadKey, type Urgency } from "./words.ts";

export interface MessageTables {
  message: {
    id: MessageId;
    /** The number of its first entry: the order of a thread. */
    seq: number;
    thread: ThreadKey;
    at: Instant;
    by: JSONColumnType<Actor>;
    from_unit: UnitId | null;
    to: JSONColumnType<Address>;
    urgency: Urgency;
    reply_to: MessageId | null;
    text: SubjectId;
    written_at: Instant | null;
  };
  /** Which contingents may know of it. `everyone`: all units of this one are addressed. */
  message_contingent: { message: MessageId; contingent: ContingentId; seq: number; everyone: boolean; own: boolean };
  message_unit: { message: MessageId; unit: UnitId; seq: number };
  /** `reader` is a unit, or `room`. */
  message_read: { message: MessageId; reader: UnitId | "room"; at: Instant };
  /** One row: up to which message texts were erased. */
  message_forgotten: { one: boolean; until_seq: number };
  /** How a thread stands for one contingent; `unread` and `urgent` count what its own units wrote and the room has not read. */
  message_thread: {
    thread: ThreadKey;
    contingent: ContingentId;
    last_seq: number;
    last: MessageId;
    unread: number;
    urgent: number;
  };
}

export const tables: readonly OwnedTable[] = [
  { name: "message", key: ["id"], derivedFrom: "journal" },
  { name: "message_contingent", key: ["message", "contingent"], derivedFrom: "journal" },
  { name: "message_unit", key: ["message", "unit"], derivedFrom: "journal" },
  { name: "message_read", key: ["message", "reader"], derivedFrom: "journal" },
  { name: "message_forgotten", key: ["one"], derivedFrom: "journal" },
  { name: "message_thread", key: ["thread", "contingent"], derivedFrom: "journal" },
];

export const messageMigration: Migration = {
  capability: "command",
  name: "0050-messages",
  async up(db) {
    await sql`create table message (
      id text primary key,
      seq bigint not null unique,
      thread text not null,
      at timestamptz not null,
      by jsonb not null,
      from_unit text,
      "to" jsonb not null,
      urgency text not null,
      reply_to text,
      text text not null
    )`.execute(db);
    await sql`create index message_thread_seq on message (thread, seq desc)`.execute(db);
    await sql`create index message_from on message (from_unit, seq desc) where from_unit is not null`.execute(db);
    await sql`create index message_at on message (at)`.execute(db);
    await sql`create table message_contingent (
      message text not null,
      contingent text not null,
      seq bigint not null,
      everyone boolean not null,
      own boolean not null,
      primary key (message, contingent)
    )`.execute(db);
    await sql`create index message_everyone on message_contingent (contingent, seq desc) where everyone`.execute(db);
    await sql`create table message_unit (
      message text not null,
      unit text not null,
      seq bigint not null,
      primary key (message, unit)
    )`.execute(db);
    await sql`create index message_unit_seq on message_unit (unit, seq desc)`.execute(db);
    await sql`create table message_read (
      message text not null,
      reader text not null,
      at timestamptz not null,
      primary key (message, reader)
    )`.execute(db);
    await sql`create table message_thread (
      thread text not null,
      contingent text not null,
      last_seq bigint not null,
      last text not null,
      unread int not null,
      urgent int not null,
      primary key (thread, contingent)
    )`.execute(db);
  },
};

export const forgottenMigration: Migration = {
  capability: "command",
  name: "0052-messages-forgotten",
  async up(db) {
    await sql`create table message_forgotten (one boolean primary key, until_seq bigint not null)`.execute(db);
  },
};

export const writtenMigration: Migration = {
  capability: "command",
  name: "0054-messages-written",
  async up(db) {
    await sql`alter table message add column written_at timestamptz`.execute(db);
  },
};

const project = projecting<MessageTables>();

export const messageProjections = [
  project(MessageSent, async (tx, { seq, at, by, data }) => {
    const { message, thread, contingent, units, from, to, urgency, replyTo, text, own } = data;
    // The first entry of a message says what it is; those for other contingents add to whom it went.
    const known = await tx.selectFrom("message").select("seq").where("id", "=", message).executeTakeFirst();
    const first = known?.seq ?? seq;
    if (known === undefined)
      await tx
        .insertInto("message")
        .values({
          id: message,
          seq,
          thread,
          at,
          by: JSON.stringify(by),
          from_unit: from,
          to: JSON.stringify(to),
          urgency,
          reply_to: replyTo,
          text,
          written_at: data.writtenAt ?? null,
        })
        .execute();
    await tx
      .insertInto("message_contingent")
      .values({ message, contingent, seq: first, everyone: units === null, own })
      .execute();
    if (units !== null && units.length > 0)
      await tx
        .insertInto("message_unit")
        .values(units.map((unit) => ({ message, unit, seq: first })))
        .execute();
    const unread = own ? 1 : 0;
    const urgent = own && urgency === "urgent" ? 1 : 0;
    await tx
      .insertInto("message_thread")
      .values({ thread, contingent, last_seq: first, last: message, unread, urgent })
      .onConflict((conflict) =>
        conflict.columns(["thread", "contingent"]).doUpdateSet((row) => ({
          last_seq: first,
          last: message,
          unread: row("message_thread.unread", "+", unread),
          urgent: row("message_thread.urgent", "+", urgent),
        })),
      )
      .execute();
  }),
  project(MessageRead, async (tx, { at, data }) => {
    await tx
      .insertInto("message_read")
      .values(data.messages.map((message) => ({ message, reader: data.unit ?? ("room" as const), at })))
      .execute();
    if (data.unit !== null) return;
    const own = await tx
      .selectFrom("message")
      .innerJoin("message_contingent", "message_contingent.message", "message.id")
      .select(["message.thread", "message.urgency"])
      .where("message.id", "in", data.messages)
      .where("message_contingent.contingent", "=", data.contingent)
      .where("message_contingent.own", "=", true)
      .execute();
    for (const [thread, read] of Map.groupBy(own, (row) => row.thread)) {
      const urgent = read.filter((row) => row.urgency === "urgent").length;
      await tx
        .updateTable("message_thread")
        .set((row) => ({ unread: row("unread", "-", read.length), urgent: row("urgent", "-", urgent) }))
        .where("thread", "=", thread)
        .where("contingent", "=", data.contingent)
        .execute();
    }
  }),
  project(MessagesForgotten, (tx, { data }) =>
    tx
      .insertInto("message_forgotten")
      .values({ one: true, until_seq: data.untilSeq })
      .onConflict((conflict) => conflict.column("one").doUpdateSet({ until_seq: data.untilSeq }))
      .execute(),
  ),
];

/**
 * Messages with their sender's call sign and how many have read them; add `where`, order and limit.
 * @param reader whose reading counts: the command room's, or a unit's
 */
export function messagesFor(read: Kysely<MessageTables & UnitTables>, reader: UnitId | "room") {
  return read
    .selectFrom("message")
    .leftJoin("unit", "unit.id", "message.from_unit")
    .selectAll("message")
    .select("unit.call_sign")
    .select((table) => [
      table
        .selectFrom("message_unit")
        .whereRef("message_unit.message", "=", "message.id")
        .select((row) => row.fn.countAll<number>().as("count"))
        .as("sent_to"),
      table
        .selectFrom("message_read")
        .whereRef("message_read.message", "=", "message.id")
        .where("message_read.reader", "!=", "room")
        .select((row) => row.fn.countAll<number>().as("count"))
        .as("read_by"),
      table
        .selectFrom("message_read")
        .whereRef("message_read.message", "=", "message.id")
        .where("message_read.reader", "=", reader)
        .select((row) => row.fn.countAll<number>().as("count"))
        .as("read"),
    ]);
}

export type MessageRow = Awaited<ReturnType<ReturnType<typeof messagesFor>["executeTakeFirstOrThrow"]>>;

import { type Migration, projecting } from "@cordon/ground";
import { sql } from "kysely";
import { CallersForgotten, CallTaken } from "../words.ts";
import type { CallTables } from "./rows.ts";

export const callMigration: Migration = {
  capability: "command",
  name: "0080-calls",
  async up(db) {
    await sql`create table signal_call (
      signal text primary key,
      seq bigint not null,
      channel text not null,
      unit text,
      call_sign text,
      caller text,
      address text
    )`.execute(db);
    await sql`create index signal_call_caller on signal_call (seq) where caller is not null`.execute(db);
    await sql`create table caller_forgotten (id int primary key, until_seq bigint not null)`.execute(db);
  },
};

const project = projecting<CallTables>();

export const callProjections = [
  project(CallTaken, (tx, { seq, data }) =>
    tx
      .insertInto("signal_call")
      .values({
        ...{ signal: data.signal, seq, channel: data.channel, unit: data.unit, call_sign: data.callSign },
        ...{ caller: data.caller, address: data.address },
      })
      .onConflict((conflict) => conflict.column("signal").doNothing())
      .execute(),
  ),
  project(CallersForgotten, (tx, { data }) =>
    tx
      .insertInto("caller_forgotten")
      .values({ id: 1, until_seq: data.untilSeq })
      .onConflict((conflict) => conflict.column("id").doUpdateSet({ until_seq: data.untilSeq }))
      .execute(),
  ),
];

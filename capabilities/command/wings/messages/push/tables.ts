import type { Migration, OwnedTable } from "@cordon/ground";
import type { Instant, SubjectId, UnitId } from "@cordon/kernel";
import { sql } from "kysely";

export interface PushTables {
  /** A browser that wants to be told. Where it is reached and under which keys is in the vault, under `subject`. */
  push_subscription: {
    /** SHA-256 of the endpoint, in hexadecimal. */
    id: string;
    unit: UnitId;
    device: string;
    subject: SubjectId;
    at: Instant;
  };
  /** News that a server has taken upon itself to push, by the number of the entry that it tells of. */
  push_claim: { seq: number; at: Instant };
}

export const pushTables: readonly OwnedTable[] = [
  { name: "push_subscription", key: ["id"], derivedFrom: "own" },
  { name: "push_claim", key: ["seq"], derivedFrom: "own" },
];

export const claimMigration: Migration = {
  capability: "command",
  name: "0053-push-claims",
  async up(db) {
    await sql`create table push_claim (seq bigint primary key, at timestamptz not null)`.execute(db);
  },
};

export const pushMigration: Migration = {
  capability: "command",
  name: "0051-push",
  async up(db) {
    await sql`create table push_subscription (
      id text primary key,
      unit text not null,
      device text not null,
      subject text not null,
      at timestamptz not null
    )`.execute(db);
    await sql`create index push_subscription_unit on push_subscription (unit, at)`.execute(db);
    await sql`create index push_subscription_device on push_subscription (device)`.execute(db);
  },
};

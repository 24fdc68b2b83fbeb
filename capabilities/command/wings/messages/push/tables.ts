import { DeviceRevoked, type Migration, type OwnedTable, projecting } from "@cordon/ground";
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
    /** Since when its phone is no unit's any more: nothing is sent to it, and what is in the vault is erased. */
    ended_at: Instant | null;
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

export const endedMigration: Migration = {
  capability: "command",
  name: "0055-push-ended",
  async up(db) {
    await sql`alter table push_subscription add column ended_at timestamptz`.execute(db);
    await sql`create index push_subscription_ended on push_subscription (ended_at) where ended_at is not null`.execute(
      db,
    );
  },
};

const project = projecting<PushTables>();

/** In the transaction that revokes it: a phone that was lost is told nothing from that moment. */
export const pushProjections = [
  project(DeviceRevoked, (tx, { at, data: { device } }) =>
    tx
      .updateTable("push_subscription")
      .set({ ended_at: at })
      .where("device", "=", device)
      .where("ended_at", "is", null)
      .execute(),
  ),
];

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

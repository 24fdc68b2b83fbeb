import { DeviceRevoked, EnrolmentOffered, type Migration, projecting } from "@cordon/ground";
import type { DeviceId, Instant, PlaceId } from "@cordon/kernel";
import { sql } from "kysely";
import { DevicePosted } from "../words.ts";

export interface DeviceTables {
  /** The devices of gates, and where each works now; a gate of null is nowhere. */
  access_device: {
    device: DeviceId;
    label: string;
    gate: PlaceId | null;
    lane: string | null;
    since: Instant;
    revoked: boolean;
  };
  /** Where each ever worked: what it scanned there and could not send is still taken. */
  access_posting: { device: DeviceId; gate: PlaceId };
}

export const deviceMigration: Migration = {
  capability: "access",
  name: "0006-devices",
  async up(db) {
    await sql`create table access_device (
      device text primary key,
      label text not null,
      gate text,
      lane text,
      since timestamptz not null,
      revoked boolean not null
    )`.execute(db);
    await sql`create index access_device_gate on access_device (gate)`.execute(db);
    await sql`create table access_posting (device text not null, gate text not null, primary key (device, gate))`.execute(
      db,
    );
  },
};

const project = projecting<DeviceTables>();

export const deviceProjections = [
  project(EnrolmentOffered, async (tx, { data: { kind, device, label }, at }) => {
    if (kind !== "gate") return;
    await tx
      .insertInto("access_device")
      .values({ device, label, gate: null, lane: null, since: at, revoked: false })
      .onConflict((conflict) => conflict.column("device").doUpdateSet({ label }))
      .execute();
  }),
  project(DeviceRevoked, (tx, { data: { device } }) =>
    tx
      .updateTable("access_device")
      .set({ revoked: true, gate: null, lane: null })
      .where("device", "=", device)
      .execute(),
  ),
  project(DevicePosted, (tx, { data: { device, gate, lane }, at }) =>
    sql`with posting as (
        insert into access_posting (device, gate) select ${device}, ${gate}::text where ${gate}::text is not null on conflict do nothing
      )
      update access_device set gate = ${gate}, lane = ${lane}, since = ${at} where device = ${device}`.execute(tx),
  ),
];

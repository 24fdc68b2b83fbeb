import type {
  Actor,
  ContingentId,
  DeviceId,
  Instant,
  PasskeyId,
  PersonId,
  Role,
  SessionId,
  SubjectId,
  UnitId,
} from "@cordon/kernel";
import { sql } from "kysely";
import type { OwnedTable } from "../capability.ts";
import { operating } from "../operation.ts";
import { projecting } from "../projection.ts";
import type { Migration } from "../store/migration.ts";
import {
  DeviceEnrolled,
  type DeviceKey,
  type DeviceKind,
  DeviceRevoked,
  type DeviceSite,
  type DeviceState,
  EnrolmentOffered,
  PersonErased,
  PersonInvited,
  PersonRegistered,
  PersonRevoked,
  type PersonState,
  RolesChanged,
} from "./words.ts";

export interface PersonRow {
  readonly id: PersonId;
  readonly subject: SubjectId;
  readonly roles: readonly Role[];
  readonly contingent: ContingentId | null;
  readonly state: PersonState;
  readonly rehearsal: boolean;
  readonly invited_at: Instant;
  readonly registered_at: Instant | null;
  readonly revoked_at: Instant | null;
  readonly erased_at: Instant | null;
}

export interface DeviceRow {
  readonly id: DeviceId;
  readonly kind: DeviceKind;
  readonly unit: UnitId | null;
  readonly contingent: ContingentId | null;
  readonly label: string;
  readonly site: DeviceSite | null;
  readonly state: DeviceState;
  readonly key: DeviceKey | null;
  readonly offer_until: Instant;
  readonly enrolled_at: Instant | null;
  readonly revoked_at: Instant | null;
  readonly revoked_because: string | null;
}

/** What a passkey's authenticator says of itself. Not in the journal: it would name a person's device for ever. */
export interface PasskeyRow {
  readonly id: PasskeyId;
  readonly person: PersonId;
  /** base64url */
  readonly credential: string;
  /** COSE key (RFC 9052), base64url. */
  readonly public_key: string;
  /** WebAuthn's signature counter; 0 for ever where the authenticator keeps none. */
  readonly counter: number;
  readonly transports: readonly string[];
  readonly added_at: Instant;
  readonly used_at: Instant;
}

export interface InvitationRow {
  readonly token_hash: string;
  readonly person: PersonId;
  readonly until: Instant;
}

export interface EnrolmentRow {
  readonly code_hash: string;
  readonly device: DeviceId;
  readonly until: Instant;
}

export interface SessionRow {
  readonly id: SessionId;
  readonly token_hash: string;
  readonly actor_kind: Actor["kind"];
  /** A person's or a device's id, as `actor_kind` says. */
  readonly actor: string;
  readonly rehearsal: boolean;
  readonly opened_at: Instant;
  readonly used_at: Instant;
  readonly idle_seconds: number;
  readonly until: Instant;
}

export interface IdentityTables {
  identity_person: PersonRow;
  identity_device: DeviceRow;
  identity_passkey: PasskeyRow;
  identity_invitation: InvitationRow;
  identity_enrolment: EnrolmentRow;
  identity_session: SessionRow;
  identity_spent_challenge: { readonly challenge: string; readonly until: Instant };
  identity_secret: { readonly id: number; readonly secret: string };
}

export const tables: readonly OwnedTable[] = [
  { name: "identity_person", key: ["id"], derivedFrom: "journal" },
  { name: "identity_device", key: ["id"], derivedFrom: "journal" },
  { name: "identity_passkey", key: ["id"], derivedFrom: "own" },
  { name: "identity_invitation", key: ["token_hash"], derivedFrom: "own" },
  { name: "identity_enrolment", key: ["code_hash"], derivedFrom: "own" },
  { name: "identity_session", key: ["id"], derivedFrom: "own" },
  { name: "identity_spent_challenge", key: ["challenge"], derivedFrom: "own" },
  { name: "identity_secret", key: ["id"], derivedFrom: "own" },
];

export const migrations: readonly Migration[] = [
  {
    capability: "identity",
    name: "0001-people-devices-sessions",
    async up(db) {
      for (const statement of [
        sql`create table identity_person (
          id text primary key, subject text not null unique, roles text[] not null, contingent text, state text not null, rehearsal boolean not null,
          invited_at timestamptz not null, registered_at timestamptz, revoked_at timestamptz, erased_at timestamptz)`,
        // One rehearsal operator, however many pages open at the same moment.
        sql`create unique index identity_person_rehearsal on identity_person (rehearsal) where rehearsal`,
        sql`create table identity_device (
          id text primary key, kind text not null, unit text, contingent text, label text not null, state text not null, key jsonb,
          offer_until timestamptz not null, enrolled_at timestamptz, revoked_at timestamptz, revoked_because text)`,
        sql`create table identity_passkey (
          id text primary key, person text not null, credential text not null unique, public_key text not null, counter bigint not null,
          transports text[] not null, added_at timestamptz not null, used_at timestamptz not null)`,
        sql`create index identity_passkey_person on identity_passkey (person)`,
        sql`create table identity_invitation (token_hash text primary key, person text not null, until timestamptz not null)`,
        sql`create table identity_enrolment (code_hash text primary key, device text not null, until timestamptz not null)`,
        sql`create table identity_session (
          id text primary key, token_hash text not null unique, actor_kind text not null, actor text not null, rehearsal boolean not null,
          opened_at timestamptz not null, used_at timestamptz not null, idle_seconds integer not null, until timestamptz not null)`,
        sql`create index identity_session_actor on identity_session (actor)`,
        sql`create table identity_spent_challenge (challenge text primary key, until timestamptz not null)`,
        sql`create table identity_secret (id integer primary key check (id = 1), secret text not null)`,
        // PostgreSQL draws UUIDs from its strong random source: two of them are 244 bits nobody else knows.
        sql`insert into identity_secret values (1, gen_random_uuid()::text || gen_random_uuid()::text)`,
      ]) {
        await statement.execute(db);
      }
    },
  },
  {
    capability: "identity",
    name: "0002-sites",
    async up(db) {
      await sql`alter table identity_device add column site text`.execute(db);
    },
  },
];

const project = projecting<IdentityTables>();

export const projections = [
  project(PersonInvited, (tx, { data, at }) =>
    tx
      .insertInto("identity_person")
      .values({
        id: data.person,
        subject: data.subject,
        roles: data.roles,
        contingent: data.contingent,
        state: "invited",
        rehearsal: data.rehearsal,
        invited_at: at,
        registered_at: null,
        revoked_at: null,
        erased_at: null,
      })
      .execute(),
  ),
  project(PersonRegistered, (tx, { data, at }) =>
    tx
      .updateTable("identity_person")
      .set({ state: "active", registered_at: at })
      .where("id", "=", data.person)
      .execute(),
  ),
  project(RolesChanged, (tx, { data }) =>
    tx
      .updateTable("identity_person")
      .set({ roles: data.roles, contingent: data.contingent })
      .where("id", "=", data.person)
      .execute(),
  ),
  project(PersonRevoked, (tx, { data, at }) =>
    tx.updateTable("identity_person").set({ state: "revoked", revoked_at: at }).where("id", "=", data.person).execute(),
  ),
  project(PersonErased, (tx, { data, at }) =>
    tx.updateTable("identity_person").set({ erased_at: at }).where("id", "=", data.person).execute(),
  ),
  project(EnrolmentOffered, (tx, { data }) =>
    tx
      .insertInto("identity_device")
      .values({
        id: data.device,
        kind: data.kind,
        unit: data.unit,
        contingent: data.contingent,
        label: data.label,
        site: data.site ?? null,
        state: "offered",
        key: null,
        offer_until: data.until,
        enrolled_at: null,
        revoked_at: null,
        revoked_because: null,
      })
      .execute(),
  ),
  project(DeviceEnrolled, (tx, { data, at }) =>
    tx
      .updateTable("identity_device")
      .set({ state: "enrolled", key: data.key, enrolled_at: at })
      .where("id", "=", data.device)
      .execute(),
  ),
  project(DeviceRevoked, (tx, { data, at }) =>
    tx
      .updateTable("identity_device")
      .set({ state: "revoked", revoked_at: at, revoked_because: data.because })
      .where("id", "=", data.device)
      .execute(),
  ),
];

export const { query, command } = operating<IdentityTables>();

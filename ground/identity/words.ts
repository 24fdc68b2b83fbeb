import {
  ContingentId,
  COMMAND_ROOM,
  DeviceId,
  entry,
  Instant,
  type Machine,
  OVERSIGHT,
  PasskeyId,
  PersonId,
  Role,
  SessionId,
  SubjectId,
  UnitId,
  Actor,
} from "@cordon/kernel";
import { z } from "zod";

/** Roles of devices and of the machine itself: no person holds one. */
const NOT_FOR_PEOPLE = ["gate-device", "field-device", "edge-device", "node-device", "exercise", "system"] as const;
/** What a person may be trusted with. */
export const PersonRole = Role.exclude(NOT_FOR_PEOPLE);
export type PersonRole = z.infer<typeof PersonRole>;

export const PersonState = z.enum(["invited", "active", "revoked"]);
export type PersonState = z.infer<typeof PersonState>;
export type PersonEvent = "invite-again" | "register" | "revoke";

/** Invited, then active with the first passkey, until revoked. A new invitation lets a person who lost every passkey add another. */
export const personMachine: Machine<PersonState, PersonEvent> = {
  word: "person",
  initial: "invited",
  table: {
    invited: { "invite-again": "invited", register: "active", revoke: "revoked" },
    active: { "invite-again": "active", register: "active", revoke: "revoked" },
    revoked: { "invite-again": null, register: null, revoke: null },
  },
};

/** Where a device works: at a gate, in an officer's hand, beside cameras, or as the local node of a site's gates. */
export const DeviceKind = z.enum(["gate", "field", "edge", "node"]);
export type DeviceKind = z.infer<typeof DeviceKind>;

export const DeviceState = z.enum(["offered", "enrolled", "revoked"]);
export type DeviceState = z.infer<typeof DeviceState>;
export type DeviceEvent = "enrol" | "revoke";

/** An enrolment is offered once and taken once. What is lost is revoked; a device that comes back is enrolled anew, as another. */
export const deviceMachine: Machine<DeviceState, DeviceEvent> = {
  word: "device",
  initial: "offered",
  table: {
    offered: { enrol: "enrolled", revoke: "revoked" },
    enrolled: { enrol: null, revoke: "revoked" },
    revoked: { enrol: null, revoke: null },
  },
};

const Coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "expected 32 bytes in base64url");
/** The public half of a device's key pair, as a JSON Web Key (RFC 7517): Ed25519 (RFC 8037) or P-256 where a browser has no Ed25519. */
export const DeviceKey = z.discriminatedUnion("kty", [
  z.object({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: Coordinate }),
  z.object({ kty: z.literal("EC"), crv: z.literal("P-256"), x: Coordinate, y: Coordinate }),
]);
export type DeviceKey = z.infer<typeof DeviceKey>;

/** Where gates share a local node, e.g. `trocadero`. */
export const DeviceSite = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "expected a short name such as trocadero");
export type DeviceSite = z.infer<typeof DeviceSite>;

/** A name tag, e.g. `Gate 12, left lane`. No personal data; the interface says so where it is typed. */
export const DeviceLabel = z.string().trim().min(1).max(60);

const seenByOversight = { roles: OVERSIGHT };
const seenByAll = { roles: [...new Set([...COMMAND_ROOM, ...OVERSIGHT])] };
const oversightOf = {
  ...seenByOversight,
  contingentOf: (data: { contingent: ContingentId | null }) => data.contingent,
};
const ofContingent = { ...seenByAll, contingentOf: (data: { contingent: ContingentId | null }) => data.contingent };

/** The person's name is in the vault, under `subject`. `rehearsal`: nobody real, and never present on a server that others can reach. */
export const PersonInvited = entry(
  "identity.person-invited",
  z.object({
    person: PersonId,
    subject: SubjectId,
    roles: z.array(Role).min(1).max(20).readonly(),
    contingent: ContingentId.nullable(),
    rehearsal: z.boolean(),
  }),
  oversightOf,
);
/** Another one-time link for a person who is known already. */
export const PersonInvitedAgain = entry(
  "identity.person-invited-again",
  z.object({ person: PersonId }),
  seenByOversight,
);
export const PersonRegistered = entry("identity.person-registered", z.object({ person: PersonId }), seenByOversight);
export const PasskeyAdded = entry(
  "identity.passkey-added",
  z.object({ person: PersonId, passkey: PasskeyId }),
  seenByOversight,
);
export const RolesChanged = entry(
  "identity.roles-changed",
  z.object({
    person: PersonId,
    roles: z.array(PersonRole).min(1).max(20).readonly(),
    contingent: ContingentId.nullable(),
  }),
  oversightOf,
);
export const PersonRevoked = entry(
  "identity.person-revoked",
  z.object({ person: PersonId, because: z.string().min(1).max(500) }),
  seenByOversight,
);
/** The key of the vault that their personal data was under is destroyed. */
export const PersonErased = entry(
  "identity.person-erased",
  z.object({ person: PersonId, subject: SubjectId }),
  seenByOversight,
);

export const EnrolmentOffered = entry(
  "identity.device-enrolment-offered",
  z.object({
    device: DeviceId,
    kind: DeviceKind,
    unit: UnitId.nullable(),
    contingent: ContingentId.nullable(),
    label: DeviceLabel,
    /** Of a node: the site it speaks for. Of a gate: the site whose node it may be enrolled at; without one, at the centre or any node. */
    site: DeviceSite.nullable().optional(),
    until: Instant,
  }),
  ofContingent,
);
export const DeviceEnrolled = entry(
  "identity.device-enrolled",
  z.object({ device: DeviceId, contingent: ContingentId.nullable(), key: DeviceKey }),
  ofContingent,
);
export const DeviceRevoked = entry(
  "identity.device-revoked",
  z.object({ device: DeviceId, contingent: ContingentId.nullable(), because: z.string().min(1).max(500) }),
  ofContingent,
);

/** No address, no browser: who, when (the envelope's time) and by what. */
export const SignedIn = entry(
  "identity.signed-in",
  z.object({ actor: Actor, session: SessionId, with: z.enum(["passkey", "new-passkey", "device-key"]) }),
  seenByOversight,
);
export const RehearsalSignedIn = entry(
  "identity.rehearsal-signed-in",
  z.object({ person: PersonId, session: SessionId }),
  seenByOversight,
);
/** `session: null` ends all sessions of the actor. */
export const SignedOut = entry(
  "identity.signed-out",
  z.object({ actor: Actor, session: SessionId.nullable() }),
  seenByOversight,
);

/**
 * What a device signs to prove that it holds its key: one line each, so that no statement can be read as another.
 * @param origin of the server's page, e.g. `https://cordon.example`; a proof made for one server is worth nothing at another
 */
export function deviceStatement(
  purpose: "enrol" | "sign-in",
  statement: { readonly origin: string; readonly device: DeviceId; readonly challenge: string },
): string {
  return `cordon device ${purpose} v1\n${statement.origin}\n${statement.device}\n${statement.challenge}\n`;
}

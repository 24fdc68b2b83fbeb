import {
  type ContingentId,
  type DeviceId,
  type NewEntry,
  type PersonId,
  type Principal,
  type Refusal,
  type Role,
  type UnitId,
  instantOf,
  isRefusal,
  type Instant,
  millisecondsOf,
  step,
} from "@cordon/kernel";
import {
  type DeviceKey,
  type DeviceKind,
  type DeviceSite,
  type DeviceState,
  DeviceEnrolled,
  DeviceRevoked,
  deviceMachine,
  EnrolmentOffered,
  PersonInvitedAgain,
  PersonRegistered,
  PersonRevoked,
  type PersonRole,
  type PersonState,
  personMachine,
  RolesChanged,
} from "./words.ts";
import { refuseAs } from "../refusals.ts";

export const INVITATION_HOURS = 24;
/** Long enough to walk to the device, too short to be found on a desk tomorrow. */
export const ENROLMENT_MINUTES = 10;
/** How long after signing in a person may add another passkey. */
export const FRESH_MINUTES = 10;
/** How long a challenge may be answered. */
export const CHALLENGE_MINUTES = 5;

/** A session ends after this long without use, and after this long in any case. A person's covers a shift; a device signs in again by itself. */
export interface SessionTerms {
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
}
const HOUR = 3600;
export const PERSON_SESSION: SessionTerms = { idleSeconds: HOUR, absoluteSeconds: 12 * HOUR };
export const DEVICE_SESSION: SessionTerms = { idleSeconds: 24 * HOUR, absoluteSeconds: 24 * HOUR };

export function later(at: Instant, seconds: number): Instant {
  return instantOf(millisecondsOf(at) + seconds * 1000);
}

/** The roles of the operator who only rehearses: all of a person's, and the controls of the exercise. */
export const REHEARSAL_ROLES: readonly Role[] = [
  "operator",
  "supervisor",
  "commander",
  "liaison",
  "pass-officer",
  "data-protection",
  "auditor",
  "admin",
  "exercise",
];

export interface PersonFacts {
  readonly id: PersonId;
  readonly state: PersonState;
  readonly roles: readonly Role[];
}

/** Someone has to be able to let people in: the last active admin can neither leave nor stop being one. */
function leavesNoAdmin(person: PersonFacts, rolesAfter: readonly Role[], otherActiveAdmins: number): boolean {
  const counts = person.state === "active" && person.roles.includes("admin");
  return counts && !rolesAfter.includes("admin") && otherActiveAdmins === 0;
}

const lastAdmin = (person: PersonId) =>
  refuseAs("last-administrator", "conflict", "This is the last administrator: make another one first.", person);

export function inviteAgain(person: PersonFacts): readonly NewEntry[] | Refusal {
  const next = step(personMachine, person.state, "invite-again");
  return isRefusal(next) ? next : [PersonInvitedAgain.of({ person: person.id })];
}

/** A passkey was proved: the person is active from now on. */
export function register(person: PersonFacts): readonly NewEntry[] | Refusal {
  const next = step(personMachine, person.state, "register");
  if (isRefusal(next)) return next;
  return person.state === "active" ? [] : [PersonRegistered.of({ person: person.id })];
}

export function revokePerson(
  person: PersonFacts,
  because: string,
  otherActiveAdmins: number,
): readonly NewEntry[] | Refusal {
  const next = step(personMachine, person.state, "revoke");
  if (isRefusal(next)) return next;
  if (leavesNoAdmin(person, [], otherActiveAdmins)) return lastAdmin(person.id);
  return [PersonRevoked.of({ person: person.id, because })];
}

export function changeRoles(
  by: Pick<Principal, "contingent">,
  person: PersonFacts,
  to: { readonly roles: readonly PersonRole[]; readonly contingent: ContingentId | null },
  otherActiveAdmins: number,
): readonly NewEntry[] | Refusal {
  if (person.state === "revoked")
    return refuseAs("revoked-without-roles", "not-possible-now", "A person who was revoked holds no roles.", person.id);
  if (leavesNoAdmin(person, to.roles, otherActiveAdmins)) return lastAdmin(person.id);
  const outside = outsideContingent(by, to.contingent);
  if (outside !== null) return outside;
  return [RolesChanged.of({ person: person.id, roles: [...new Set(to.roles)], contingent: to.contingent })];
}

export interface DeviceFacts {
  readonly id: DeviceId;
  readonly kind: DeviceKind;
  readonly state: DeviceState;
  readonly contingent: ContingentId | null;
}

export interface EnrolmentAsked {
  readonly device: DeviceId;
  readonly kind: DeviceKind;
  readonly unit: UnitId | null;
  readonly contingent: ContingentId | null;
  readonly label: string;
  readonly site: DeviceSite | null;
}

/** Only a field device speaks for a unit. Whoever knows one contingent alone can let no device of another in. */
export function offerEnrolment(by: Principal, asked: EnrolmentAsked, now: Instant): readonly NewEntry[] | Refusal {
  if (asked.kind === "field" && (asked.unit === null || asked.contingent === null)) {
    return refuseAs(
      "field-device-without-unit",
      "invalid",
      "A field device belongs to a unit and its contingent: name both.",
      "unit",
    );
  }
  if (asked.kind !== "field" && asked.unit !== null)
    return refuseAs("unit-without-field-device", "invalid", "Only a field device belongs to a unit.", "unit");
  if (asked.kind === "node" && asked.site === null)
    return refuseAs("node-without-site", "invalid", "A node speaks for the gates of one site: name it.", "site");
  if (asked.kind !== "node" && asked.kind !== "gate" && asked.site !== null)
    return refuseAs("site-without-gate", "invalid", "Only gates and their node belong to a site.", "site");
  const outside = outsideContingent(by, asked.contingent);
  if (outside !== null) return outside;
  return [EnrolmentOffered.of({ ...asked, until: later(now, ENROLMENT_MINUTES * 60) })];
}

export function enrol(device: DeviceFacts, key: DeviceKey): readonly NewEntry[] | Refusal {
  const next = step(deviceMachine, device.state, "enrol");
  return isRefusal(next) ? next : [DeviceEnrolled.of({ device: device.id, contingent: device.contingent, key })];
}

export function revokeDevice(by: Principal, device: DeviceFacts, because: string): readonly NewEntry[] | Refusal {
  const outside = outsideContingent(by, device.contingent);
  if (outside !== null) return outside;
  const next = step(deviceMachine, device.state, "revoke");
  return isRefusal(next) ? next : [DeviceRevoked.of({ device: device.id, contingent: device.contingent, because })];
}

/** Who knows one contingent alone lets nobody and nothing in that would know more. */
export function outsideContingent(by: Pick<Principal, "contingent">, contingent: ContingentId | null): Refusal | null {
  if (by.contingent === null || by.contingent === contingent) return null;
  return refuseAs(
    "own-contingent-only",
    "not-permitted",
    "You look after your own contingent.",
    contingent ?? undefined,
  );
}

/** What a device is trusted to do. */
export function rolesOfDevice(kind: DeviceKind): readonly Role[] {
  const roles = {
    gate: ["gate-device"],
    field: ["field-device"],
    edge: ["edge-device"],
    node: ["node-device"],
  } as const satisfies Record<DeviceKind, readonly Role[]>;
  return roles[kind];
}

/** The rehearsal operator has every role and no credential, so only a server that nobody else can reach may offer it. */
export function mayRehearse(door: { readonly rehearsing: boolean; readonly fromThisMachine: boolean }): Refusal | null {
  if (!door.rehearsing)
    return refuseAs("no-rehearsal-here", "not-permitted", "This server does not rehearse: sign in with a passkey.");
  if (!door.fromThisMachine)
    return refuseAs(
      "rehearsal-from-here-only",
      "not-permitted",
      "The rehearsal operator signs in on the machine itself, not through the network or a proxy.",
    );
  return null;
}

import { type DeviceId, type Instant, type Refusal, refuse } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { tokenHash } from "./secret.ts";
import type { DeviceRow, IdentityTables } from "./tables.ts";

export const enrolPurpose = (device: DeviceId) => `enrol ${device}`;
export const deviceSignInPurpose = (device: DeviceId) => `sign-in ${device}`;

/** The device that a code may enrol now. */
export async function enrolling(
  read: Kysely<IdentityTables>,
  code: string,
  now: Instant,
): Promise<DeviceRow | Refusal> {
  const row = await read
    .selectFrom("identity_device as device")
    .innerJoin("identity_enrolment as enrolment", "enrolment.device", "device.id")
    .selectAll("device")
    .where("enrolment.code_hash", "=", tokenHash(code))
    .where("enrolment.until", ">", now)
    .executeTakeFirst();
  return row ?? refuse("not-permitted", "This code was used already, or is over: ask for another.", "code");
}

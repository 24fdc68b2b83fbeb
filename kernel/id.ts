import { z } from "zod";

/** Crockford base 32, as the ULID specification (github.com/ulid/spec) writes it: no I, L, O, U. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

const idOf = <Brand extends string>(brand: Brand) =>
  z
    .string()
    .regex(ULID, `expected a ULID of 26 characters for ${brand}`)
    .meta({ example: "01J3ZK8Q4M7V9X2B5N6P0RSTWY" })
    .brand<Brand>();

export const EntryId = idOf("EntryId");
export type EntryId = z.infer<typeof EntryId>;
export const MandateId = idOf("MandateId");
export type MandateId = z.infer<typeof MandateId>;
export const SignalId = idOf("SignalId");
export type SignalId = z.infer<typeof SignalId>;
export const IncidentId = idOf("IncidentId");
export type IncidentId = z.infer<typeof IncidentId>;
export const TaskId = idOf("TaskId");
export type TaskId = z.infer<typeof TaskId>;
export const UnitId = idOf("UnitId");
export type UnitId = z.infer<typeof UnitId>;
export const ContingentId = idOf("ContingentId");
export type ContingentId = z.infer<typeof ContingentId>;
export const PlaceId = idOf("PlaceId");
export type PlaceId = z.infer<typeof PlaceId>;
/** What somebody wrote to somebody, named by who sent it: sending it twice sends it once. */
export const MessageId = idOf("MessageId");
export type MessageId = z.infer<typeof MessageId>;
/** An area that is watched for units that enter or leave it. */
export const FenceId = idOf("FenceId");
export type FenceId = z.infer<typeof FenceId>;
/** Something drawn on the map for others to see. */
export const OverlayId = idOf("OverlayId");
export type OverlayId = z.infer<typeof OverlayId>;
export const CameraId = idOf("CameraId");
export type CameraId = z.infer<typeof CameraId>;
export const PersonId = idOf("PersonId");
export type PersonId = z.infer<typeof PersonId>;
export const DeviceId = idOf("DeviceId");
export type DeviceId = z.infer<typeof DeviceId>;
export const ShiftId = idOf("ShiftId");
export type ShiftId = z.infer<typeof ShiftId>;
/** One press of a button, named by the device that was pressed: sending it twice does it once. */
export const CommandId = idOf("CommandId");
export type CommandId = z.infer<typeof CommandId>;
export const PasskeyId = idOf("PasskeyId");
export type PasskeyId = z.infer<typeof PasskeyId>;
/** Names a session without opening it: the token that does is known to its holder alone. */
export const SessionId = idOf("SessionId");
export type SessionId = z.infer<typeof SessionId>;
/** A data subject of the vault: whoever a piece of personal data is about. */
export const SubjectId = idOf("SubjectId");
export type SubjectId = z.infer<typeof SubjectId>;
/** One look at one pass at one gate, named by the gate before it is shown. */
export const ScanId = idOf("ScanId");
export type ScanId = z.infer<typeof ScanId>;

/** One replay of a labelled clip, with what it was measured to be worth. */
export const ScoreRunId = idOf("ScoreRunId");
export type ScoreRunId = z.infer<typeof ScoreRunId>;

/** A pass as its print says: counts up from 1 through all passes of an operation. */
export const PassNumber = z.int().positive().max(4_294_967_295).brand<"PassNumber">();
export type PassNumber = z.infer<typeof PassNumber>;

/** The content address of a blob: SHA-256 in lower-case hexadecimal. */
export const BlobHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/, "expected a SHA-256 in hexadecimal")
  .brand<"BlobHash">();
export type BlobHash = z.infer<typeof BlobHash>;

/**
 * Writes a ULID: 48 bits of milliseconds since 1970, then 80 random bits.
 * @param atMs milliseconds since 1970, at most 2^48 - 1
 * @param random ten random bytes; the kernel draws none itself
 * @throws RangeError when either is out of range (a bug of the caller)
 */
export function ulid(atMs: number, random: Uint8Array): string {
  if (!Number.isSafeInteger(atMs) || atMs < 0 || atMs >= 2 ** 48) throw new RangeError(`no ULID for the time ${atMs}`);
  if (random.length !== 10) throw new RangeError(`a ULID takes 10 random bytes, not ${random.length}`);
  let text = "";
  let time = atMs;
  for (let i = 0; i < 10; i++) {
    text = ALPHABET.charAt(time % 32) + text;
    time = Math.floor(time / 32);
  }
  let bits = 0;
  let held = 0;
  for (const byte of random) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((held >>> bits) & 31);
      held &= (1 << bits) - 1;
    }
  }
  return text;
}

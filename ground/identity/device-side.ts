import type { DeviceId, Role } from "@cordon/kernel";
import { newDeviceKeyPair, proveDevice, publicDeviceKey } from "./device-key.ts";
import type { DeviceKey } from "./words.ts";

/*
 * How a browser becomes a device and goes on being it. It runs in the device's page: what it asks is handed in as the page's own typed
 * client, what it keeps as functions, because each page keeps other things beside its key.
 */

type Answer<Output, Problem> =
  | { readonly ok: true; readonly output: Output }
  | { readonly ok: false; readonly problem: Problem };

/** Why an operation was not done; `reason` as the server's problem type, `offline` when no answer came. */
interface Refusal {
  readonly reason: string;
}

/** The operations of identity that a device asks before anybody is signed in, as a page's client offers them. */
export interface DeviceDoors<Problem extends Refusal> {
  order(
    name: "identity.begin-enrolment",
    input: { readonly code: string },
  ): Promise<Answer<{ readonly device: DeviceId; readonly label: string; readonly challenge: string }, Problem>>;
  order(
    name: "identity.enrol-device",
    input: { readonly code: string; readonly key: DeviceKey; readonly challenge: string; readonly proof: string },
  ): Promise<Answer<unknown, Problem>>;
  order(
    name: "identity.sign-in-device",
    input: { readonly device: DeviceId; readonly challenge: string; readonly proof: string },
  ): Promise<Answer<unknown, Problem>>;
  ask(
    name: "identity.begin-device-sign-in",
    input: { readonly device: DeviceId },
  ): Promise<Answer<{ readonly challenge: string }, Problem>>;
  ask(
    name: "identity.whoami",
    input: Record<string, never>,
    signal: AbortSignal,
  ): Promise<Answer<{ readonly signedIn: false } | ({ readonly signedIn: true } & SignedIn), Problem>>;
}

/** Who this device is: its private key cannot leave it. */
export interface Device {
  readonly id: DeviceId;
  readonly label: string;
  readonly pair: CryptoKeyPair;
  /** False between sending the enrolment and hearing that it was taken. */
  readonly enrolled: boolean;
}

/** What an enrolment code stands for, before it is used up. */
export interface Offer {
  readonly code: string;
  readonly device: DeviceId;
  readonly label: string;
  /** What the device's new key must sign, soon. */
  readonly challenge: string;
  /** When it was asked for, by this device's clock. */
  readonly askedMs: number;
}

export interface SignedIn {
  readonly id: string;
  readonly name: string | null;
  readonly roles: readonly Role[];
  /** The rehearsal operator: nobody real. */
  readonly rehearsal: boolean;
}

export type Done<Problem> = { readonly ok: true } | { readonly ok: false; readonly problem: Problem };

/** What a page does with the key of a device that is being enrolled. */
export interface EnrolmentSteps<Problem> {
  /** Keeps it, `enrolled: false`, before it is sent: when the answer is lost, the device is enrolled without having heard so. */
  readonly trying: (device: Device) => Promise<void>;
  readonly refused: (problem: Problem) => Promise<void>;
  readonly enrolled: (device: Device) => Promise<void>;
}

/** Well within the minutes a challenge is good for. */
const SIGN_WITHIN_MS = 60_000;

/** Asks what a code stands for. Nothing changes yet. */
export async function lookAtCode<Problem extends Refusal>(
  doors: DeviceDoors<Problem>,
  code: string,
): Promise<{ readonly ok: true; readonly offer: Offer } | { readonly ok: false; readonly problem: Problem }> {
  const answer = await doors.order("identity.begin-enrolment", { code });
  if (!answer.ok) return answer;
  const { device, label, challenge } = answer.output;
  return { ok: true, offer: { code, device, label, challenge, askedMs: Date.now() } };
}

/** Makes this browser the device the code stands for. */
export async function enrol<Problem extends Refusal>(
  doors: DeviceDoors<Problem>,
  offer: Offer,
  steps: EnrolmentSteps<Problem>,
): Promise<Done<Problem>> {
  const looked =
    Date.now() - offer.askedMs < SIGN_WITHIN_MS ? { ok: true as const, offer } : await lookAtCode(doors, offer.code);
  if (!looked.ok) return looked;
  const { code, device: id, label, challenge } = looked.offer;
  const pair = await newDeviceKeyPair();
  await steps.trying({ id, label, pair, enrolled: false });
  const proof = await proveDevice(pair, "enrol", { origin: location.origin, device: id, challenge });
  const key = await publicDeviceKey(pair);
  const answer = await doors.order("identity.enrol-device", { code, key, challenge, proof });
  if (!answer.ok) {
    await steps.refused(answer.problem);
    return answer;
  }
  await steps.enrolled({ id, label, pair, enrolled: true });
  return { ok: true };
}

/**
 * Opens a session by signing the server's challenge.
 *
 * @param heard told when the server knows a device whose enrolment it had not answered
 */
export async function signIn<Problem extends Refusal>(
  doors: DeviceDoors<Problem>,
  device: Device,
  heard: (device: Device) => Promise<unknown>,
): Promise<Done<Problem>> {
  const begun = await doors.ask("identity.begin-device-sign-in", { device: device.id });
  if (!begun.ok) return begun;
  const { challenge } = begun.output;
  const proof = await proveDevice(device.pair, "sign-in", { origin: location.origin, device: device.id, challenge });
  const answer = await doors.order("identity.sign-in-device", { device: device.id, challenge, proof });
  if (!answer.ok) return answer;
  if (!device.enrolled) await heard({ ...device, enrolled: true });
  return { ok: true };
}

/** Who the server takes this browser for; null for nobody, or when it cannot be asked before `signal`. */
export async function whoIsSignedIn<Problem extends Refusal>(
  doors: DeviceDoors<Problem>,
  signal: AbortSignal,
): Promise<SignedIn | null> {
  const answer = await doors.ask("identity.whoami", {}, signal).catch(() => null);
  if (answer === null || !answer.ok || !answer.output.signedIn) return null;
  const { id, name, roles, rehearsal } = answer.output;
  return { id, name, roles, rehearsal };
}

export interface AsDeviceParts<Problem extends Refusal> {
  readonly fetch: typeof globalThis.fetch;
  /** Null while this browser is no device. */
  readonly signIn: () => Promise<Done<Problem>> | null;
  /** The server does not know this device any more. */
  readonly onRefused: (problem: Problem) => void;
}

/** `fetch` as this device: a session that is over is opened again with the device's key, once a question. */
export function fetchAsDevice<Problem extends Refusal>(parts: AsDeviceParts<Problem>): typeof fetch {
  return async (input, init) => {
    const response = await parts.fetch(input, init);
    const signingIn = response.status === 401 ? parts.signIn() : null;
    if (signingIn === null) return response;
    const done = await signingIn;
    if (done.ok) return parts.fetch(input, init);
    const { reason } = done.problem;
    if (reason === "not-signed-in" || reason === "not-permitted") parts.onRefused(done.problem);
    return response;
  };
}

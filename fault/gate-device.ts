import { newId } from "@cordon/ground";
import { newDeviceKeyPair, proveDevice, publicDeviceKey } from "@cordon/ground/identity/device-key.ts";
import { DeviceId, instantOf, ScanId } from "@cordon/kernel";
import { z } from "zod";

const Begun = z.object({ device: DeviceId, challenge: z.string() });
const Ruling = z.object({ ruled: z.array(z.object({ scan: ScanId, verdict: z.looseObject({ is: z.string() }) })) });

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** A scan as a gate sends it; the gate by itself would let the pass in. */
export function scanOf(gate: string, pass: number, standing: "asked" | "acted", direction: "in" | "out" = "in") {
  return {
    id: newId(ScanId),
    gate,
    lane: direction === "in" ? "A" : "B",
    direction,
    at: instantOf(Date.now()),
    source: "camera",
    means: "foot",
    pass,
    found: { is: "admit" },
    standing,
    override: null,
    rules: 1,
    revocationsAsOf: null,
    skewMs: 0,
  } as const;
}

/** A gate's device without its screen: enrols, signs in and sends scans by the public doors. */
export class GateDevice {
  readonly device: DeviceId;
  readonly gate: string;
  readonly #keys: CryptoKeyPair;
  #url: string;
  #cookie = "";

  private constructor(device: DeviceId, gate: string, keys: CryptoKeyPair, url: string) {
    this.device = device;
    this.gate = gate;
    this.#keys = keys;
    this.#url = url;
  }

  /** @param url of the server it is enrolled at: the centre's, or its site's node's */
  static async enrol(url: string, code: string, gate: string): Promise<GateDevice> {
    const keys = await newDeviceKeyPair();
    const begun = Begun.parse(okay(await post(url, "identity.begin-enrolment", { code }, "")).body);
    const made = new GateDevice(begun.device, gate, keys, url);
    const proof = await proveDevice(keys, "enrol", { origin: new URL(url).origin, ...begun });
    const key = await publicDeviceKey(keys);
    await made.#opening("identity.enrol-device", { code, key, challenge: begun.challenge, proof });
    return made;
  }

  /** The server came back at another address. */
  moveTo(url: string): void {
    this.#url = url;
  }

  async signIn(): Promise<Answered> {
    const { device } = this;
    const asked = encodeURIComponent(JSON.stringify({ device }));
    const begun = await fetch(`${this.#url}/api/identity/begin-device-sign-in?input=${asked}`);
    const { challenge } = z.object({ challenge: z.string() }).parse(await begun.json());
    const proof = await proveDevice(this.#keys, "sign-in", { origin: new URL(this.#url).origin, device, challenge });
    return this.#open("identity.sign-in-device", { device, challenge, proof });
  }

  record(scans: readonly object[]): Promise<Answered> {
    return post(this.#url, "access.record-scans", { scans }, this.#cookie);
  }

  /** The verdict of one scan. @throws Error when it was not recorded */
  async verdict(scan: object): Promise<string> {
    const { body } = okay(await this.record([scan]));
    return Ruling.parse(body).ruled[0]?.verdict.is ?? "none";
  }

  async #opening(operation: string, input: object): Promise<void> {
    okay(await this.#open(operation, input));
  }

  async #open(operation: string, input: object): Promise<Answered> {
    const response = await send(this.#url, operation, input, "");
    this.#cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    return { status: response.status, body: await response.json() };
  }
}

function send(url: string, operation: string, input: object, cookie: string): Promise<Response> {
  return fetch(`${url}/api/${operation.replace(".", "/")}`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie },
    body: JSON.stringify(input),
    signal: AbortSignal.timeout(10_000),
  });
}

async function post(url: string, operation: string, input: object, cookie: string): Promise<Answered> {
  const response = await send(url, operation, input, cookie);
  return { status: response.status, body: await response.json() };
}

export function okay(answered: Answered): Answered {
  if (answered.status !== 200) throw new Error(`${answered.status}: ${JSON.stringify(answered.body)}`);
  return answered;
}

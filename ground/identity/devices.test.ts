import { ContingentId, DeviceId, type Principal } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { newDeviceKeyPair, proveDevice, publicDeviceKey } from "./device-key.ts";
import { type Caller, ORIGIN, type TestHouse, testHouse } from "./testing/house.ts";

const Offered = z.object({ device: DeviceId, code: z.string(), link: z.string() });
const Begun = z.object({ device: DeviceId, challenge: z.string() });
const Challenged = z.object({ challenge: z.string() });

const UNIT = "01J3ZK8Q4M7V9X2B5N6P0RSTWY";
const POLICE = "01J3ZK8Q4M7V9X2B5N6P0RSTW1";
const FIREFIGHTERS = ContingentId.parse("01J3ZK8Q4M7V9X2B5N6P0RSTW2");
const OPERATOR: Partial<Principal> = { roles: ["operator"] };

const house = () => testHouse();

async function offer(cordon: TestHouse, by = OPERATOR) {
  return Offered.parse(
    await cordon.callAs(by, "identity.offer-enrolment", {
      kind: "field",
      unit: UNIT,
      contingent: POLICE,
      label: "Patrol 12",
    }),
  );
}

async function p256(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
}

async function enrolment(
  caller: Caller,
  code: string,
  pair: CryptoKeyPair,
  bend: { origin?: string; signWith?: CryptoKeyPair } = {},
) {
  const { device, challenge } = Begun.parse(await caller.call("identity.begin-enrolment", { code }));
  const proof = await proveDevice(bend.signWith ?? pair, "enrol", { origin: bend.origin ?? ORIGIN, device, challenge });
  return { code, key: await publicDeviceKey(pair), challenge, proof };
}

async function signIn(caller: Caller, device: DeviceId, pair: CryptoKeyPair) {
  const { challenge } = Challenged.parse(await caller.call("identity.begin-device-sign-in", { device }));
  return { device, challenge, proof: await proveDevice(pair, "sign-in", { origin: ORIGIN, device, challenge }) };
}

async function enrolled(cordon: TestHouse, pair: CryptoKeyPair) {
  const { device, code } = await offer(cordon);
  const caller = cordon.caller();
  await caller.call("identity.enrol-device", await enrolment(caller, code, pair));
  return { device, caller };
}

describe("devices", () => {
  it.each([
    ["Ed25519", newDeviceKeyPair],
    ["P-256", p256],
  ])("enrols by a code and signs in with a key of %s that never leaves it", async (algorithm, generate) => {
    await using cordon = await house();
    const pair = await generate();
    expect(pair.privateKey.extractable).toBe(false);
    expect((await publicDeviceKey(pair)).crv).toBe(algorithm);
    const { device, caller } = await enrolled(cordon, pair);
    const principal = { kind: "device", id: device, roles: ["field-device"], contingent: POLICE, unit: UNIT };
    expect(await caller.session()).toMatchObject({ principal });
    const again = cordon.caller();
    await again.call("identity.sign-in-device", await signIn(again, device, pair));
    expect(await again.session()).toMatchObject({ principal });
    expect(await again.call("identity.whoami")).toMatchObject({
      signedIn: true,
      kind: "device",
      name: "Patrol 12",
      unit: UNIT,
    });
  });

  it("takes a code once and within ten minutes", async () => {
    await using cordon = await house();
    const { code } = await offer(cordon);
    const caller = cordon.caller();
    const first = await enrolment(caller, code, await newDeviceKeyPair());
    const second = await enrolment(caller, code, await newDeviceKeyPair());
    await caller.call("identity.enrol-device", first);
    expect(await cordon.caller().refusal("identity.enrol-device", first)).toMatchObject({ refused: "not-permitted" });
    expect(await cordon.caller().refusal("identity.enrol-device", second)).toMatchObject({ refused: "not-permitted" });

    const late = await offer(cordon);
    const tooLate = await enrolment(caller, late.code, await newDeviceKeyPair());
    cordon.clock.pass(600);
    expect(await cordon.caller().refusal("identity.enrol-device", tooLate)).toMatchObject({ refused: "not-permitted" });
  });

  it("gives one code to one of two devices that take it at the same moment", async () => {
    await using cordon = await house();
    const { code } = await offer(cordon);
    const asks = await Promise.all(
      [0, 1, 2, 3].map(async () => enrolment(cordon.caller(), code, await newDeviceKeyPair())),
    );
    const outcomes = await Promise.allSettled(asks.map((ask) => cordon.caller().call("identity.enrol-device", ask)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await cordon.entries()).filter(({ kind }) => kind === "identity.device-enrolled")).toHaveLength(1);
  });

  it("refuses a key whose private half the device does not hold, and a proof made for another server", async () => {
    await using cordon = await house();
    const { code } = await offer(cordon);
    const pair = await newDeviceKeyPair();
    const caller = cordon.caller();
    const stolen = await enrolment(caller, code, pair, { signWith: await newDeviceKeyPair() });
    expect(await caller.refusal("identity.enrol-device", stolen)).toMatchObject({
      refused: "not-permitted",
      what: "proof",
    });
    const elsewhere = await enrolment(caller, code, pair, { origin: "https://cordon.evil.test" });
    expect(await caller.refusal("identity.enrol-device", elsewhere)).toMatchObject({
      refused: "not-permitted",
      what: "proof",
    });
    await caller.call("identity.enrol-device", await enrolment(caller, code, pair));
  });

  it("refuses numbers that are no public key", async () => {
    await using cordon = await house();
    const { code } = await offer(cordon);
    const caller = cordon.caller();
    const ask = await enrolment(caller, code, await p256());
    const nowhere = { kty: "EC", crv: "P-256", x: "A".repeat(43), y: "A".repeat(43) };
    expect(await caller.refusal("identity.enrol-device", { ...ask, key: nowhere })).toMatchObject({
      refused: "not-permitted",
    });
    expect(
      await caller.refusal("identity.enrol-device", { ...ask, key: { kty: "RSA", n: "x", e: "AQAB" } }),
    ).toMatchObject({ refused: "invalid" });
  });

  it("refuses the same signature twice, one for another device, and one that took too long", async () => {
    await using cordon = await house();
    const pair = await newDeviceKeyPair();
    const { device } = await enrolled(cordon, pair);
    const other = await enrolled(cordon, pair);
    const caller = cordon.caller();
    const answer = await signIn(caller, device, pair);
    await caller.call("identity.sign-in-device", answer);
    expect(await cordon.caller().refusal("identity.sign-in-device", answer)).toMatchObject({ what: "challenge" });
    const { challenge } = await signIn(caller, device, pair);
    const crossed = {
      device: other.device,
      challenge,
      proof: await proveDevice(pair, "sign-in", { origin: ORIGIN, device: other.device, challenge }),
    };
    expect(await cordon.caller().refusal("identity.sign-in-device", crossed)).toMatchObject({ what: "challenge" });
    const slow = await signIn(caller, device, pair);
    cordon.clock.pass(300);
    expect(await cordon.caller().refusal("identity.sign-in-device", slow)).toMatchObject({ what: "challenge" });
  });

  it("says nothing about which devices there are", async () => {
    await using cordon = await house();
    const pair = await newDeviceKeyPair();
    const { device } = await enrolled(cordon, pair);
    const nobody = DeviceId.parse("01J3ZK8Q4M7V9X2B5N6P0RSTWX");
    const caller = cordon.caller();
    const unknown = await caller.refusal("identity.sign-in-device", await signIn(caller, nobody, pair));
    const wrongKey = await caller.refusal(
      "identity.sign-in-device",
      await signIn(caller, device, await newDeviceKeyPair()),
    );
    expect(unknown).toEqual(wrongKey);
  });

  it("ends the sessions of a revoked device at once, and its key opens none", async () => {
    await using cordon = await house();
    const pair = await newDeviceKeyPair();
    const { device, caller } = await enrolled(cordon, pair);
    const session = await caller.session();
    if (session === null) throw new Error("not signed in");
    const ends: string[] = [];
    cordon.sessions.whenEnded(session, (end) => ends.push(end));
    await cordon.callAs(OPERATOR, "identity.revoke-device", { device, because: "lost on the quay" });
    expect(ends).toEqual(["revoked"]);
    expect(await caller.session()).toBeNull();
    expect(await caller.refusal("identity.sign-in-device", await signIn(caller, device, pair))).toMatchObject({
      refused: "not-permitted",
    });
  });

  it("ends an offer that is taken back", async () => {
    await using cordon = await house();
    const { device, code } = await offer(cordon);
    await cordon.callAs(OPERATOR, "identity.revoke-device", { device, because: "offered by mistake" });
    expect(await cordon.caller().refusal("identity.begin-enrolment", { code })).toMatchObject({
      refused: "not-permitted",
    });
  });

  it("shows and lends devices of other contingents to nobody who need not know them", async () => {
    await using cordon = await house();
    const { device } = await offer(cordon);
    const firefighter: Partial<Principal> = { roles: ["operator"], contingent: FIREFIGHTERS };
    expect(await cordon.callAs(firefighter, "identity.list-devices")).toEqual({ devices: [] });
    expect(await cordon.callAs(OPERATOR, "identity.list-devices")).toMatchObject({
      devices: [{ id: device, state: "offered", label: "Patrol 12" }],
    });
    await expect(cordon.callAs(firefighter, "identity.revoke-device", { device, because: "not mine" })).rejects.toThrow(
      /not-found/,
    );
    await expect(offer(cordon, firefighter)).rejects.toThrow(/not-permitted/);
  });

  it("gives no field device without its unit, and no other device one", async () => {
    await using cordon = await house();
    const ask = (input: object) =>
      cordon.callAs(OPERATOR, "identity.offer-enrolment", { contingent: POLICE, label: "x", ...input });
    await expect(ask({ kind: "field", unit: null })).rejects.toThrow(/invalid/);
    await expect(ask({ kind: "gate", unit: UNIT })).rejects.toThrow(/invalid/);
    await ask({ kind: "gate", unit: null });
  });
});

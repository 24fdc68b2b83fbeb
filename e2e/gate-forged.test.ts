import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { documentToSign, fromBase64url, keyIdOfPublicKey, passToSign } from "@cordon/access/rules";
import { Claims, KeySet, SIGNED_TYPES } from "@cordon/access/words";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser } from "./browser.ts";
import { type GateDevice, gateDevice } from "./gate-device.ts";
import { inHours, openSite, type Site } from "./gate-site.ts";

/* Somebody between the gate and its server says what they like: a captive portal, a neighbour's node, a proxy. */

let site: Site;
beforeAll(async () => {
  if (hasBrowser) site = await openSite();
});
afterAll(async () => {
  await site?.[Symbol.asyncDispose]();
});

interface Forger {
  readonly privateKey: KeyObject;
  /** Public half, base64url. */
  readonly x: string;
  readonly kid: ReturnType<typeof keyIdOfPublicKey>;
}

function newForger(): Forger {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const x = publicKey.export({ format: "jwk" }).x ?? "";
  return { privateKey, x, kid: keyIdOfPublicKey(fromBase64url(x) ?? new Uint8Array()) };
}

function keySetOf({ privateKey, x, kid }: Forger): string {
  const keys = [{ kid, x, from: inHours(-48), retiredAt: null }];
  const set = KeySet.parse({ number: 1_000, publishedAt: inHours(0), keys });
  const unsigned = documentToSign(SIGNED_TYPES.keys, set, kid);
  return unsigned.finish(sign(null, unsigned.toBeSigned, privateKey));
}

function passOf({ privateKey, kid }: Forger, number: number): string {
  const claims = Claims.parse({
    number,
    category: "resident",
    zones: ["G1"],
    notBefore: inHours(-1),
    notAfter: inHours(10),
    holder: { kind: "person", initials: "XX", birthYear: 1980 },
  });
  const unsigned = passToSign(claims, kid);
  return unsigned.finish(sign(null, unsigned.toBeSigned, privateKey));
}

/** From now on the gate's news say this besides. */
async function fed(gate: GateDevice, lies: object): Promise<void> {
  await gate.browser.context.route("**/api/access/gate-feed*", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...Object(await response.json()), ...lies } });
  });
}

describe.skipIf(!hasBrowser)("a gate that is lied to", () => {
  it("does not go by keys that another root signed: it says so, refuses what they signed, and goes on with its own", async () => {
    const forger = newForger();
    await using gate = await gateDevice(site, "Gate 7 forged keys", "7");
    const pass = await site.issue();
    await fed(gate, { keys: keySetOf(forger) });
    await gate.says(/^A document was refused/);
    await gate.says(/Keys – signed by somebody else\. Somebody may be forging/);
    await gate.scan(passOf(forger, pass.number));
    expect(await gate.verdict("not-genuine")).toContain("Signed by a key that is not ours.");
    await gate.scan(pass.text);
    await gate.verdict("admit-with-id-check", pass);
    expect(await site.scans(pass)).toMatchObject([{ verdict: { is: "admit-with-id-check" } }]);
  });

  it("keeps the root it learned when it was enrolled, whatever root it is told later, also when it is opened anew", async () => {
    const forger = newForger();
    await using gate = await gateDevice(site, "Gate 7 forged root", "7");
    await fed(gate, { keys: keySetOf(forger), root: forger.x });
    await gate.says(/Root key – signed by somebody else/);
    await gate.page.reload();
    await gate.says(/Root key – signed by somebody else/);
    await gate.scan(passOf(forger, 1));
    await gate.verdict("not-genuine");
    const pass = await site.issue();
    await gate.scan(pass.text);
    await gate.verdict("admit-with-id-check", pass);
  });
});

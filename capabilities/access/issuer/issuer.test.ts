import { createPublicKey, verify } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassNumber } from "@cordon/kernel";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decodePass } from "../rules.ts";
import { request } from "../testing/standing.ts";
import type { Issuer } from "./issuer.ts";
import { issuerIn } from "./issuer-in.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cordon-issuer-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function opened(): Issuer {
  const issuer = issuerIn(folder);
  if ("problem" in issuer) throw new Error(issuer.message);
  return issuer;
}

describe("an issuer", () => {
  it("makes its keys once, for its owner's eyes alone, and has the same after a restart", async () => {
    await using first = opened();
    const spare = first.spare([]);
    expect(first.spare([])).toEqual(spare);
    const other = first.spare([spare.kid]);
    expect(other.kid).not.toBe(spare.kid);
    const files = (await readdir(folder)).toSorted();
    expect(files).toEqual([`pass-${other.kid}.pem`, "pass-root.pem", `pass-${spare.kid}.pem`].toSorted());
    for (const file of files) expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
    await using second = opened();
    expect(second.root).toBe(first.root);
    expect(second.holds(spare.kid)).toBe(true);
    expect([other, spare]).toContainEqual(second.spare([]));
  });

  it("signs few passes and many alike, in their order", async () => {
    await using issuer = opened();
    const { kid, x } = issuer.spare([]);
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    for (const count of [1, 41, 1234]) {
      const claims = Array.from({ length: count }, (_, at) => ({ ...request(), number: PassNumber.parse(at + 1) }));
      const texts = await issuer.signPasses(claims, kid);
      expect(texts).toHaveLength(count);
      for (const at of [0, Math.floor(count / 2), count - 1]) {
        const decoded = decodePass(texts[at] ?? "");
        expect(decoded).toMatchObject({ read: true, claims: { number: at + 1 } });
        expect(decoded.read && verify(null, decoded.toBeSigned, key, decoded.signature)).toBe(true);
      }
    }
  });

  it("tells whoever waits when it is closed, and starts again what it let go", async () => {
    const issuer = opened();
    const { kid } = issuer.spare([]);
    const claims = Array.from({ length: 5000 }, (_, at) => ({ ...request(), number: PassNumber.parse(at + 1) }));
    const [signed] = await Promise.allSettled([issuer.signPasses(claims, kid), issuer[Symbol.asyncDispose]()]);
    expect(signed).toMatchObject({ status: "rejected", reason: { message: expect.stringMatching(/closing|ended/) } });
    await expect(issuer.signPasses(claims, kid)).rejects.toThrow("closing");
  });

  it("will not sign with a key it does not hold", async () => {
    await using issuer = opened();
    await using other = opened();
    const made = other.spare(issuer.holds(other.spare([]).kid) ? [other.spare([]).kid] : []);
    expect(issuer.holds(made.kid)).toBe(false);
    await expect(issuer.signPasses([], made.kid)).rejects.toThrow(made.kid);
  });

  it("does not start on a key that others can read, that is no key, or that stands under another's name", async () => {
    const { kid } = opened().spare([]);
    const file = join(folder, `pass-${kid}.pem`);
    await chmod(file, 0o644);
    expect(issuerIn(folder)).toMatchObject({ problem: "key-exposed", file });
    await chmod(file, 0o600);
    await writeFile(join(folder, "pass-00000000.pem"), "no key", { mode: 0o600 });
    expect(issuerIn(folder)).toMatchObject({ problem: "key-malformed" });
    await writeFile(join(folder, "pass-00000000.pem"), "", { mode: 0o600 });
    await writeFile(join(folder, "pass-00000000.pem"), await readFile(file), { mode: 0o600 });
    expect(issuerIn(folder)).toMatchObject({ problem: "key-malformed" });
  });
});

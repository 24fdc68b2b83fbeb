import { generateKeyPairSync } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { PassNumber } from "@cordon/kernel";
import { expect, it } from "vitest";
import { decodePass } from "../rules.ts";
import { request } from "../testing/standing.ts";
import { KeyId } from "../words.ts";
import { SigningPool } from "./signing-pool.ts";

it("signs for whoever asks while idle threads are being let go", async () => {
  await using pool = new SigningPool({ idleMs: 0 });
  const { privateKey } = generateKeyPairSync("ed25519");
  const kid = KeyId.parse("0badcafe");
  const claims = [{ ...request(), number: PassNumber.parse(1) }];
  for (let turn = 0; turn < 12; turn++) {
    const [text = ""] = await pool.sign(claims, kid, privateKey);
    expect(decodePass(text)).toMatchObject({ read: true, kid, claims: { number: 1 } });
    // The timer that lets the threads go has just run out, or is about to.
    await sleep(turn % 4);
  }
});

it("tells whoever gave it what cannot be signed, and signs for the others", async () => {
  await using pool = new SigningPool();
  const { privateKey } = generateKeyPairSync("ed25519");
  const { privateKey: other } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kid = KeyId.parse("0badcafe");
  const claims = Array.from({ length: 3000 }, (_, at) => ({ ...request(), number: PassNumber.parse(at + 1) }));
  const [failed, signed] = await Promise.allSettled([
    pool.sign(claims, kid, other),
    pool.sign(claims, kid, privateKey),
  ]);
  expect(failed).toMatchObject({ status: "rejected" });
  expect(signed.status === "fulfilled" ? signed.value : []).toHaveLength(3000);
});

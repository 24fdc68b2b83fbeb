/* A thread of the signing pool: claims in, texts out, one order at a time. */
import { parentPort } from "node:worker_threads";
import type { Claims } from "../words.ts";
import { signPass } from "./sign-pass.ts";
import type { SigningAnswer, SigningOrder } from "./signing-pool.ts";

parentPort?.on("message", ({ claims, kid, privateKey }: SigningOrder) => {
  // They were checked when they were asked for, by the very process that wrote this JSON.
  const asked: readonly Claims[] = JSON.parse(claims);
  let answer: SigningAnswer;
  try {
    answer = { texts: asked.map((each) => signPass(each, kid, privateKey)).join("\n") };
  } catch (error) {
    answer = { failed: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(answer);
});

import { systemClock } from "@cordon/ground";
import { afterAll, beforeAll, expect, it } from "vitest";
import { admin, type Gates, openGates, order } from "../testing/gates.ts";
import { inDays } from "../testing/standing.ts";
import { GateBoard } from "../workers/board.ts";
import { whichGate } from "./which-gate.ts";

let gates: Gates;
beforeAll(async () => {
  gates = await openGates();
});
afterAll(() => gates[Symbol.asyncDispose]());

/** What machines are told of the gates of G1, by who comes how; of a page made now, not of one that was kept. */
async function told(who: string): Promise<readonly string[]> {
  const { store, context } = gates.room;
  const page = whichGate({
    read: store.read,
    board: new GateBoard(),
    mandates: context.mandates,
    clock: systemClock,
    timeZone: "Europe/Paris",
  });
  const answer = await page.answer({ below: `${who}/G1.json`, language: "fr" });
  if (answer.is !== "found") throw new Error(answer.is);
  return [...answer.body.text.matchAll(/"state":\{"is":"([a-z-]+)"/g)].map(([, is = ""]) => is);
}

it("sends vehicles to no gate where nobody may check vehicles, though people are checked there", async () => {
  expect(await told("resident/foot")).toEqual(["open", "open"]);
  expect(await told("resident/car")).toEqual(["not-checking", "not-checking"]);
  const period = { from: inDays(-1), until: inDays(1) };
  const vehicles = { ...order, reference: "2024-00922", processings: ["vehicle-check" as const], period };
  await gates.room.must("mandates.grant", vehicles, admin);
  expect(await told("resident/car")).toEqual(["not-for-them", "not-for-them"]);
});

import { type NewEntry, refuse, SignalRaised } from "@cordon/kernel";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Gates, openGates } from "../testing/gates.ts";
import { operator } from "../testing/standing.ts";
import { GateBoard } from "./board.ts";
import { followGates } from "./follow-gates.ts";
import { watchCapacity } from "./watch-capacity.ts";

let gates: Gates;
beforeAll(async () => {
  gates = await openGates({ capacity: 10 });
});
afterAll(async () => {
  await gates?.[Symbol.asyncDispose]();
});

/** What was told of full zones, in order. */
async function told(): Promise<readonly string[]> {
  const entries = await gates.room.entries();
  return entries.flatMap((entry) =>
    SignalRaised.is(entry) && entry.data.kind === "capacity"
      ? [/: ([^,/]+), \d+ persons of 10$/.exec(entry.data.note)?.[1] ?? entry.data.note]
      : [],
  );
}

it("tells once when a zone is nearly full, once when it is full, and again only after it has emptied", async () => {
  const { room, first, second } = gates;
  const passes = await gates.issue(12);
  for (const pass of passes.slice(0, 8)) await gates.record(first, gates.scan(first, pass));
  for (const pass of passes.slice(8, 9)) await gates.record(second, gates.scan(second, pass));
  await expect.poll(told).toEqual(["nearly full"]);
  for (const pass of passes.slice(9, 11)) await gates.record(second, gates.scan(second, pass));
  await expect.poll(told).toEqual(["nearly full", "full"]);

  // Somebody counts, again and again: it was never that full, and fills anew. The watch looks four times a second.
  let inside = 9;
  const recount = async () => {
    inside = inside === 9 ? 3 : 9;
    await room.must("access.set-occupancy", { zone: "G1", inside, because: "walked through" }, operator);
    return told();
  };
  await expect.poll(recount, { interval: 700 }).toEqual(["nearly full", "full", "nearly full"]);
});

it("tells of a full zone once it can, where the journal would not take it at first or failed", async () => {
  const { context } = gates.room;
  const board = new GateBoard();
  await using _following = await followGates(board).start(context);
  const troubles = [
    async () => refuse("store-full", "the disk is full"),
    async () => {
      throw new Error("the store is gone");
    },
  ];
  const said: string[] = [];
  const append = async (operation: string, entries: readonly NewEntry[]) => {
    const trouble = troubles.shift();
    if (trouble !== undefined) return trouble();
    said.push(...entries.map(({ kind }) => kind));
    return context.append(operation, entries);
  };
  await using _watching = await watchCapacity(board).start({ ...context, append });
  await gates.room.must("access.set-occupancy", { zone: "G1", inside: 10, because: "walked through" }, operator);
  await expect.poll(() => said, { timeout: 15_000 }).toEqual(["signal.raised"]);
}, 20_000);

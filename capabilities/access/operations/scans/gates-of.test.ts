import { newId, tablesOf } from "@cordon/ground";
import { isRefusal, PlaceId } from "@cordon/kernel";
import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs, RootOperationNode } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { AccessTables } from "../../tables.ts";
import { type Gates, openGates } from "../../testing/gates.ts";
import { gate, inDays, operator, supervisor } from "../../testing/standing.ts";
import { GateBoard } from "../../workers/board.ts";
import { gatesOf } from "./gates-of.ts";

let gates: Gates;
beforeAll(async () => {
  gates = await openGates();
});
afterAll(() => gates[Symbol.asyncDispose]());

/** As a server that has just started: nothing is remembered. */
const asked = async (board: GateBoard, gate: PlaceId) =>
  gatesOf([{ gate }], board, tablesOf<AccessTables>(gates.room.store.read));

it("finds a gate of an older rule set again, for what was scanned there, and remembers it", async () => {
  const { second } = gates;
  await gates.room.must("access.drop-gate", { place: second.gate }, operator);
  await gates.room.must(
    "access.publish-rules",
    { valid: { from: inDays(-1), until: inDays(30) }, basedOn: 1 },
    supervisor,
  );
  const board = new GateBoard();
  const found = await asked(board, second.gate);
  if (isRefusal(found)) throw new Error(found.because);
  expect(found.get(second.gate)?.gate.code).toBe("12");
  expect(board.rules()?.ruleSet.gates.map(({ code }) => code)).toEqual(["7"]);
  expect(board.gate(second.gate)?.code).toBe("12");
});

it("looks once for a gate that was drawn and posted at before any rules name it, and again when new rules are there", async () => {
  const { room } = gates;
  const { place } = await room.must("access.draw-gate", { ...gate, code: "20", position: [2.2881, 48.866] }, operator);
  await gates.post("Gate 20", place);
  const board = new GateBoard();
  let looked = 0;
  const counting = new (class implements KyselyPlugin {
    transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
      if (JSON.stringify(node).includes("access_posting")) looked += 1;
      return node;
    }
    async transformResult({ result }: PluginTransformResultArgs) {
      return result;
    }
  })();
  const read = tablesOf<AccessTables>(room.store.read).withPlugin(counting);
  for (let time = 0; time < 3; time++)
    expect(await gatesOf([{ gate: place }], board, read)).toMatchObject({ refused: "not-found" });
  expect(looked).toBe(1);
  const basedOn = board.rules()?.ruleSet.number ?? 0;
  await room.must("access.publish-rules", { valid: { from: inDays(-1), until: inDays(30) }, basedOn }, supervisor);
  expect(isRefusal(await gatesOf([{ gate: place }], board, read))).toBe(false);
});

it("knows no gate where nobody was ever posted and no rules in force lead", async () => {
  const board = new GateBoard();
  expect(await asked(board, newId(PlaceId))).toMatchObject({ refused: "not-found" });
  const found = await asked(board, gates.first.gate);
  expect(isRefusal(found)).toBe(false);
});

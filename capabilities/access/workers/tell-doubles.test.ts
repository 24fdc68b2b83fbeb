import { setTimeout as sleep } from "node:timers/promises";
import { inProcessBus } from "@cordon/ground";
import { SignalId, SignalRaised } from "@cordon/kernel";
import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs, RootOperationNode } from "kysely";
import { expect, it } from "vitest";
import { ago, openGates } from "../testing/gates.ts";
import { inDays, operator, square, supervisor, zone } from "../testing/standing.ts";
import { GateBoard } from "./board.ts";
import { followGates } from "./follow-gates.ts";
import { tellDoubles } from "./tell-doubles.ts";

it("looks again after a look that failed, though nothing new was scanned", async () => {
  await using gates = await openGates();
  const { context } = gates.room;
  const board = new GateBoard();
  await using _following = await followGates(board).start(context);
  let looks = 0;
  const failingOnce = new (class implements KyselyPlugin {
    transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
      if (JSON.stringify(node).includes("access_double") && ++looks === 1) throw new Error("the store is gone");
      return node;
    }
    async transformResult({ result }: PluginTransformResultArgs) {
      return result;
    }
  })();
  // Nobody tells it of new scans.
  await using quiet = { bus: inProcessBus(), [Symbol.asyncDispose]: async () => quiet.bus.close() };
  await using _telling = await tellDoubles(board).start({
    ...context,
    bus: quiet.bus,
    read: context.read.withPlugin(failingOnce),
  });
  await expect.poll(() => looks, { timeout: 3000 }).toBe(2);
});

it("tells of a double at a gate that the rules no longer have, after a start", async () => {
  await using gates = await openGates();
  const { room, first, second } = gates;
  let basedOn = 1;
  const publish = async (antiPassback: boolean) => {
    await room.must("access.draw-zone", { ...zone, shape: square, antiPassback }, operator);
    const valid = { from: inDays(-1), until: inDays(30) };
    basedOn = (await room.must("access.publish-rules", { valid, basedOn }, supervisor)).number;
  };
  // Where nobody minds, nobody is told; later somebody does mind.
  await publish(false);
  const [pass = null] = await gates.issue(1);
  const acted = { standing: "acted", found: { is: "admit" } } as const;
  const twice = gates.scan(second, pass, { ...acted, at: ago(30) });
  await gates.record(first, gates.scan(first, pass, { ...acted, at: ago(60) }));
  await gates.record(second, twice);
  await sleep(800);
  await room.must("access.drop-gate", { place: second.gate }, operator);
  await publish(true);

  const board = new GateBoard();
  await using _following = await followGates(board).start(room.context);
  await using _telling = await tellDoubles(board).start(room.context);
  // The signal of a double bears the name of its second scan.
  const id = SignalId.parse(twice.id);
  const told = async () =>
    (await room.entries()).filter((entry) => SignalRaised.is(entry) && entry.data.id === id).length;
  await expect.poll(told, { timeout: 3000 }).toBe(1);
}, 15_000);

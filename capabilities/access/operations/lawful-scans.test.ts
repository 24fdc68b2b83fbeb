import { isRefusal, type PassNumber, SignalRaised } from "@cordon/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin, type Gates, openGates, order } from "../testing/gates.ts";
import { inDays, officer } from "../testing/standing.ts";
import { type Scan, Scanned } from "../words.ts";

const because = (answer: unknown) => (isRefusal(answer) ? answer.refused : answer);
const only = <Value>([one]: readonly Value[]): Value => {
  if (one === undefined) throw new Error("nothing there");
  return one;
};
const holds = {
  rules: 0,
  keys: 0,
  revocations: 0,
  revocationsAsOf: null,
  presence: 0,
  waiting: 0,
  clock: inDays(0),
};
const car = { means: "car", lane: "C", found: { is: "admit" } } as const satisfies Partial<Scan>;

describe("with no mandate in force", () => {
  let gates: Gates;
  let pass: PassNumber;
  beforeAll(async () => {
    gates = await openGates({ mandate: false });
    pass = only(await gates.issue(1));
  });
  afterAll(() => gates[Symbol.asyncDispose]());

  it("who comes to help is not turned away, and nobody is held inside", async () => {
    const { first } = gates;
    const escort = gates.scan(first, null, { found: { is: "escort", service: "fire" } });
    const out = gates.scan(first, pass, { direction: "out", lane: "B", found: { is: "admit" } });
    expect(await gates.record(first, escort)).toEqual([{ is: "escort", service: "fire" }]);
    expect(await gates.record(first, out)).toEqual([{ is: "admit" }]);
    const kept = (await gates.room.entries()).filter(Scanned.is);
    expect(kept.map(({ mandate }) => mandate)).toEqual([null, null]);
  });

  it("nobody else is looked at, alone or among those", async () => {
    const { first } = gates;
    const asked = gates.scan(first, pass);
    expect(because(await gates.room.ask("access.record-scans", { scans: [asked] }, first.by))).toBe("no-mandate");
    const escort = gates.scan(first, null, { found: { is: "escort", service: "fire" } });
    expect(await gates.record(first, asked, escort)).toMatchObject([
      { is: "gate-closed", because: "no-mandate" },
      { is: "escort" },
    ]);
  });
});

describe("vehicles", () => {
  it("are checked under a mandate of their own, and gates are told of both", async () => {
    await using gates = await openGates();
    const pass = only(await gates.issue(1));
    const { first } = gates;
    const feed = () => gates.room.must("access.gate-feed", holds, first.by);
    expect(await feed()).toMatchObject({
      mandateUntil: expect.any(String),
      vehicleMandateUntil: null,
      retentionDays: 3,
    });
    const asked = gates.scan(first, pass, car);
    expect(because(await gates.room.ask("access.record-scans", { scans: [asked] }, first.by))).toBe("no-mandate");
    const walking = gates.scan(first, pass);
    expect(await gates.record(first, walking, asked)).toMatchObject([
      { is: "admit-with-id-check" },
      { is: "gate-closed", because: "no-mandate" },
    ]);

    const vehicles = { ...order, reference: "2024-00922", processings: ["vehicle-check" as const] };
    const period = { from: inDays(-1), until: inDays(1) };
    const { mandate } = await gates.room.must("mandates.grant", { ...vehicles, period }, admin);
    expect(await feed()).toMatchObject({ vehicleMandateUntil: period.until });
    const other = gates.scan(first, only(await gates.issue(1)), car);
    expect(await gates.record(first, other)).toEqual([{ is: "admit" }]);
    const kept = (await gates.room.entries()).filter(Scanned.is);
    expect(kept.at(-1)).toMatchObject({ mandate, data: { scan: { id: other.id } } });
  });
});

describe("a supervisor's card", () => {
  it("that is none, was revoked or has ended lets somebody through at a gate that knows less: a signal tells", async () => {
    await using gates = await openGates();
    const pass = only(await gates.issue(1));
    const { first, room } = gates;
    const through = async (by: PassNumber) => {
      const override = { by, reason: "medical", note: "" } as const;
      const scan = gates.scan(first, pass, { found: { is: "wrong-zone", go: null }, override });
      await gates.record(first, scan);
      const signals = (await room.entries()).filter(
        (entry) => SignalRaised.is(entry) && String(entry.data.id) === scan.id,
      );
      return signals.map(({ data }) => data);
    };
    const cards = await gates.issue(2, { category: "supervisor" });
    const [good, stolen] = [only(cards), only(cards.slice(1))];
    const early = only(await gates.issue(1, { category: "supervisor", notBefore: inDays(1) }));
    await room.must("access.revoke-passes", { passes: [stolen], reason: "stolen", note: "" }, officer);
    expect(await through(good)).toEqual([]);
    expect(await through(stolen)).toMatchObject([{ kind: "gate", note: expect.stringContaining("was revoked") }]);
    expect(await through(pass)).toMatchObject([{ note: expect.stringContaining("is none") }]);
    expect(await through(early)).toMatchObject([{ note: expect.stringContaining("out of its time") }]);
  });
});

it("what a steward typed, and a phone cut in the middle of a character, costs no scan", async () => {
  await using gates = await openGates();
  const [pass, card] = [only(await gates.issue(1)), only(await gates.issue(1, { category: "supervisor" }))];
  const note = "Malaise\u0000\n\u202Een\tfile ".padEnd(199, "x") + "\u{1F691}".slice(0, 1);
  const override = { by: card, reason: "medical", note } as const;
  await gates.record(gates.first, gates.scan(gates.first, pass, { standing: "acted", override }));
  const { scans } = await gates.room.must("access.list-scans", { pass }, admin);
  expect(scans.map((scan) => scan.override?.note)).toEqual([`${"Malaise   en file ".padEnd(199, "x")}\uFFFD`]);
});

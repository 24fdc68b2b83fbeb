import { DeviceRevoked, newId, tablesOf } from "@cordon/ground";
import { isRefusal, millisecondsOf, PlaceId, ScanId, SignalRaised } from "@cordon/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccessTables } from "../tables.ts";
import { ago, type Gates, openGates } from "../testing/gates.ts";
import { inDays, supervisor } from "../testing/standing.ts";
import { LaneCode, Scanned } from "../words.ts";
import { GateBoard } from "../workers/board.ts";
import { followGates } from "../workers/follow-gates.ts";

let gates: Gates;
beforeAll(async () => {
  gates = await openGates();
});
afterAll(() => gates[Symbol.asyncDispose]());

const exercise = { kind: "system", id: "exercise", roles: ["exercise"], contingent: null, unit: null } as const;
const because = (answer: unknown) => (isRefusal(answer) ? answer.refused : answer);
const only = <Value>([one]: readonly Value[]): Value => {
  if (one === undefined) throw new Error("nothing there");
  return one;
};
const issued = async () => only(await gates.issue(1));
const signalsOf = async (id: string) =>
  (await gates.room.entries()).filter((entry) => SignalRaised.is(entry) && entry.data.id === id);

describe("a scan that is asked", () => {
  it("is admitted once, and nobody else with the same pass, at whichever gate", async () => {
    const pass = await issued();
    const { first, second } = gates;
    expect(await gates.record(first, gates.scan(first, pass))).toEqual([{ is: "admit-with-id-check", identity: null }]);
    expect(await gates.record(second, gates.scan(second, pass))).toMatchObject([
      { is: "already-inside", gate: first.gate },
    ]);
  });

  it("is ruled once, however many gates ask at the same moment", async () => {
    const pass = await issued();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => {
        const post = at % 2 === 0 ? gates.first : gates.second;
        return gates.record(post, gates.scan(post, pass));
      }),
    );
    const names = answers.flat().map(({ is }) => is);
    expect(names.filter((is) => is === "admit-with-id-check")).toHaveLength(1);
    expect(names.filter((is) => is === "already-inside")).toHaveLength(19);
  });

  it("is admitted again after leaving, though the clocks of the gates disagree", async () => {
    const pass = await issued();
    const { first, second } = gates;
    await gates.record(first, gates.scan(first, pass));
    const out = gates.scan(second, pass, { direction: "out", lane: "B", found: { is: "admit" }, at: ago(30) });
    expect(await gates.record(second, out)).toEqual([{ is: "admit" }]);
    expect(await gates.record(first, gates.scan(first, pass, { at: ago(40) }))).toMatchObject([
      { is: "admit-with-id-check" },
    ]);
  });

  it("is taken from a tablet whose own clock began again in 1970, and its skew with it", async () => {
    const scan = gates.scan(gates.first, await issued(), { skewMs: -Date.now() });
    expect(await gates.record(gates.first, scan)).toMatchObject([{ is: "admit-with-id-check" }]);
    const listed = await gates.room.must("access.list-scans", { pass: scan.pass ?? undefined }, supervisor);
    expect(listed.scans).toMatchObject([{ id: scan.id, skewMs: scan.skewMs }]);
  });

  it("is refused a pass that was revoked while the gate did not know", async () => {
    const pass = await issued();
    await gates.room.must("access.revoke-passes", { passes: [pass], reason: "stolen" }, supervisor);
    expect(await gates.record(gates.first, gates.scan(gates.first, pass))).toEqual([{ is: "revoked" }]);
  });

  it("keeps what the gate found where it is worse than anything the server knows", async () => {
    const scan = gates.scan(gates.first, null, { found: { is: "unreadable", because: "two-codes" } });
    expect(await gates.record(gates.first, scan)).toEqual([scan.found]);
  });

  it("gets the same answer again and is written down once", async () => {
    const pass = await issued();
    const scan = gates.scan(gates.first, pass);
    const answer = await gates.record(gates.first, scan);
    const size = gates.room.journal.size();
    expect(await gates.record(gates.first, scan)).toEqual(answer);
    expect(await gates.record(gates.first, scan, scan)).toEqual([...answer, ...answer]);
    expect(gates.room.journal.size()).toBe(size);
  });

  it("is written down once though it is sent many times at the same moment, a pass read or none", async () => {
    for (const pass of [await issued(), null]) {
      const found = pass === null ? ({ is: "unreadable", because: "two-codes" } as const) : undefined;
      const scan = gates.scan(gates.first, pass, found === undefined ? {} : { found });
      const answers = await Promise.all(Array.from({ length: 12 }, () => gates.record(gates.first, scan)));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      const told = (await gates.room.entries()).filter((one) => Scanned.is(one) && one.data.scan.id === scan.id);
      expect(told).toHaveLength(1);
    }
  });

  it("leaves no initials and no birth year in the journal", async () => {
    const pass = await issued();
    const scan = gates.scan(gates.first, pass);
    await gates.record(gates.first, scan);
    const entry = (await gates.room.entries()).find((one) => Scanned.is(one) && one.data.scan.id === scan.id);
    expect(entry?.data).toMatchObject({ scan: { found: { identity: null } }, verdict: { identity: null } });
    expect(JSON.stringify(entry)).not.toContain("1980");
  });
});

describe("a scan that was acted on", () => {
  it("is written down as it was, and a double raises one signal that names both gates", async () => {
    const pass = await issued();
    const { first, second } = gates;
    await gates.record(first, gates.scan(first, pass, { standing: "acted", at: ago(60) }));
    const late = gates.scan(second, pass, { standing: "acted", at: ago(30) });
    expect(await gates.record(second, late)).toMatchObject([{ is: "admit-with-id-check" }]);
    await gates.record(second, late);
    const raised = await signalsOf(late.id);
    expect(raised).toHaveLength(1);
    expect(only(raised).data).toMatchObject({ kind: "gate", place: second.gate });
    expect(JSON.stringify(only(raised).data)).toMatch(/gates 7 then 12/);
    const { doubles } = await gates.room.must("access.list-doubles", {}, supervisor);
    expect(doubles.filter((one) => one.pass === pass)).toMatchObject([
      { first: { gate: first.gate }, second: { scan: late.id, gate: second.gate } },
    ]);
  });

  it("that arrives after a later one makes that one the double", async () => {
    const pass = await issued();
    const { first, second } = gates;
    const later = gates.scan(second, pass, { standing: "acted", at: ago(10) });
    await gates.record(second, later);
    await gates.record(first, gates.scan(first, pass, { standing: "acted", at: ago(50) }));
    expect(await signalsOf(later.id)).toHaveLength(1);
    const { doubles } = await gates.room.must("access.list-doubles", {}, supervisor);
    expect(doubles.filter((one) => one.pass === pass)).toMatchObject([{ second: { scan: later.id } }]);
  });

  it("and is an exit heals the double that it stands between", async () => {
    const pass = await issued();
    const { first, second } = gates;
    const acted = { standing: "acted" } as const;
    await gates.record(
      first,
      gates.scan(first, pass, { ...acted, at: ago(90) }),
      gates.scan(first, pass, { ...acted, at: ago(30) }),
    );
    const exit = gates.scan(second, pass, {
      ...acted,
      direction: "out",
      lane: "B",
      at: ago(60),
      found: { is: "admit" },
    });
    await gates.record(second, exit);
    const { doubles } = await gates.room.must("access.list-doubles", {}, supervisor);
    expect(doubles.filter((one) => one.pass === pass)).toEqual([]);
  });

  it("follows one that was asked and never heard the answer: somebody went in after all", async () => {
    const pass = await issued();
    const { first, second } = gates;
    await gates.record(first, gates.scan(first, pass));
    const scan = gates.scan(second, pass);
    expect(await gates.record(second, scan)).toMatchObject([{ is: "already-inside" }]);
    expect(await gates.record(second, { ...scan, standing: "acted" })).toMatchObject([{ is: "admit-with-id-check" }]);
    await gates.record(second, { ...scan, standing: "acted" });
    expect(await signalsOf(scan.id)).toHaveLength(1);
    const rows = await tablesOf<AccessTables>(gates.room.store.read)
      .selectFrom("access_scan")
      .select(["standing", "moved"])
      .where("id", "=", scan.id)
      .execute();
    expect(rows).toEqual([{ standing: "acted", moved: true }]);
  });

  it("is never refused for the law's sake: it is written down, and a signal says that there was no mandate", async () => {
    await using without = await openGates({ mandate: false });
    const pass = only(await without.issue(1));
    const asked = without.scan(without.first, pass);
    expect(because(await without.room.ask("access.record-scans", { scans: [asked] }, without.first.by))).toBe(
      "no-mandate",
    );
    const acted = without.scan(without.first, pass, { standing: "acted" });
    expect(await without.record(without.first, acted)).toMatchObject([{ is: "admit-with-id-check" }]);
    const entries = await without.room.entries();
    expect(entries.filter(SignalRaised.is)).toMatchObject([
      { data: { kind: "gate", note: expect.stringContaining("no mandate") } },
    ]);
    const mixed = without.scan(without.first, only(await without.issue(1)));
    const second = without.scan(without.first, pass, { standing: "acted", direction: "out", lane: "B" });
    expect(await without.record(without.first, mixed, second)).toMatchObject([
      { is: "gate-closed", because: "no-mandate" },
      { is: "admit-with-id-check" },
    ]);
  });

  it("that comes from the future counts from now, and is marked", async () => {
    const pass = await issued();
    const { first } = gates;
    const ahead = gates.scan(first, pass, { standing: "acted", at: inDays(1) });
    await gates.record(first, ahead);
    const row = await tablesOf<AccessTables>(gates.room.store.read)
      .selectFrom("access_scan")
      .select(["at", "counts_at", "from_the_future"])
      .where("id", "=", ahead.id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ at: ahead.at, from_the_future: true });
    expect(millisecondsOf(row.counts_at)).toBeLessThanOrEqual(Date.now());
    const out = gates.scan(first, pass, { direction: "out", lane: "B", found: { is: "admit" } });
    await gates.record(first, out);
    expect(await gates.record(first, gates.scan(first, pass))).toMatchObject([{ is: "admit-with-id-check" }]);
  });
});

describe("who reports", () => {
  it("reports for its own gate, and for one it worked at only what it did there", async () => {
    const { first, second } = gates;
    const pass = await issued();
    expect(because(await gates.room.ask("access.record-scans", { scans: [gates.scan(second, pass)] }, first.by))).toBe(
      "not-permitted",
    );
    const moving = await gates.post("Moving", first.gate);
    const before = gates.scan(moving, pass, { standing: "acted", at: ago(5) });
    await gates.room.must("access.post-device", { device: moving.device, gate: second.gate }, supervisor);
    expect(await gates.record(moving, before)).toMatchObject([{ is: "admit-with-id-check" }]);
    expect(because(await gates.room.ask("access.record-scans", { scans: [gates.scan(first, pass)] }, moving.by))).toBe(
      "not-permitted",
    );
  });

  it("does not send another's scans", async () => {
    const { first, second } = gates;
    const scan = gates.scan(first, await issued());
    await gates.record(first, scan);
    const stolen = { ...scan, gate: second.gate };
    expect(because(await gates.room.ask("access.record-scans", { scans: [stolen] }, second.by))).toBe("conflict");
  });

  it("names a gate that rules know", async () => {
    const scan = gates.scan({ ...gates.first, gate: newId(PlaceId) }, await issued());
    expect(because(await gates.room.ask("access.record-scans", { scans: [scan] }, exercise))).toBe("not-found");
  });

  it("is not a steward, an officer or nobody", async () => {
    for (const roles of [["steward"], ["officer"], ["field-device"], ["admin"], []] as const) {
      const by = { ...exercise, roles };
      const scans = [gates.scan(gates.first, null)];
      expect(because(await gates.room.ask("access.record-scans", { scans }, by))).toBe("not-permitted");
    }
  });

  it("is posted nowhere once it is revoked", async () => {
    const lost = await gates.post("Lost", gates.first.gate);
    await gates.append(DeviceRevoked.of({ device: lost.device, contingent: null, because: "lost" }));
    const scans = [gates.scan(lost, await issued())];
    expect(because(await gates.room.ask("access.record-scans", { scans }, lost.by))).toBe("not-permitted");
    const again = { device: lost.device, gate: gates.first.gate };
    expect(because(await gates.room.ask("access.post-device", again, supervisor))).toBe("not-possible-now");
  });
});

describe("a lane that a gate does not have", () => {
  it("is written down with the scan and counted with the gate, and takes no memory of its own", async () => {
    const { room, first } = gates;
    const board = new GateBoard();
    await using _following = await followGates(board).start(room.context);
    const scan = gates.scan(first, await issued(), { lane: "ZZ9" });
    const before = board.verdicts(first.gate, ago(0))["admit-with-id-check"] ?? 0;
    await gates.record(first, scan);
    await expect.poll(() => board.verdicts(first.gate, ago(0))["admit-with-id-check"]).toBe(before + 1);
    expect(board.lane(first.gate, LaneCode.parse("ZZ9"), ago(0)).lastScanAt).toBeNull();
    const listed = await room.must("access.list-scans", { pass: scan.pass ?? undefined }, supervisor);
    expect(listed.scans).toMatchObject([{ lane: "ZZ9" }]);
  });
});

describe("what calls for attention", () => {
  it("is a forged pass, once a minute at a gate, and a responder every time", async () => {
    const post = await gates.post("Forged", gates.second.gate);
    const forged = () => gates.scan(post, null, { found: { is: "not-genuine", because: "bad-signature" } });
    const [one, two] = [forged(), forged()];
    await gates.record(post, one);
    await gates.record(post, two);
    expect(await signalsOf(one.id)).toHaveLength(1);
    expect(await signalsOf(two.id)).toHaveLength(0);
    const other = await gates.post("Forged too", gates.first.gate);
    const together = Array.from({ length: 6 }, () => ({ ...forged(), gate: other.gate }));
    await Promise.all(together.map((scan) => gates.record(other, scan)));
    const raised = await Promise.all(together.map(({ id }) => signalsOf(id)));
    expect(raised.flat()).toHaveLength(1);
    // What a gate that was cut off tells at once: two tries in a row, one more much later, and the same at the next gate.
    const third = await gates.post("Forged and cut off", gates.second.gate);
    const acted = (seconds: number) => gates.scan(third, null, { ...forged(), at: ago(seconds), standing: "acted" });
    const series = [acted(900), acted(890), acted(300)];
    await gates.record(third, ...series.map((scan) => ({ ...scan, gate: third.gate })));
    const later = await Promise.all(series.map(({ id }) => signalsOf(id)));
    expect(later.map(({ length }) => length)).toEqual([1, 0, 1]);
    const escorts = [1, 2].map(() => gates.scan(post, null, { found: { is: "escort", service: "medical" } }));
    await gates.record(post, ...escorts);
    for (const { id } of escorts) expect(await signalsOf(id)).toHaveLength(1);
  });

  it("is not what a supervisor decided knowingly", async () => {
    const pass = await issued();
    const card = only(await gates.issue(1, { category: "supervisor" }));
    await gates.record(gates.first, gates.scan(gates.first, pass));
    const override = { by: card, reason: "identity-established", note: "" } as const;
    const scan = gates.scan(gates.second, pass);
    expect(await gates.record(gates.second, scan)).toMatchObject([{ is: "already-inside" }]);
    // The card is read after the verdict: the same scan is sent again with it.
    expect(await gates.record(gates.second, { ...scan, override })).toMatchObject([{ is: "already-inside" }]);
    expect(await signalsOf(scan.id)).toHaveLength(0);
    const rows = await tablesOf<AccessTables>(gates.room.store.read)
      .selectFrom("access_scan")
      .select(["override_by", "moved"])
      .where("id", "=", scan.id)
      .execute();
    expect(rows).toEqual([{ override_by: card, moved: true }]);
  });
});

describe("a scan that is told of again", () => {
  it("counts who went in once: what more was said changes the count by what it changes", async () => {
    await using own = await openGates();
    const { first, second } = own;
    const inside = async () => only((await own.room.must("access.zones-now", {}, supervisor)).zones).inside;
    const [pass, card] = [only(await own.issue(1)), only(await own.issue(1, { category: "supervisor" }))];
    const override = { by: card, reason: "identity-established", note: "" } as const;
    const admitted = own.scan(first, pass);
    await own.record(first, admitted);
    await expect.poll(inside).toBe(1);
    await own.record(first, { ...admitted, override });
    const refused = own.scan(second, pass);
    await own.record(second, refused);
    expect(await inside()).toBe(1);
    await own.record(second, { ...refused, standing: "acted" });
    await own.record(second, { ...refused, standing: "acted", override });
    await expect.poll(inside).toBe(2);
    const lane = only(
      only(
        (await own.room.must("access.gates-now", {}, supervisor)).gates.filter(({ gate }) => gate === first.gate),
      ).lanes.filter(({ code }) => code === admitted.lane),
    );
    expect(lane.scansPerMinute).toBeCloseTo(1 / 5);
  });
});

it("refuses more than 200 scans at once, and what is no scan", async () => {
  const scans = Array.from({ length: 201 }, () => gates.scan(gates.first, null));
  expect(because(await gates.room.ask("access.record-scans", { scans }, gates.first.by))).toBe("invalid");
  const odd = [{ ...gates.scan(gates.first, null), id: "x" }];
  expect(because(await gates.room.call("access.record-scans", { scans: odd }, gates.first.by))).toBe("invalid");
  expect(ScanId.safeParse("x").success).toBe(false);
});

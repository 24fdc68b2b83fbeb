import { journalMigrations } from "@cordon/ground";
import { testDatabase } from "@cordon/ground/store/testing.ts";
import { ShiftId, type UnitKindDefinition } from "@cordon/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrations as roomMigrations, projections as roomProjections } from "../../../tables.ts";
import { id, operator } from "../../../testing/standing.ts";
import { migrations, projections, tables } from "../tables.ts";
import { WIDTH } from "../rules/series.ts";
import { look } from "../workers/alert.ts";
import { RosterBoard } from "../workers/board.ts";
import { keepCoverage } from "../workers/keep-coverage.ts";
import { hour, openRosterCrew, supervisor } from "../testing/roster.ts";

const crew = await openRosterCrew();
const { room, gate, quay, alpha, bravo } = crew;
const window = { from: hour(0), until: hour(200) };
/** What was answered before anybody kept the coverage. */
let early: unknown;
const opened = new AsyncDisposableStack();
beforeAll(async () => {
  opened.use(crew);
  const worker = room.workers.find(({ name }) => name === "command.keep-coverage");
  if (worker === undefined) throw new Error("nobody keeps the coverage");
  early = await room.ask("command.list-voids", window, operator);
  // What stands before it starts is read, what comes after is followed.
  await need(gate, 1, 2, 12);
  opened.use(await worker.start(room.context));
});
afterAll(() => opened.disposeAsync());

const need = (place: typeof gate, units: number, from: number, until: number) =>
  room.must(
    "command.require-post",
    { place, requirements: [{ capability: "patrol", units, from: hour(from), until: hour(until) }] },
    operator,
  );
const voids = async () =>
  (await room.must("command.list-voids", window, operator)).voids.map(({ placeReference, from, until, missing }) => [
    placeReference,
    from,
    until,
    missing,
  ]);
const patrol = (unit: typeof alpha, place: typeof gate, from: number, until: number) => ({
  ...{ unit, place, capability: "patrol", id: ShiftId.parse(id()) },
  from: hour(from),
  until: hour(until),
});

describe("voids", () => {
  it("are known before they happen, follow every change, and are filled by the cheapest fix", async () => {
    expect(await voids()).toEqual([["GATE-3", hour(2), hour(12), 1]]);
    const shift = patrol(alpha, gate, 2, 9);
    await room.must("command.plan-shifts", { shifts: [shift] }, operator);
    await expect.poll(voids).toEqual([["GATE-3", hour(9), hour(12), 1]]);

    const asked = { place: gate, capability: "patrol", from: hour(9), until: hour(12) };
    const { fixes } = await room.must("command.suggest-fixes", { voids: [asked] }, operator);
    const [cheapest] = fixes[0] ?? [];
    expect(cheapest).toMatchObject({ how: "extend", callSign: "A-1", shift: shift.id, overtimeMinutes: 180 });
    if (cheapest === undefined) return;
    const { how, unit, from, until } = cheapest;
    const fill = { ...asked, how, unit, shift: cheapest.shift, from, until };
    expect(await room.must("command.fill-void", fill, operator)).toEqual({ shift: shift.id });
    await expect.poll(voids).toEqual([]);
    const size = crew.size();
    await room.must("command.fill-void", fill, operator);
    expect(crew.size()).toBe(size);
  });

  it("open when a unit is withdrawn or a shift cancelled, and page by page are the same as at once", async () => {
    await need(quay, 2, 100, 110);
    await room.must("command.plan-shifts", { shifts: [patrol(bravo, quay, 100, 108)] }, operator);
    await expect.poll(voids).toEqual([
      ["QUAY-1", hour(100), hour(108), 1],
      ["QUAY-1", hour(108), hour(110), 2],
    ]);
    const first = await room.must("command.list-voids", { ...window, limit: 1 }, operator);
    const second = await room.must(
      "command.list-voids",
      { ...window, limit: 1, after: first.next ?? undefined },
      operator,
    );
    expect([first.voids[0]?.from, second.voids[0]?.from, second.next]).toEqual([hour(100), hour(108), null]);
    await room.must("command.withdraw-unit", { unit: bravo }, operator);
    await expect.poll(voids).toEqual([["QUAY-1", hour(100), hour(110), 2]]);
  });

  it("are filled by a unit that is one too many elsewhere: its shift is divided", async () => {
    const { unit } = await room.must(
      "command.register-unit",
      { kind: "patrol", strength: 2, callSign: "C-1", contingent: crew.police },
      operator,
    );
    const extra = patrol(unit, gate, 150, 160);
    await room.must("command.plan-shifts", { shifts: [extra] }, operator);
    await need(quay, 1, 152, 154);
    await expect.poll(voids).toEqual([["QUAY-1", hour(152), hour(154), 1]]);
    const asked = { place: quay, capability: "patrol", from: hour(152), until: hour(154) };
    const { fixes } = await room.must("command.suggest-fixes", { voids: [asked], limit: 5 }, operator);
    const move = fixes[0]?.find(({ how }) => how === "move");
    expect(move).toMatchObject({ callSign: "C-1", overtimeMinutes: 0, shift: extra.id });
    await room.must("command.fill-void", { ...asked, how: "move", unit, shift: extra.id }, operator);
    await expect.poll(voids).toEqual([]);
    const { shifts } = await room.must("command.show-roster", { ...window, unit }, operator);
    expect(shifts.map(({ placeReference, from, until }) => [placeReference, from, until])).toEqual([
      ["GATE-3", hour(150), hour(152)],
      ["QUAY-1", hour(152), hour(154)],
      ["GATE-3", hour(154), hour(160)],
    ]);
  });

  it("are filled although rest is shortened, by a supervisor who says why", async () => {
    const registered = { kind: "patrol", strength: 2, callSign: "R-1", contingent: crew.police };
    const { unit } = await room.must("command.register-unit", registered, operator);
    await room.must("command.plan-shifts", { shifts: [patrol(unit, gate, 160, 168)] }, operator);
    const asked = { place: quay, capability: "patrol", how: "spare" as const, unit, shift: null };
    const fill = { ...asked, from: hour(168), until: hour(176) };
    const refused = await room.ask("command.fill-void", fill, operator);
    expect(refused).toMatchObject({ refused: "not-possible-now", code: "shift-rest", params: { unit: "R-1" } });
    const over = { ...fill, override: "nobody else" };
    expect(await room.ask("command.fill-void", over, operator)).toMatchObject({ refused: "not-permitted" });
    const { shift } = await room.must("command.fill-void", over, supervisor);
    const window = { from: hour(168), until: hour(176), unit };
    const { shifts } = await room.must("command.show-roster", window, operator);
    expect(shifts).toMatchObject([{ id: shift, override: "nobody else" }]);
    await room.must("command.cancel-shifts", { shifts: [shift], because: "tested" }, operator);
  });

  it("count people where a need asks for them, and follow what a unit's strength becomes", async () => {
    const registered = { kind: "patrol", strength: 6, callSign: "P-6", contingent: crew.police };
    const { unit } = await room.must("command.register-unit", registered, operator);
    const need = { capability: "patrol", from: hour(170), until: hour(172) };
    const requirements = [{ ...need, units: 0, people: 8 }];
    const nothing = { place: quay, requirements: [{ ...need, units: 0 }] };
    expect(await room.ask("command.require-post", nothing, operator)).toMatchObject({ refused: "invalid" });
    await room.must("command.require-post", { place: quay, requirements }, operator);
    const size = crew.size();
    await room.must("command.require-post", { place: quay, requirements }, operator);
    expect(crew.size()).toBe(size);
    expect(await room.must("command.show-needs", { place: quay }, operator)).toEqual({ requirements });
    await room.must("command.plan-shifts", { shifts: [patrol(unit, quay, 170, 172)] }, operator);
    const lacks = async () =>
      (await room.must("command.list-voids", window, operator)).voids.map(({ missing, people }) => [missing, people]);
    await expect.poll(lacks).toEqual([[0, { missing: 2, needed: 8 }]]);
    const records = [{ line: 1, contingent: "FR-PN", callSign: "P-6", kind: "patrol", strength: "8" }];
    await room.must("command.import-forces", { records, mode: "do" }, operator);
    await expect.poll(lacks).toEqual([]);
    await room.must("command.require-post", { place: quay, requirements: [] }, operator);
  });

  it("are filled by who can by the catalogue, also when it says so later", async () => {
    const kind: UnitKindDefinition = {
      ...{ code: "kayak", name: { fr: "Kayak", en: "Kayak" }, domain: "water" as const, needs: [] },
      ...{ can: ["rescue-water"], cruiseMetresPerSecond: 1, maxWorkingHours: 4, symbol: "10031000001411000000" },
    };
    await room.must("command.describe-unit-kind", kind, supervisor);
    const registered = { kind: "kayak", strength: 1, callSign: "KA-1", contingent: crew.police };
    const { unit } = await room.must("command.register-unit", registered, operator);
    const asked = { place: quay, from: hour(180), until: hour(182) };
    const offered = async (capability: string) => {
      const answer = await room.must("command.suggest-fixes", { voids: [{ ...asked, capability }] }, operator);
      return (answer.fixes[0] ?? []).map(({ callSign }) => callSign);
    };
    await expect.poll(() => offered("rescue-water")).toEqual(["KA-1"]);
    expect(await offered("observe-from-water")).toEqual([]);
    const shift = { ...asked, unit, capability: "observe-from-water", id: ShiftId.parse(id()) };
    expect(await room.ask("command.plan-shifts", { shifts: [shift] }, operator)).toMatchObject({ refused: "invalid" });
    const more = { ...kind, can: ["rescue-water", "observe-from-water"] };
    await room.must("command.describe-unit-kind", more, supervisor);
    await expect.poll(() => offered("observe-from-water")).toEqual(["KA-1"]);
    await room.must("command.plan-shifts", { shifts: [shift] }, operator);
  });

  it("are unavailable while the roster is not read yet", () => {
    expect(early).toMatchObject({ refused: "unavailable" });
  });

  it("are asked for a period that begins before it ends", async () => {
    const backwards = { from: hour(2), until: hour(1) };
    expect(await room.ask("command.list-voids", backwards, operator)).toMatchObject({ refused: "invalid" });
  });
});

describe("a void that comes near", () => {
  it("is told by one signal, which ends when it is filled; who is missing as well", async () => {
    const board = new RosterBoard();
    await using _kept = await keepCoverage(board).start(room.context);
    const once = { voidWithinMinutes: 60, missingAfterMinutes: 10, everyMs: 1e6 };
    const told = async () =>
      (await room.must("command.list-signals", {}, operator)).signals
        .filter(({ kind }) => kind === "coverage")
        .map(({ note, seenUntil }) => [note, seenUntil !== null]);
    const empty = await told();
    await room.must(
      "command.require-post",
      { place: quay, requirements: [{ capability: "medics", units: 1, from: hour(-1), until: hour(2) }] },
      operator,
    );
    await expect.poll(() => board.coverage?.series(quay, "medics")?.gaps.length).toBe(WIDTH);
    await look(room.context, board, once);
    await look(room.context, board, once);
    expect(empty).toEqual([]);
    expect(await told()).toEqual([["QUAY-1 · medics −1", false]]);

    const shift = { ...patrol(crew.medics, quay, -1, 2), capability: "medics" };
    await room.must("command.plan-shifts", { shifts: [shift] }, operator);
    await expect.poll(() => board.coverage?.series(quay, "medics")?.gaps.length).toBe(0);
    await look(room.context, board, once);
    const both = await told();
    expect(both).toContainEqual(["QUAY-1 · medics −1", true]);
    expect(both).toContainEqual(["QUAY-1 · MED-1 · medics", false]);
    await room.must("command.take-up-shift", { shift: shift.id }, operator);
    await look(room.context, board, once);
    expect((await told()).every(([, over]) => over)).toBe(true);
    await room.must("command.end-shift", { shift: shift.id }, operator);
    await room.must("command.require-post", { place: quay, requirements: [] }, operator);
  });
});

describe("attendance", () => {
  it("says who is due, on, and missing", async () => {
    const unit = { kind: "patrol", strength: 2, callSign: "D-1", contingent: crew.police } as const;
    const { unit: delta } = await room.must("command.register-unit", unit, operator);
    const [late, soon] = [patrol(delta, quay, -1, 1), patrol(delta, gate, 1, 2)];
    await room.must("command.plan-shifts", { shifts: [late, soon] }, operator);
    const before = await room.must("command.show-attendance", {}, operator);
    expect(before.missing.shifts.map((shift) => shift.id)).toContain(late.id);
    expect(before.due.shifts.map((shift) => shift.id)).toContain(soon.id);
    await room.must("command.take-up-shift", { shift: late.id }, operator);
    const after = await room.must("command.show-attendance", {}, operator);
    expect([after.on.count, after.missing.count]).toEqual([1, 0]);
    await room.must("command.end-shift", { shift: late.id }, operator);
  });

  it("who is said not to have come leaves a void, stays among the missing, and may still come", async () => {
    const unit = { kind: "patrol", strength: 2, callSign: "E-1", contingent: crew.police } as const;
    const { unit: echo } = await room.must("command.register-unit", unit, operator);
    const shift = patrol(echo, quay, 0, 4);
    await room.must("command.plan-shifts", { shifts: [shift] }, operator);
    await need(quay, 1, 0, 4);
    // From when is left out: a void that has begun is shown from now on.
    const lacks = async () =>
      (await voids()).filter(([post]) => post === "QUAY-1").map(([, , until, missing]) => [until, missing]);
    await expect.poll(lacks).toEqual([]);
    const miss = { shift: shift.id, because: "Their bus broke down" };
    expect(await room.ask("command.miss-shift", miss, crew.phoneOf(echo))).toMatchObject({ refused: "not-permitted" });
    for (const by of [operator, supervisor])
      expect(await room.must("command.miss-shift", miss, by)).toEqual({ shift: shift.id, state: "missed" });
    await expect.poll(lacks).toEqual([[hour(4), 1]]);
    const { missing } = await room.must("command.show-attendance", {}, operator);
    expect(missing.shifts).toMatchObject([{ id: shift.id, state: "missed", said: "Their bus broke down" }]);
    await room.must("command.take-up-shift", { shift: shift.id }, supervisor);
    await expect.poll(lacks).toEqual([]);
    await room.must("command.end-shift", { shift: shift.id }, supervisor);
    const after = await room.must("command.show-attendance", {}, operator);
    expect([after.missing.count, after.on.count]).toEqual([0, 0]);
    await room.must("command.require-post", { place: quay, requirements: [] }, operator);
  });

  it("nobody is missing before the shift begins, and the refusal has a name for screens", async () => {
    const unit = { kind: "patrol", strength: 2, callSign: "F-1", contingent: crew.police } as const;
    const { unit: foxtrot } = await room.must("command.register-unit", unit, operator);
    const shift = patrol(foxtrot, quay, 3, 4);
    await room.must("command.plan-shifts", { shifts: [shift] }, operator);
    const early = await room.ask("command.miss-shift", { shift: shift.id }, operator);
    expect(early).toMatchObject({ refused: "not-possible-now", code: "shift-not-begun" });
  });
});

it("makes every row of the roster again from the journal alone", async () => {
  await using again = await testDatabase([...journalMigrations, ...roomMigrations, ...migrations]);
  const client = await again.store.connect({ name: "rebuild" });
  const tx = again.store.kyselyOn(client);
  const all = [...roomProjections, ...projections];
  for (const envelope of await room.journal.read(0, 1000)) {
    for (const projection of all) if (projection.kind === envelope.kind) await projection.apply(tx, envelope);
  }
  await client.end();
  let compared = 0;
  for (const { name, key } of tables) {
    const rows = `select * from "${name}" order by ${key.join()}`;
    const [was, is] = await Promise.all([room.store.pool.query(rows), again.store.pool.query(rows)]);
    expect(is.rows, name).toEqual(was.rows);
    compared += is.rows.length;
  }
  expect(compared).toBeGreaterThan(5);
});

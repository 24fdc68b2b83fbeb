import { journalMigrations } from "@cordon/ground";
import { testDatabase } from "@cordon/ground/store/testing.ts";
import { isRefusal, type Principal } from "@cordon/kernel";
import { afterAll, describe, expect, it } from "vitest";
import { openCrew } from "../../../testing/crew.ts";
import { operator, trocadero } from "../../../testing/standing.ts";
import { command } from "../../../index.ts";
import { ForceIndex, forces } from "../index.ts";
import { followForces } from "../workers/follow-forces.ts";

const crew = await openCrew();
const { room, police, guardia, dogs, medics, liaison } = crew;
afterAll(() => crew[Symbol.asyncDispose]());

const supervisor: Principal = { ...operator, id: "p2", roles: ["supervisor"] };
const why = (answer: unknown) => (isRefusal(answer) ? answer.because : null);
const nowhere = { position: () => null, each: () => {}, moved: (since: number) => since };

const beekeepers = {
  code: "beekeepers",
  name: { fr: "Apiculteurs", en: "Beekeepers" },
  domain: "land",
  can: ["catch-bees"],
  needs: [],
  cruiseMetresPerSecond: 5,
  maxWorkingHours: 6,
  symbol: "10031000001410000000",
} as const;

describe("the catalogue", () => {
  it("holds the standard kinds, and whatever an operation adds", async () => {
    const before = await room.must("command.list-unit-kinds", {}, operator);
    expect(before.kinds.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["patrol", "surveillance-aircraft", "fighter-on-alert"]),
    );
    const bees = { callSign: "BEE-1", kind: "beekeepers", contingent: police, strength: 2 };
    expect(why(await room.ask("command.register-unit", bees, operator))).toContain(
      "the catalogue has no kind beekeepers",
    );
    expect(isRefusal(await room.ask("command.describe-unit-kind", beekeepers, operator))).toBe(true);
    await room.must("command.describe-unit-kind", beekeepers, supervisor);
    const size = room.journal.size();
    await room.must("command.describe-unit-kind", beekeepers, supervisor);
    expect(room.journal.size()).toBe(size);
    await room.must("command.register-unit", bees, operator);
    const { kinds } = await room.must("command.list-unit-kinds", {}, operator);
    expect(kinds.find(({ code }) => code === "beekeepers")).toMatchObject({
      units: 1,
      standard: false,
      state: "standing",
    });
  });

  it("does not lose a kind while units are of it, and says how many and which", async () => {
    const refused = await room.ask("command.remove-unit-kind", { code: "beekeepers" }, supervisor);
    expect(why(refused)).toContain("1 unit is of the kind beekeepers: BEE-1");
    await room.must("command.retire-unit-kind", { code: "beekeepers" }, supervisor);
    const more = { callSign: "BEE-2", kind: "beekeepers", contingent: police, strength: 2 };
    expect(why(await room.ask("command.register-unit", more, operator))).toContain("retired: no new units");
    const { units } = await room.must("command.list-units", {}, operator);
    const bee = units.find(({ callSign }) => callSign === "BEE-1");
    expect(bee?.kind).toBe("beekeepers");
    // It still takes tasks: who is there acts.
    const order = { unit: dogs, order: "Catch them", position: trocadero, needs: { abilities: ["catch-bees"] } };
    expect(why(await room.ask("command.offer-task", order, operator))).toContain("it cannot catch-bees");
    if (bee === undefined) throw new Error("no bee");
    const { task } = await room.must("command.offer-task", { ...order, unit: bee.id }, operator);
    await room.must("command.cancel-task", { task, reason: "gone" }, operator);
    await room.must("command.withdraw-unit", { unit: bee.id }, operator);
    await room.must("command.remove-unit-kind", { code: "beekeepers" }, supervisor);
    const { kinds } = await room.must("command.list-unit-kinds", {}, operator);
    expect(kinds.find(({ code }) => code === "beekeepers")).toMatchObject({ state: "removed", name: beekeepers.name });
    await room.must("command.describe-unit-kind", beekeepers, supervisor);
    await room.must("command.retire-unit-kind", { code: "robot" }, supervisor);
  });
});

describe("powers", () => {
  const search = { order: "Search the bags", position: trocadero, needs: { powers: ["search-bag"] } } as const;

  it("are asked for before a task is given, with why not and who could", async () => {
    const index = new ForceIndex(nowhere);
    await using _following = await followForces(index).start(room.context);
    expect(why(await room.ask("command.offer-task", { ...search, unit: dogs }, operator))).toContain(
      "it may not search-bag: nobody has written down what its contingent may do",
    );
    const ring = [
      [2.28, 48.86],
      [2.29, 48.86],
      [2.29, 48.87],
      [2.28, 48.87],
      [2.28, 48.86],
    ] as const;
    const { place } = await room.must(
      "command.draw-place",
      {
        reference: "Z-9",
        kind: "zone",
        name: { fr: "Zone", en: "Zone" },
        shape: { type: "Polygon", coordinates: [ring] },
        regime: null,
      },
      operator,
    );
    const granted = (contingent: typeof police, places: readonly (typeof place)[] | null) =>
      room.must(
        "command.grant-powers",
        { contingent, grants: [{ power: "search-bag", places, period: null }] },
        supervisor,
      );
    await granted(police, [place]);
    const { task } = await room.must("command.offer-task", { ...search, unit: dogs }, operator);
    await room.must("command.cancel-task", { task, reason: "done" }, operator);
    const elsewhere = { ...search, unit: dogs, position: [2.4, 48.86] } as const;
    expect(why(await room.ask("command.offer-task", elsewhere, operator))).toContain("does not hold it here");
    const language = { ...search, unit: dogs, needs: { languages: ["es"], releasableTo: ["ES"] } };
    expect(why(await room.ask("command.offer-task", language, operator))).toMatch(
      /does not speak es.*not be told to FR/,
    );

    await expect.poll(() => index.size).toBeGreaterThan(0);
    const question = { told: [], kinds: null, contingent: null, now: room.context.clock.now(), limit: 5 };
    const needs = { abilities: [], powers: ["search-bag"], languages: [], releasableTo: [] } as const;
    const here = () => index.suit({ ...question, position: trocadero, needs });
    await expect.poll(() => here().suggestions.map(({ facts }) => facts.callSign)).toEqual(["K9-2"]);
    expect(here().leftOut).toEqual([
      { missing: { what: "power", power: "search-bag", because: "not-recorded" }, units: 1 },
    ]);
    expect(index.suit({ ...question, position: [2.4, 48.86], needs }).suitable).toBe(0);
    // What is read from the tables by one that starts now is what the other learned entry by entry.
    const restarted = new ForceIndex(nowhere);
    await using _again = await followForces(restarted).start(room.context);
    expect(restarted.suit({ ...question, position: trocadero, needs })).toEqual(here());
  });

  it("are not granted by a contingent to itself, nor in what is no area", async () => {
    const own: Principal = { ...supervisor, contingent: guardia };
    expect(isRefusal(await room.ask("command.grant-powers", { contingent: guardia, grants: [] }, own))).toBe(true);
    const point = { reference: "P-9", kind: "post", name: { fr: "p", en: "p" }, regime: null } as const;
    const shape = { type: "Point", coordinates: trocadero } as const;
    const { place } = await room.must("command.draw-place", { ...point, shape }, operator);
    const grants = [{ power: "arrest", places: [place], period: null }] as const;
    expect(why(await room.ask("command.grant-powers", { contingent: guardia, grants }, supervisor))).toContain("areas");
  });
});

describe("who speaks for a contingent", () => {
  it("is in the vault and in no entry, and is known to that contingent and those who see all", async () => {
    const officer = { name: "Inés Vidal", radio: "LIA 4", phone: "+34 600 000 000" };
    await room.must("command.name-liaison", { contingent: guardia, officer }, operator);
    expect(await room.must("command.show-liaison", { contingent: guardia }, liaison)).toEqual({ officer });
    expect(isRefusal(await room.ask("command.show-liaison", { contingent: police }, liaison))).toBe(true);
    const told = JSON.stringify(await room.journal.read(0, 1000));
    expect(told).not.toContain("Vidal");
    expect(told).not.toContain("600 000");
    const { contingents } = await room.must("command.list-forces", {}, liaison);
    expect(contingents).toMatchObject([{ contingent: guardia, hasLiaison: true, powers: null, units: 1 }]);
    await room.must("command.name-liaison", { contingent: guardia, officer: null }, operator);
    expect(await room.must("command.show-liaison", { contingent: guardia }, liaison)).toEqual({ officer: null });
  });
});

it("suggests from the tables, until the index is there, what the index will suggest", async () => {
  const question = { position: trocadero, needs: { abilities: ["treat"] } };
  const { suggestions, suitable, leftOut } = await room.must("command.suggest-units", question, operator);
  expect(suggestions.map(({ unit }) => unit.id)).toEqual([medics]);
  expect(suitable).toBe(1);
  expect(leftOut).toEqual([{ missing: { what: "ability", ability: "treat" }, units: 1 }]);
  const own = await room.must("command.suggest-units", question, { ...liaison, contingent: police });
  expect(own).toMatchObject({ suggestions: [], leftOut: [{ units: 1 }] });
});

it("says of a named unit all that keeps it from a task, by the rules that suggest and that refuse the order", async () => {
  const needs = { abilities: ["treat"], languages: ["es"] };
  const { units } = await room.must(
    "command.judge-units",
    { units: [medics, dogs], position: trocadero, needs },
    operator,
  );
  // Its contingent speaks French alone: what keeps the medics is the language, and the dogs both.
  expect(units.map(({ unit, missing }) => [unit.callSign, missing])).toEqual([
    ["MED-1", [{ what: "language", language: "es" }]],
    [
      "K9-2",
      [
        { what: "ability", ability: "treat" },
        { what: "language", language: "es" },
      ],
    ],
  ]);
  const suited = await room.must(
    "command.judge-units",
    { units: [medics], position: trocadero, needs: { abilities: ["treat"] } },
    operator,
  );
  const suggested = await room.must(
    "command.suggest-units",
    { position: trocadero, needs: { abilities: ["treat"] } },
    operator,
  );
  expect(suited.units).toEqual(suggested.suggestions.map((each) => ({ ...each, missing: [] })));
  const order = { unit: dogs, order: "Treat them", position: trocadero, needs };
  expect(why(await room.ask("command.offer-task", order, operator))).toContain("it cannot treat; it does not speak es");
  // One with a task is no worse judged, and said to be busy.
  const { task } = await room.must("command.offer-task", { ...order, needs: {} }, operator);
  const busy = await room.must("command.judge-units", { units: [dogs], position: trocadero }, operator);
  expect(busy.units).toMatchObject([{ missing: [], because: ["busy", "rest-unknown", "position-unknown"] }]);
  await room.must("command.cancel-task", { task, reason: "done" }, operator);
  // Of another contingent: it does not exist.
  const others = { units: [dogs], position: trocadero };
  expect(isRefusal(await room.ask("command.judge-units", others, liaison))).toBe(true);
});

describe("what a contingent told", () => {
  it("goes to the nations alone that it may be passed on to, whoever suggests, judges or orders", async () => {
    const steward: Principal = { ...liaison, id: "s-7", roles: ["officer"], contingent: guardia };
    const report = { kind: "report", note: "A van by the fence", position: trocadero } as const;
    const { signal } = await room.must("command.raise-signal", report, steward);
    const { incident } = await room.must("command.confirm-signal", { signal, title: "A van", priority: 2 }, operator);
    const order = { unit: dogs, incident, order: "Look into the van" };
    // Nobody wrote down that it is for some alone: it is for everybody.
    const { task } = await room.must("command.offer-task", order, operator);
    await room.must("command.cancel-task", { task, reason: "done" }, operator);
    const releasableTo = (nations: readonly string[] | null) =>
      room.must("command.grant-powers", { contingent: guardia, grants: [], releasableTo: nations }, supervisor);
    await releasableTo(["PT"]);
    expect(why(await room.ask("command.offer-task", order, operator))).toContain(
      "what ES told may not be passed on to FR",
    );
    const both = { units: [dogs, medics], incident, order: "Look into the van" };
    expect(why(await room.ask("command.offer-openly", both, operator))).toContain("may not be passed on to FR");
    const judged = await room.must("command.judge-units", { units: [dogs], incident, position: trocadero }, operator);
    expect(judged.units[0]?.missing).toEqual([{ what: "release", nation: "FR", toldBy: "ES" }]);
    const { suggestions, leftOut } = await room.must(
      "command.suggest-units",
      { incident, position: trocadero },
      operator,
    );
    expect(suggestions.map(({ unit }) => unit.nation)).not.toContain("FR");
    expect(leftOut).toContainEqual({ missing: { what: "release", nation: "FR", toldBy: "ES" }, units: 1 });
    const shown = await room.must("command.show-incident", { incident }, operator);
    expect(shown.told).toEqual([{ contingent: guardia, nation: "ES", releasableTo: ["PT"] }]);
    // Merged into another one, it is what that one was told too.
    const other = { kind: "report", title: "A van, again", priority: 2, position: trocadero } as const;
    const { incident: into } = await room.must("command.open-incident", other, operator);
    await room.must("command.offer-task", { ...order, incident: into }, operator);
    await room.must("command.merge-incidents", { incident, into }, operator);
    expect(why(await room.ask("command.offer-task", { ...order, incident: into }, operator))).toContain("what ES told");
    // What stands now counts: it may be passed on to France after all.
    await releasableTo(["FR", "PT"]);
    expect(why(await room.ask("command.offer-task", { ...order, incident: into }, operator))).toBeNull();
    await releasableTo(null);
  });
});

it("makes its rows again from the journal alone", async () => {
  const { migrations, projections } = command({ positions: nowhere });
  await using again = await testDatabase([...journalMigrations, ...migrations]);
  const client = await again.store.connect({ name: "rebuild" });
  const tx = again.store.kyselyOn(client);
  for (const envelope of await room.journal.read(0, 1000))
    for (const projection of projections) if (projection.kind === envelope.kind) await projection.apply(tx, envelope);
  await client.end();
  let compared = 0;
  for (const { name, key, derivedFrom } of forces(new ForceIndex(nowhere), nowhere).tables) {
    if (derivedFrom !== "journal") continue;
    const all = `select * from "${name}" order by ${key.join()}`;
    const [was, is] = await Promise.all([room.store.pool.query(all), again.store.pool.query(all)]);
    expect(is.rows, name).toEqual(was.rows);
    compared += is.rows.length;
  }
  expect(compared).toBeGreaterThan(3);
});

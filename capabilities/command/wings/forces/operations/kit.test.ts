import { isRefusal, type Principal } from "@cordon/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCrew } from "../../../testing/crew.ts";
import { operator, trocadero } from "../../../testing/standing.ts";
import { ForceIndex } from "../index.ts";
import { followForces } from "../workers/follow-forces.ts";

const crew = await openCrew();
const { room, police, dogs, medics, liaison } = crew;
afterAll(() => crew[Symbol.asyncDispose]());

const kit = {
  languages: ["fr", "nl"],
  radios: [{ callSign: "ALPHA 21", channel: "PC-3" }],
  equipment: [{ kind: "defibrillator", count: 2 }],
} as const;
const why = (answer: unknown) => (isRefusal(answer) ? answer.because : null);

describe("what a unit carries", () => {
  beforeAll(() => room.must("command.equip-unit", { unit: dogs, ...kit }, operator));

  it("stands with the unit, is said once, and names nobody", async () => {
    expect(await room.must("command.show-unit", { unit: dogs }, operator)).toMatchObject({ callSign: "K9-2", kit });
    const size = crew.size();
    await room.must("command.equip-unit", { unit: dogs, ...kit }, operator);
    expect(crew.size()).toBe(size);
    const named = { ...kit, radios: [{ callSign: "Sgt. Anne Martin", channel: "" }] };
    expect(isRefusal(await room.ask("command.equip-unit", { unit: dogs, ...named }, operator))).toBe(true);
    expect(why(await room.ask("command.equip-unit", { unit: medics, ...kit }, operator))).toBe(
      "the radio ALPHA 21 is carried by K9-2",
    );
    expect(why(await room.ask("command.equip-unit", { unit: dogs, ...kit }, liaison))).toContain("no such unit");
  });

  it("is found by the call sign that is heard, however it is typed, by who may know of the unit", async () => {
    const heard = (callSign: string, by: Principal = operator) =>
      room
        .must("command.find-radio", { callSign }, by)
        .then(({ found }) => found && [found.unit.callSign, found.radio?.channel]);
    expect(await heard(" alpha  21 ")).toEqual(["K9-2", "PC-3"]);
    expect(await heard("med-1")).toEqual(["MED-1", undefined]);
    expect(await heard("ALPHA 22")).toBeNull();
    expect(await heard("ALPHA 21", liaison)).toBeNull();
  });

  it("says who speaks what is asked for, whatever the contingent speaks", async () => {
    const order = { order: "Ask them", position: trocadero, needs: { languages: ["nl"] } };
    expect(why(await room.ask("command.offer-task", { ...order, unit: medics }, operator))).toContain(
      "does not speak nl",
    );
    const { task } = await room.must("command.offer-task", { ...order, unit: dogs }, operator);
    await room.must("command.cancel-task", { task, reason: "done" }, operator);
    const nowhere = { position: () => null, moved: (since: number) => since };
    const index = new ForceIndex(nowhere);
    await using _following = await followForces(index).start(room.context);
    const asked = { abilities: [], powers: [], languages: ["nl"], releasableTo: [] };
    const question = { position: trocadero, needs: asked, told: [], kinds: null, contingent: null, limit: 5 };
    const suited = () =>
      index.suit({ ...question, now: room.context.clock.now() }).suggestions.map(({ facts }) => facts.callSign);
    expect(suited()).toEqual(["K9-2"]);
    const scanned = await room.must("command.suggest-units", { position: trocadero, needs: asked }, operator);
    expect(scanned.suggestions.map(({ unit }) => unit.callSign)).toEqual(["K9-2"]);
    await room.must("command.equip-unit", { unit: medics, languages: ["nl"], radios: [], equipment: [] }, operator);
    await expect.poll(suited).toEqual(["K9-2", "MED-1"]);
  });
});

describe("finding units", () => {
  it("goes page by page through all that match, by call sign, radio, kind or contingent", async () => {
    for (const at of [1, 2, 3, 4, 5])
      await room.must(
        "command.register-unit",
        { callSign: `P_${at}`, kind: "patrol", contingent: police, strength: 4 },
        operator,
      );
    const seen: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < 5; page++) {
      const asked = { kind: "patrol", limit: 2, ...(after === undefined ? {} : { after }) };
      const { units, total, next } = await room.must("command.find-units", asked, operator);
      expect(total).toBe(5);
      seen.push(...units.map(({ callSign }) => callSign));
      if (next === null) break;
      after = next;
    }
    expect(seen).toEqual(["P_1", "P_2", "P_3", "P_4", "P_5"]);
    const found = async (text: string, by: Principal = operator) =>
      (await room.must("command.find-units", { text }, by)).units.map(({ callSign }) => callSign);
    expect(await found("alpha")).toEqual(["K9-2"]);
    expect(await found("es-gc")).toEqual(["MED-1"]);
    // What is a wildcard to a database is a character to a person.
    expect(await found("P_")).toHaveLength(5);
    expect(await found("%")).toEqual([]);
    expect(await found("", liaison)).toEqual(["MED-1"]);
  });
});

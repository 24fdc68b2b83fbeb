import { isRefusal, PassNumber } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CategoryCode, KeyId, PassesIssued, PassesReinstated, PassRequest, type ZoneCode } from "../words.ts";
import { type Desk, issue, passMachine, type PassState, reinstate, revoke } from "./pass-desk.ts";
import { paris } from "./testing/perimeter.ts";

const desk: Desk = {
  now: paris("07-18T06:00"),
  kid: KeyId.parse("00c0ffee"),
  next: 41,
  zones: new Set<ZoneCode>(["G1", "R1"]),
  categories: new Set<CategoryCode>(["resident", "worker"]),
};
const request = (said: Partial<PassRequest> = {}): PassRequest =>
  PassRequest.parse({
    category: "resident",
    zones: ["G1"],
    notBefore: paris("07-18T05:00"),
    notAfter: paris("07-27T06:00"),
    holder: { kind: "person", initials: "AM", birthYear: 1980 },
    ...said,
  });

describe("the pass desk", () => {
  it("numbers passes one after the other and says those that are alike once", () => {
    const vehicle = request({ holder: { kind: "vehicle", plate: "AB-123-CD" } });
    const issued = issue(desk, [request(), request(), vehicle, request({ zones: ["R1"] }), request()]);
    if (isRefusal(issued)) throw new Error(issued.because);
    expect(issued.first).toBe(41);
    expect(issued.entries).toHaveLength(1);
    expect(issued.entries[0]?.data).toMatchObject({
      first: 41,
      kid: "00c0ffee",
      runs: [
        { count: 2, holder: "person", zones: ["G1"] },
        { count: 1, holder: "vehicle" },
        { count: 1, zones: ["R1"] },
        { count: 1, zones: ["G1"] },
      ],
    });
    // Nothing of whoever holds it is in the journal.
    expect(JSON.stringify(issued.entries)).not.toMatch(/AM|1980|AB-123/);
    for (const { data } of issued.entries) expect(PassesIssued.data.safeParse(data).success).toBe(true);
  });

  it("issues all or none, and names the request and what is wrong with it", () => {
    const refused = (said: Partial<PassRequest>, more: Partial<Desk> = {}) =>
      issue({ ...desk, ...more }, [request(), { ...request(), ...said }]);
    expect(refused({ zones: ["ZZ"] })).toMatchObject({
      refused: "invalid",
      because: "Request 2: there is no zone ZZ.",
    });
    expect(refused({ zones: ["G1", "G1"] })).toMatchObject({ because: "Request 2: zone G1 is named twice." });
    expect(refused({ category: "clown" })).toMatchObject({ because: "Request 2: there is no category clown." });
    expect(refused({}, { now: paris("07-27T06:00") })).toMatchObject({ refused: "invalid" });
    expect(refused({}, { next: 4_294_967_295 })).toMatchObject({ refused: "store-full" });
    expect(issue(desk, [])).toMatchObject({ refused: "invalid" });
  });

  it("refuses a list with a number never given out and names it", () => {
    const unknown = { number: PassNumber.parse(7), state: null };
    expect(revoke([unknown], "lost", "")).toMatchObject({ refused: "not-found", because: "never given out: 7" });
    expect(reinstate([{ number: PassNumber.parse(1), state: "revoked" }, unknown])).toMatchObject({
      refused: "not-found",
    });
  });
});

/*
 * The desk driven at random. The model knows nothing of the state table: it knows that a pass is revoked when it was revoked and not
 * reinstated since, that asking again changes nothing, and that what was never given out cannot be either.
 */
describe("passes, whatever is asked and in whatever order", () => {
  interface Model {
    readonly states: Map<number, PassState>;
    next: number;
  }
  interface Real {
    readonly log: { readonly kind: string; readonly data: unknown }[];
  }
  const numbers = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 });
  const found = (model: Model, asked: readonly number[]) =>
    asked.map((number) => ({ number: PassNumber.parse(number), state: model.states.get(number) ?? null }));

  const change = (name: "revoke" | "reinstate", asked: readonly number[]): fc.Command<Model, Real> => ({
    check: () => true,
    toString: () => `${name} ${asked.join(",")}`,
    run(model, real) {
      const passes = found(model, asked);
      const decision = name === "revoke" ? revoke(passes, "lost", "") : reinstate(passes);
      const isKnown = asked.every((number) => model.states.has(number));
      expect(isRefusal(decision)).toBe(!isKnown);
      if (isRefusal(decision)) return;
      const to = name === "revoke" ? "revoked" : "issued";
      const changed = [...new Set(asked)].filter((number) => model.states.get(number) !== to).sort((a, b) => a - b);
      expect(decision.flatMap(({ data }) => PassesReinstated.data.parse(data).passes)).toEqual(changed);
      real.log.push(...decision);
      for (const number of asked) model.states.set(number, to);
    },
  });
  const give = (count: number): fc.Command<Model, Real> => ({
    check: () => true,
    toString: () => `issue ${count}`,
    run(model, real) {
      const issued = issue(
        { ...desk, next: model.next },
        Array.from({ length: count }, () => request()),
      );
      if (isRefusal(issued)) throw new Error(issued.because);
      expect(issued.first).toBe(model.next);
      real.log.push(...issued.entries);
      for (let at = 0; at < count; at++) model.states.set(model.next + at, "issued");
      model.next += count;
    },
  });

  it("says in its entries exactly what changed", () => {
    const commands = [
      fc.integer({ min: 1, max: 5 }).map(give),
      numbers.map((asked) => change("revoke", asked)),
      numbers.map((asked) => change("reinstate", asked)),
    ];
    fc.assert(
      fc.property(fc.commands(commands, { maxCommands: 40 }), (asked) => {
        const model: Model = { states: new Map(), next: 1 };
        fc.modelRun(() => ({ model, real: { log: [] } }), asked);
      }),
      { numRuns: 300 },
    );
  });

  it("answers every event in every state", () => {
    expect(passMachine.table).toEqual({
      issued: { revoke: "revoked", reinstate: null },
      revoked: { revoke: null, reinstate: "issued" },
    });
    expect(passMachine.initial).toBe("issued");
  });
});

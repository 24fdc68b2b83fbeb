import { instantOf, isRefusal } from "@cordon/kernel";
import { afterAll, describe, expect, it } from "vitest";
import { openCrew } from "../../../testing/crew.ts";
import { id, operator } from "../../../testing/standing.ts";

const crew = await openCrew();
const { room, liaison, phone, size } = crew;
afterAll(() => crew[Symbol.asyncDispose]());

const why = (answer: unknown) => (isRefusal(answer) ? answer.refused : null);

describe("what changed between two moments", () => {
  it("is each thing once, by what was done to it last, with the entries that say so", async () => {
    const before = size();
    const { incident } = await crew.opened();
    const opened = size();
    await room.must("command.note-incident", { incident, text: "Seen" }, operator);
    await room.must("command.close-incident", { incident, outcome: "Nothing" }, operator);

    const { changes, more } = await room.must("command.list-changes", { since: before }, operator);
    expect(more).toBe(false);
    expect(changes.map(({ what, how }) => `${what} ${how}`).toSorted()).toEqual(["incident closed", "signal closed"]);
    const closed = changes.find(({ what }) => what === "incident");
    expect(closed).toMatchObject({ id: incident, title: "A bag by the bench" });
    expect(closed?.entries).toHaveLength(3);
    expect(closed?.entries.every((seq) => seq >= before && seq < size())).toBe(true);

    // As of a moment, what came after it is not known.
    expect(await room.asOf("command.list-changes", { since: before }, operator, opened)).toMatchObject({
      size: opened,
      changes: expect.arrayContaining([expect.objectContaining({ what: "incident", how: "new" })]),
    });
    expect((await room.must("command.list-changes", { since: size() }, operator)).changes).toEqual([]);
    expect((await room.must("command.list-changes", { since: size() + 1000 }, operator)).changes).toEqual([]);
  });

  it("are of the roster, the map and what was written too, and what is gone has the name it had", async () => {
    const begin = size();
    const shape = { type: "Point", coordinates: [2.29, 48.86] } as const;
    const post = { reference: "P-77", kind: "post", name: { fr: "Poste nord", en: "North post" }, regime: null, shape };
    const { place } = await room.must("command.draw-place", { ...post, kind: "post" }, operator);
    const hour = (ahead: number) => instantOf((Math.floor(Date.now() / 3_600_000) + ahead) * 3_600_000);
    const planned = { unit: crew.dogs, place, capability: "observe", from: hour(3), until: hour(5) };
    const { shifts } = await room.must("command.plan-shifts", { shifts: [planned] }, operator);
    const mark = { name: "Way in", style: "mark", shape } as const;
    const { overlay } = await room.must("command.draw-overlay", mark, operator);
    const message = { to: { kind: "unit", unit: crew.dogs }, text: "Come to the north post" } as const;
    await room.must("command.send-message", message, operator);
    const told = async (since: number, by = operator) =>
      (await room.must("command.list-changes", { since }, by)).changes.map((change) => {
        const { what, how } = change;
        return `${what} ${how} ${"name" in change ? JSON.stringify(change.name) : "callSign" in change ? change.callSign : ""}`.trim();
      });
    const north = JSON.stringify(post.name);
    const all = [`place new ${north}`, "shift new K9-2", 'drawing new "Way in"', "message new"];
    expect((await told(begin)).toSorted()).toEqual(all.toSorted());
    // Of the shift and the message, the other contingent knows nothing.
    expect((await told(begin, liaison)).toSorted()).toEqual([`place new ${north}`, 'drawing new "Way in"'].toSorted());

    const later = size();
    await room.must("command.draw-place", { ...post, kind: "post" }, operator);
    expect(await told(later)).toEqual([]);
    await room.must("command.draw-place", { ...post, kind: "post", name: { fr: "Nord", en: "North" } }, operator);
    expect(await told(later)).toEqual([`place changed ${JSON.stringify({ fr: "Nord", en: "North" })}`]);
    const [shift] = shifts;
    if (shift === undefined) throw new Error("no shift");
    await room.must("command.cancel-shifts", { shifts: [shift], because: "not needed" }, operator);
    await room.must("command.withdraw-overlay", { overlay }, operator);
    await room.must("command.remove-place", { place }, operator);
    expect(await told(later)).toEqual([
      `place closed ${JSON.stringify({ fr: "Nord", en: "North" })}`,
      'drawing closed "Way in"',
      "shift closed K9-2",
    ]);
    expect(await room.asOf("command.list-changes", { since: begin }, operator, later)).toMatchObject({
      changes: expect.arrayContaining([expect.objectContaining({ what: "place", how: "new", name: post.name })]),
    });
  });

  it("leaves out tasks and units of contingents that the caller may not know", async () => {
    const before = size();
    const { task } = await crew.ordered(crew.dogs);
    const tasks = async (by: typeof operator) =>
      (await room.must("command.list-changes", { since: before }, by)).changes.flatMap((change) =>
        change.what === "task" ? [change.id] : [],
      );
    expect(await tasks(operator)).toEqual([task]);
    expect(await tasks(liaison)).toEqual([]);
    expect(why(await room.ask("command.list-changes", { since: 0 }, phone))).toBe("not-permitted");
    expect(why(await room.ask("command.list-changes", { since: -1 }, operator))).toBe("invalid");
  });
});

describe("finding a moment", () => {
  it("says how many entries were known at an instant, and when it was that so many were", async () => {
    await crew.reported();
    const all = await room.must("command.find-moment", {}, operator);
    expect(all).toMatchObject({ size: size(), journal: size() });
    const third = await room.must("command.find-moment", { size: 3 }, operator);
    if (third.at === null || all.first === null) throw new Error("no instant");
    expect(third.size).toBe(3);
    const then = await room.must("command.find-moment", { instant: third.at }, operator);
    expect(then.size).toBeGreaterThanOrEqual(3);
    expect(then.at).toBe(third.at);
    const earlier = instantOf(Date.parse(all.first) - 1);
    expect(await room.must("command.find-moment", { instant: earlier }, operator)).toMatchObject({ size: 0, at: null });
    expect(why(await room.ask("command.find-moment", { size: size() + 1 }, operator))).toBe("invalid");
    const ahead = instantOf(Date.now() + 3_600_000);
    expect(why(await room.ask("command.find-moment", { instant: ahead }, operator))).toBe("invalid");
    expect(why(await room.ask("command.find-moment", {}, phone))).toBe("not-permitted");
  });
});

describe("chapters of the review", () => {
  const chapters = async (input = {}) => (await room.must("command.list-moments", input, operator)).chapters;

  it("are marked once, in the order of time, for an incident or none, and taken out again", async () => {
    const { incident, number } = await crew.opened();
    const late = { size: size(), note: "Command taken over", incident };
    await room.must("command.mark-moment", late, operator);
    await room.must("command.mark-moment", { size: 2, note: "Doors open" }, operator);
    const marked = size();
    await room.must("command.mark-moment", late, operator);
    expect(size()).toBe(marked);

    const [first, second] = await chapters();
    expect(first).toMatchObject({ size: 2, note: "Doors open", incident: null, by: { id: operator.id } });
    expect(second).toMatchObject({ note: "Command taken over", incident: { id: incident, number } });
    expect(await chapters({ incident })).toEqual([second]);

    if (first === undefined) return;
    await room.must("command.unmark-moment", { mark: first.mark }, operator);
    expect(await chapters()).toEqual([second]);
    expect(why(await room.ask("command.unmark-moment", { mark: first.mark }, operator))).toBe("not-found");
  });

  it("are of moments that were, of incidents that are, and marked by those who decide", async () => {
    const mark = (input: { size: number; note: string; incident?: string }, by = operator) =>
      room.call("command.mark-moment", input, by);
    const before = size();
    expect(why(await mark({ size: size() + 1, note: "Later" }))).toBe("invalid");
    expect(why(await mark({ size: 1, note: " " }))).toBe("invalid");
    expect(why(await mark({ size: 1, note: "n".repeat(201) }))).toBe("invalid");
    expect(why(await mark({ size: 1, note: "Nowhere", incident: id() }))).toBe("not-found");
    expect(why(await mark({ size: 1, note: "Mine" }, phone))).toBe("not-permitted");
    expect(why(await room.ask("command.unmark-moment", { mark: 0 }, phone))).toBe("not-permitted");
    expect(size()).toBe(before);
  });
});

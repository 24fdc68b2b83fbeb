import { EVERYONE_ON_DUTY, isRefusal, type Principal, type Refusal } from "@cordon/kernel";
import { afterAll, describe, expect, it } from "vitest";
import { openCrew } from "../testing/crew.ts";
import { operator, trocadero } from "../testing/standing.ts";

const crew = await openCrew();
const { room, guardia, dogs, medics, liaison, reported, ordered, size } = crew;
afterAll(() => crew[Symbol.asyncDispose]());

const why = (answer: unknown) => (isRefusal(answer) ? answer.refused : null);

describe("need to know", () => {
  it("narrows units, tasks and the log to one's own contingent", async () => {
    const { incident, task } = await ordered(dogs);
    const { task: theirs } = await room.must(
      "command.offer-task",
      { unit: medics, incident, order: "Stand by" },
      operator,
    );
    const units = await room.must("command.list-units", {}, liaison);
    expect(new Set(units.units.map((one) => one.contingent))).toEqual(new Set([guardia]));
    expect((await room.must("command.list-contingents", {}, liaison)).contingents.map((one) => one.id)).toEqual([
      guardia,
    ]);
    const tasks = await room.must("command.list-tasks", { limit: 200 }, liaison);
    expect(tasks.tasks.every((one) => one.contingent === guardia)).toBe(true);
    const shown = await room.must("command.show-incident", { incident }, liaison);
    expect(shown.tasks.map((one) => one.id)).toEqual([theirs]);
    expect(shown.incident.tasks).toEqual({ waiting: 1, running: 0, ended: 0 });
    expect(JSON.stringify(shown)).not.toContain(task);
    expect(JSON.stringify(shown)).not.toContain(dogs);
    const suggested = await room.must("command.suggest-units", { position: trocadero, limit: 50 }, liaison);
    expect(suggested.suggestions.every((one) => one.unit.contingent === guardia)).toBe(true);
    const asked: readonly Refusal[] = [
      await refusal("command.offer-task", { unit: dogs, incident, order: "x" }),
      await refusal("command.withdraw-unit", { unit: dogs }),
      await refusal("command.cancel-task", { task, reason: "x" }),
    ];
    expect(asked.map((one) => one.refused)).toEqual(["not-found", "not-found", "not-found"]);
  });

  async function refusal(name: string, input: object): Promise<Refusal> {
    const answer = await room.call(name, input, liaison);
    if (!isRefusal(answer)) throw new Error(`${name} was permitted`);
    return answer;
  }

  it("leaves deciding to those who decide", async () => {
    const { signal } = await reported();
    const at = size();
    for (const role of EVERYONE_ON_DUTY.filter((one) => !["operator", "supervisor", "commander"].includes(one))) {
      const by: Principal = { kind: "person", id: "p5", roles: [role], contingent: null, unit: null };
      expect(why(await room.ask("command.confirm-signal", { signal, title: "x", priority: 1 }, by)), role).toBe(
        "not-permitted",
      );
    }
    expect(size()).toBe(at);
  });
});

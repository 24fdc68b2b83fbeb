import { CommandId, instantOf, type Principal } from "@cordon/kernel";
import { afterAll, describe, expect, it } from "vitest";
import { openCrew } from "../testing/crew.ts";
import { id, operator } from "../testing/standing.ts";

const crew = await openCrew();
const { room, phone, reported, opened, ordered } = crew;
afterAll(() => crew[Symbol.asyncDispose]());

describe("an incident", () => {
  it("is opened once by the signal that is confirmed twice, and numbered without a gap", async () => {
    const { signal } = await reported();
    const confirm = { signal, title: "Smoke", priority: 1 } as const;
    const both = await Promise.all([
      room.must("command.confirm-signal", confirm, operator),
      room.must("command.confirm-signal", confirm, operator),
    ]);
    expect(both[0]).toEqual(both[1]);
    const many = await Promise.all(Array.from({ length: 20 }, opened));
    const numbers = many.map((one) => one.number).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, at) => (both[0]?.number ?? 0) + 1 + at));
  });

  it("keeps a log of all that was said and done, in order", async () => {
    const { incident, task } = await ordered();
    const { signal: second } = await reported();
    await room.must("command.merge-signal", { signal: second, incident }, operator);
    await room.must("command.note-incident", { incident, text: "Area cleared\nof people" }, operator);
    await room.must("command.prioritise-incident", { incident, priority: 1 }, operator);
    const pressedAt = instantOf(Date.now() - 60_000);
    await room.must("command.acknowledge-task", { task, commandId: CommandId.parse(id()), pressedAt }, phone);
    await room.must("command.start-task", { task }, phone);
    await room.must("command.finish-task", { task, note: "A rucksack, empty" }, phone);
    await room.must("command.reopen-signal", { signal: second }, operator);
    await room.must("command.close-incident", { incident, outcome: "Harmless" }, operator);
    const shown = await room.must("command.show-incident", { incident }, operator);
    expect(shown.incident).toMatchObject({
      state: "closed",
      outcome: "Harmless",
      signals: 1,
      tasks: { waiting: 0, running: 0, ended: 1 },
    });
    expect(shown.log.map((line) => [line.kind, line.text])).toEqual([
      ["incident.opened", "A bag by the bench"],
      ["signal.confirmed", ""],
      ["task.offered", "Look at it"],
      ["signal.merged", ""],
      ["incident.noted", "Area cleared\nof people"],
      ["incident.prioritised", ""],
      ["task.acknowledged", ""],
      ["task.started", ""],
      ["task.finished", "A rucksack, empty"],
      ["signal.reopened", ""],
      ["incident.closed", "Harmless"],
    ]);
    const acknowledged = shown.log.find((line) => line.kind === "task.acknowledged");
    expect(acknowledged).toMatchObject({ callSign: "K9-2", pressedAt, by: { kind: "device", id: "d1" } });
    expect(acknowledged?.at).not.toBe(pressedAt);
    expect(shown.tasks).toMatchObject([
      { id: task, state: "done", said: "A rucksack, empty", callSign: "K9-2", incidentTitle: "A bag by the bench" },
    ]);
  });

  it("is not closed while a task has not ended, and says whose", async () => {
    const { incident, task } = await ordered();
    const refused = await room.ask("command.close-incident", { incident, outcome: "over" }, operator);
    expect(refused).toMatchObject({
      refused: "not-possible-now",
      because: expect.stringContaining("K9-2"),
      what: task,
    });
    await room.must("command.cancel-task", { task, reason: "not needed" }, operator);
    await room.must("command.close-incident", { incident, outcome: "over" }, operator);
    await room.must("command.reopen-incident", { incident, because: "it came back" }, operator);
    const all = await room.must("command.list-incidents", { state: "open", limit: 200 }, operator);
    expect(all.incidents.find((one) => one.id === incident)).toMatchObject({ state: "open", outcome: null });
  });

  it("is found by its number or a part of its title, over or not", async () => {
    const { incident, number } = await opened();
    await room.must("command.close-incident", { incident, outcome: "over" }, operator);
    const found = async (named: string, state: "open" | "all" = "all") =>
      (await room.must("command.list-incidents", { named, state, limit: 200 }, operator)).incidents.map(({ id }) => id);
    expect(await found("BY the bench")).toContain(incident);
    expect(await found(String(number))).toContain(incident);
    expect(await found("by the bench", "open")).not.toContain(incident);
    // Signs that mean something to the database mean themselves.
    expect(await found("%")).toEqual([]);
    expect(await found("b_g")).toEqual([]);
  });

  it("is put elsewhere when its place is known better, by an entry, until it is closed", async () => {
    const { incident } = await opened();
    const at = { incident, position: [2.2945, 48.8584], address: "Eiffel tower, north pillar" } as const;
    await room.must("command.locate-incident", at, operator);
    const size = crew.size();
    await room.must("command.locate-incident", at, operator);
    expect(crew.size()).toBe(size);
    const shown = await room.must("command.show-incident", { incident }, operator);
    expect(shown.incident.position).toEqual(at.position);
    expect(shown.log.at(-1)).toMatchObject({ kind: "incident.located", text: at.address });
    await room.must("command.close-incident", { incident, outcome: "over" }, operator);
    expect(await room.ask("command.locate-incident", { ...at, position: [2.29, 48.86] }, operator)).toMatchObject({
      refused: "not-possible-now",
    });
  });

  it("is handed over to a person, or taken over", async () => {
    const { incident } = await opened();
    const other: Principal = { ...operator, id: "p2" };
    await room.must("command.hand-over-incident", { incident }, other);
    const shown = await room.must("command.show-incident", { incident }, operator);
    expect(shown.incident.commander).toEqual({ kind: "person", id: "p2" });
  });
});

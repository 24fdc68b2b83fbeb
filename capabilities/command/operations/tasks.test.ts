import { CommandId, instantOf, isRefusal, type Principal, TaskId } from "@cordon/kernel";
import { afterAll, describe, expect, it } from "vitest";
import { openCrew } from "../testing/crew.ts";
import { id, operator, trocadero } from "../testing/standing.ts";

const crew = await openCrew();
const { room, police, dogs, medics, phone, ordered, size } = crew;
afterAll(() => crew[Symbol.asyncDispose]());

const why = (answer: unknown) => (isRefusal(answer) ? answer.refused : null);

describe("a task", () => {
  it("is seen by its own unit's phone, and moved by it", async () => {
    const { task } = await ordered();
    const mine = await room.must("command.my-tasks", {}, phone);
    expect(mine.unit.callSign).toBe("K9-2");
    expect(mine.open.find((one) => one.id === task)).toMatchObject({ state: "offered", order: "Look at it" });
    expect(await room.must("command.start-task", { task }, phone)).toEqual({ task, state: "under-way" });
    await room.must("command.refuse-task", { task, reason: "Dog is hurt" }, phone);
    const after = await room.must("command.my-tasks", {}, phone);
    expect(after.ended[0]).toMatchObject({ id: task, state: "refused", said: "Dog is hurt" });
  });

  it("does a press once, however often a phone sends it, and answers the same", async () => {
    const { task } = await ordered();
    const press = { task, commandId: CommandId.parse(id()), pressedAt: instantOf(Date.now()) };
    const first = await room.must("command.acknowledge-task", press, phone);
    const at = size();
    const twice = await Promise.all([
      room.must("command.acknowledge-task", press, phone),
      room.must("command.acknowledge-task", press, phone),
    ]);
    expect(twice).toEqual([first, first]);
    await room.must("command.cancel-task", { task, reason: "not needed" }, operator);
    expect(await room.must("command.acknowledge-task", press, phone)).toEqual(first);
    expect(size()).toBe(at + 1);
    expect(why(await room.ask("command.start-task", press, phone))).toBe("conflict");
  });

  it("that was cancelled meanwhile is refused in words, and changes nothing", async () => {
    const { task } = await ordered();
    await room.must("command.cancel-task", { task, reason: "not needed" }, operator);
    const at = size();
    const late = await room.ask("command.acknowledge-task", { task, commandId: CommandId.parse(id()) }, phone);
    expect(late).toMatchObject({ refused: "not-possible-now", what: "cancelled" });
    expect(size()).toBe(at);
  });

  it("is another unit's business to nobody else's phone", async () => {
    const { task } = await ordered(medics);
    const colleague: Principal = { ...phone, unit: medics };
    // Of another contingent: it does not even exist. Of one's own, but another unit's: not permitted.
    expect(why(await room.ask("command.acknowledge-task", { task }, colleague))).toBe("not-found");
    const { task: own } = await ordered(dogs);
    const neighbour: Principal = { ...phone, id: "d7", unit: id() };
    expect(why(await room.ask("command.acknowledge-task", { task: own }, neighbour))).toBe("not-permitted");
    expect(why(await room.ask("command.cancel-task", { task: own, reason: "no" }, phone))).toBe("not-permitted");
  });

  it("may be one of several of a unit, and is not given to one that was withdrawn", async () => {
    const callSign = "BOAT-1";
    const unit = { kind: "river", strength: 4, callSign, contingent: police } as const;
    const boat = await room.must("command.register-unit", unit, operator);
    const order = { unit: boat.unit, order: "Patrol the quay", position: trocadero };
    const first = await room.must("command.offer-task", order, operator);
    const second = await room.must("command.offer-task", order, operator);
    expect(first.task).not.toBe(second.task);
    expect(why(await room.ask("command.withdraw-unit", { unit: boat.unit }, operator))).toBe("not-possible-now");
    for (const { task } of [first, second])
      await room.must("command.cancel-task", { task, reason: "shift over" }, operator);
    await room.must("command.withdraw-unit", { unit: boat.unit }, operator);
    expect(why(await room.ask("command.offer-task", order, operator))).toBe("not-possible-now");
    expect(await room.must("command.register-unit", unit, operator)).toEqual(boat);
    await room.must("command.offer-task", order, operator);
  });

  it("given without an incident says where", async () => {
    expect(why(await room.ask("command.offer-task", { unit: dogs, order: "Walk" }, operator))).toBe("invalid");
    expect(why(await room.ask("command.acknowledge-task", { task: TaskId.parse(id()) }, operator))).toBe("not-found");
  });
});

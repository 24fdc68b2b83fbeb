import {
  CommandId,
  IncidentId,
  instantOf,
  PlaceId,
  type Principal,
  SignalId,
  type TaskEvent,
  TaskId,
  type TaskState,
  UnitId,
} from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import {
  close,
  confirm,
  dismiss,
  draw,
  handOver,
  merge,
  note,
  offer,
  press,
  prioritise,
  raise,
  register,
  reopenIncident,
  withdraw,
} from "./rules.ts";
import {
  commander,
  contingent,
  entries,
  id,
  incident,
  kinds,
  operator,
  phone,
  reason,
  signal,
  trocadero,
  unit,
} from "./testing/standing.ts";

const nothingSaid = { note: "", standing: undefined };

describe("a signal", () => {
  it("becomes an incident at its own place, by a human's word", () => {
    const from = signal();
    const next = { id: IncidentId.parse(id()), number: 3, title: "Bag by the bench", priority: 2 as const, commander };
    const [opened, confirmed] = entries(confirm(from, next));
    expect(opened).toMatchObject({
      kind: "incident.opened",
      data: { ...next, kind: "report", position: trocadero, signal: from.id },
    });
    expect(confirmed).toMatchObject({ kind: "signal.confirmed", data: { signal: from.id, incident: next.id } });
  });
  it("is dismissed with a reason; another reason says which", () => {
    expect(kinds(dismiss(signal(), "false-alert", ""))).toEqual(["signal.dismissed"]);
    expect(reason(dismiss(signal(), "other", ""))).toBe("invalid");
    expect(kinds(dismiss(signal(), "other", "the band's own bag"))).toEqual(["signal.dismissed"]);
    expect(dismiss(signal(), "false-alert", "", "shadow")).toMatchObject([{ data: { cause: "shadow" } }]);
    expect(reason(dismiss(signal(), "known", "", "shadow"))).toBe("invalid");
  });
  it("is merged into an incident that is open", () => {
    expect(kinds(merge(signal(), incident()))).toEqual(["signal.merged"]);
    expect(reason(merge(signal(), incident("closed")))).toBe("not-possible-now");
  });
  it("cannot have begun after it was reported", () => {
    const at = (ms: number) => instantOf(Date.UTC(2024, 6, 26, 18) + ms);
    const seen = { camera: null, confidence: null, note: "smoke", zone: null, box: null, exhibits: [] };
    const said = { id: SignalId.parse(id()), kind: "report" as const, position: trocadero, place: null, ...seen };
    expect(kinds(raise({ ...said, since: at(0), noticedAt: at(0) }, at(0)))).toEqual(["signal.raised"]);
    expect(reason(raise({ ...said, since: at(1), noticedAt: at(0) }, at(0)))).toBe("invalid");
  });
});

describe("an incident", () => {
  it("is not closed while a task has not ended, and says which", () => {
    const refused = close(incident(), "all well", [{ id: TaskId.parse(id()), callSign: "K9-2" }]);
    expect(refused).toMatchObject({ refused: "not-possible-now", because: expect.stringContaining("K9-2") });
    expect(kinds(close(incident(), "all well", []))).toEqual(["incident.closed"]);
  });
  it("takes nothing once it is closed but being reopened", () => {
    const shut = incident("closed");
    expect(reason(note(shut, "late"))).toBe("not-possible-now");
    expect(reason(prioritise(shut, 1))).toBe("not-possible-now");
    expect(reason(handOver(shut, commander, commander, nothingSaid))).toBe("not-possible-now");
    expect(reason(close(shut, "again", []))).toBe("not-possible-now");
    expect(kinds(reopenIncident(shut, "it was not over"))).toEqual(["incident.reopened"]);
  });
  it("is left as it is by what is so already", () => {
    expect(kinds(prioritise(incident(), 2))).toEqual([]);
    expect(kinds(handOver(incident(), commander, commander, nothingSaid))).toEqual([]);
  });
});

describe("a task", () => {
  const order = { id: TaskId.parse(id()), incident: null, order: "Look at the bag", position: trocadero };
  const held = (state: TaskState) => ({ id: order.id, unit: unit.id, contingent, state });
  const pressed = (event: TaskEvent, said = "because") => ({ event, said, commandId: null, pressedAt: null });

  it("is not offered to a unit that was withdrawn, nor for an incident that is closed", () => {
    expect(kinds(offer(order, unit, null))).toEqual(["task.offered"]);
    expect(kinds(offer(order, unit, incident()))).toEqual(["task.offered"]);
    expect(reason(offer(order, { ...unit, withdrawnAt: instantOf(0) }, null))).toBe("not-possible-now");
    expect(reason(offer(order, unit, incident("closed")))).toBe("not-possible-now");
  });
  it("is moved by its own unit or the command room, and cancelled by the command room alone", () => {
    const other: Principal = { ...phone, id: "d2", unit: UnitId.parse(id()) };
    expect(kinds(press(held("offered"), phone, pressed("acknowledge")))).toEqual(["task.acknowledged"]);
    expect(kinds(press(held("offered"), operator, pressed("acknowledge")))).toEqual(["task.acknowledged"]);
    expect(reason(press(held("offered"), other, pressed("acknowledge")))).toBe("not-permitted");
    expect(reason(press(held("offered"), phone, pressed("cancel")))).toBe("not-permitted");
    expect(kinds(press(held("offered"), operator, pressed("cancel")))).toEqual(["task.cancelled"]);
  });
  it("is refused or cancelled with words", () => {
    expect(reason(press(held("offered"), phone, pressed("refuse", "")))).toBe("invalid");
    expect(reason(press(held("offered"), operator, pressed("cancel", "")))).toBe("invalid");
  });
  it("keeps which press it was, and when by the phone's clock", () => {
    const said = { commandId: CommandId.parse(id()), pressedAt: instantOf(1) };
    const [entry] = entries(press(held("offered"), phone, { event: "start", said: "", ...said }));
    expect(entry).toMatchObject({ kind: "task.started", data: { task: order.id, unit: unit.id, ...said } });
  });
});

describe("a unit", () => {
  it("is registered once, however often it is said, and comes back as itself", () => {
    expect(kinds(register(unit, null))).toEqual(["unit.registered"]);
    expect(kinds(register(unit, unit))).toEqual([]);
    expect(reason(register({ ...unit, strength: 9 }, unit))).toBe("conflict");
    expect(kinds(register(unit, { ...unit, withdrawnAt: instantOf(0) }))).toEqual(["unit.registered"]);
  });
  it("is not withdrawn while it holds a task", () => {
    expect(reason(withdraw(unit, "", 1))).toBe("not-possible-now");
    expect(kinds(withdraw(unit, "", 0))).toEqual(["unit.withdrawn"]);
    expect(kinds(withdraw({ ...unit, withdrawnAt: instantOf(0) }, "", 0))).toEqual([]);
  });
});

it("draws a place once, however often it is said", () => {
  const name = { fr: "Pont d'Iéna", en: "Jena bridge" };
  const shape = { type: "Point" as const, coordinates: trocadero };
  const place = { id: PlaceId.parse(id()), reference: "B-7", kind: "bridge" as const, name, shape, regime: null };
  expect(kinds(draw(place, null))).toEqual(["place.drawn"]);
  expect(kinds(draw(place, { ...place }))).toEqual([]);
  expect(kinds(draw({ ...place, regime: "red" }, place))).toEqual(["place.drawn"]);
});

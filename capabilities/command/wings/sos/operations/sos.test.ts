import { instantOf, SignalId } from "@cordon/kernel";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Crew, openCrew } from "../../../testing/crew.ts";
import { id, operator } from "../../../testing/standing.ts";

let crew: Crew;
beforeAll(async () => {
  crew = await openCrew();
});
afterAll(() => crew[Symbol.asyncDispose]());

const minutesAgo = (minutes: number) => instantOf(Date.now() - minutes * 60_000);
const call = (signal = SignalId.parse(id()), more: object = {}) => ({ signal, pressedAt: minutesAgo(0), ...more });
const shown = (signal: SignalId) => crew.room.must("command.show-signal", { signal }, operator);

it("sent twice calls once, stands in the queue before all that came later, and says whose it is", async () => {
  const { room, phone } = crew;
  const press = call(undefined, { position: { at: [2.3, 48.86], ageSeconds: 4, accuracyMetres: 9 } });
  const { signal, where } = await room.must("command.raise-sos", press, phone);
  expect({ signal, where }).toEqual({ signal: press.signal, where: "phone" });
  const size = crew.size();
  expect(await room.must("command.raise-sos", press, phone)).toMatchObject({ signal, where });
  expect(crew.size()).toBe(size);
  for (let more = 0; more < 3; more++) await crew.reported();
  const page = await room.must("command.list-signals", { limit: 2 }, operator);
  expect(page.signals[0]).toMatchObject({
    ...{ id: signal, kind: "sos", position: [2.3, 48.86] },
    sos: { callSign: "K9-2", presses: 1, where: "phone", positionAgeSeconds: 4, accuracyMetres: 9, calledOffAt: null },
  });
  // And is not shown again on the pages that follow, which miss nothing else.
  const rest = [];
  for (let { next } = page; next !== null; ) {
    const more = await room.must("command.list-signals", { limit: 2, before: next }, operator);
    rest.push(...more.signals);
    next = more.next;
  }
  expect(rest.some(({ id: one }) => one === signal)).toBe(false);
  expect(page.signals.length + rest.length).toBe(page.waiting);
});

it("pressed again moves the signal to where the officer is now, and each press is known again", async () => {
  const { room, phone } = crew;
  const first = await room.must("command.raise-sos", call(), { ...phone, id: "d7" });
  const again = call(undefined, { position: { at: [2.31, 48.87], ageSeconds: 1 } });
  expect(await room.must("command.raise-sos", again, { ...phone, id: "d7" })).toMatchObject({ signal: first.signal });
  expect(await shown(first.signal)).toMatchObject({ position: [2.31, 48.87], sos: { presses: 2, where: "phone" } });
  const size = crew.size();
  expect(await room.must("command.raise-sos", again, { ...phone, id: "d7" })).toMatchObject({ signal: first.signal });
  expect(crew.size()).toBe(size);
  await room.must("command.confirm-signal", { signal: first.signal, title: "SOS", priority: 1 }, operator);
  const second = call();
  expect(await room.must("command.raise-sos", second, { ...phone, id: "d7" })).toMatchObject({ signal: second.signal });
});

it("without a position is where the unit was seen, or was sent, and is never refused for having none", async () => {
  const { room, phone, dogs, medics } = crew;
  const { units } = await room.must("command.list-units", {}, operator);
  const of = { ...phone, unit: medics, contingent: crew.guardia };
  const nowhere = await room.must("command.raise-sos", call(), { ...of, id: "m1" });
  expect(nowhere.where).toBe("nowhere");
  await room.must("command.offer-task", { unit: medics, order: "Go there", position: [2.35, 48.85] }, operator);
  const sent = await room.must("command.raise-sos", call(), { ...of, id: "m2" });
  expect(sent.where).toBe("task");
  expect((await shown(sent.signal)).position).toEqual([2.35, 48.85]);
  const track = units.find(({ id: one }) => one === dogs)?.track ?? -1;
  room.positions.set(track, { track, lon: 2.2, lat: 48.8, heading: null, speed: null, atMs: Date.now() - 30_000 });
  const seen = await room.must("command.raise-sos", call(), { ...phone, id: "d9" });
  expect(seen.where).toBe("track");
  expect((await shown(seen.signal)).sos?.positionAgeSeconds).toBeGreaterThanOrEqual(29);
});

it("tells its own unit what became of it: received, being handled; and the other contingent nothing", async () => {
  const { room, phone, medics, guardia } = crew;
  const late = call(undefined, { pressedAt: minutesAgo(20) });
  const { signal } = await room.must("command.raise-sos", late, { ...phone, id: "d10" });
  const mine = async () =>
    (await room.must("command.my-sos", {}, { ...phone, id: "d10" })).calls.find((one) => one.signal === signal);
  expect(await mine()).toMatchObject({ own: true, state: "waiting", incidentNumber: null, pressedAt: late.pressedAt });
  expect((await shown(signal)).since).toBe(late.pressedAt);
  const { number } = await room.must("command.confirm-signal", { signal, title: "SOS K9-2", priority: 1 }, operator);
  expect(await mine()).toMatchObject({ state: "confirmed", incidentNumber: number });
  const theirs = await room.must("command.my-sos", {}, { ...phone, id: "m9", unit: medics, contingent: guardia });
  expect(theirs.calls.some((one) => one.signal === signal)).toBe(false);
});

it("called off waits for a human all the same, and only its own unit calls it off", async () => {
  const { room, phone, medics, guardia } = crew;
  const { signal } = await room.must("command.raise-sos", call(), { ...phone, id: "d11" });
  const off = { signal, pressedAt: minutesAgo(0) };
  expect(await room.call("command.call-off-sos", off, { ...phone, unit: medics, contingent: guardia })).toMatchObject({
    refused: "not-found",
  });
  await room.must("command.call-off-sos", off, { ...phone, id: "d11" });
  const size = crew.size();
  await room.must("command.call-off-sos", off, { ...phone, id: "d11" });
  expect(crew.size()).toBe(size);
  const told = await shown(signal);
  expect(told.state).toBe("waiting");
  expect(told.sos?.calledOffAt).not.toBeNull();
  await room.must("command.dismiss-signal", { signal, reason: "false-alert" }, operator);
  expect((await shown(signal)).state).toBe("dismissed");
});

it("is for phones of units: the command room reports in its own way", async () => {
  expect(await crew.room.call("command.raise-sos", call(), operator)).toMatchObject({ refused: "not-permitted" });
});

import { instantOf, SignalId } from "@cordon/kernel";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Crew, openCrew } from "../../../testing/crew.ts";
import { id, operator } from "../../../testing/standing.ts";
import { hour, openRosterCrew, supervisor } from "../../roster/testing/roster.ts";

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

it("without a position is where the unit was seen, was sent, or is posted, and is never refused for having none", async () => {
  await using own = await openRosterCrew();
  const { room, gate, alpha } = own;
  const of = { ...own.phoneOf(alpha), contingent: own.police };
  const shift = { unit: alpha, place: gate, capability: "patrol", from: hour(0), until: hour(6) };
  const { shifts } = await room.must("command.plan-shifts", { shifts: [shift], override: "a test" }, supervisor);
  const [planned] = shifts;
  if (planned === undefined) throw new Error("no shift");
  // Something elsewhere was noticed meanwhile: that is not where the officer is. Nor is a post that nobody has taken up.
  await own.reported();
  const nowhere = await room.must("command.raise-sos", call(), { ...of, id: "m1" });
  expect(nowhere.where).toBe("nowhere");
  const told = await room.must("command.show-signal", { signal: nowhere.signal }, operator);
  expect(told).toMatchObject({ position: null, sos: { where: "nowhere", positionAgeSeconds: null } });
  await room.must("command.take-up-shift", { shift: planned }, operator);
  const posted = await room.must("command.raise-sos", call(), { ...of, id: "m2" });
  expect(posted.where).toBe("post");
  const order = { unit: alpha, order: "Go there", position: [2.35, 48.85] as [number, number] };
  const { task } = await room.must("command.offer-task", order, operator);
  // Nobody has answered the order: nobody went there.
  expect((await room.must("command.raise-sos", call(), { ...of, id: "m3" })).where).toBe("post");
  await room.must("command.acknowledge-task", { task }, of);
  const sent = await room.must("command.raise-sos", call(), { ...of, id: "m4" });
  expect(sent.where).toBe("task");
  const there = await room.must("command.show-signal", { signal: sent.signal }, operator);
  expect(there.position).toEqual([2.35, 48.85]);
  expect(there.sos?.positionAgeSeconds).toBeLessThan(60);
  // Pressed again with a position, it is on the map; and once more without, it stays there.
  const again = call(undefined, { position: { at: [2.3, 48.86], ageSeconds: 1 } });
  await room.must("command.raise-sos", again, { ...of, id: "m1" });
  const { units } = await room.must("command.list-units", {}, operator);
  expect(await room.must("command.show-signal", { signal: nowhere.signal }, operator)).toMatchObject({
    ...{ position: [2.3, 48.86], sos: { where: "phone" } },
  });
  await room.must("command.raise-sos", call(), { ...of, id: "m1" });
  expect(await room.must("command.show-signal", { signal: nowhere.signal }, operator)).toMatchObject({
    ...{ position: [2.3, 48.86], sos: { where: "phone", presses: 3 } },
  });
  const track = units.find(({ id: one }) => one === alpha)?.track ?? -1;
  room.positions.set(track, { track, lon: 2.2, lat: 48.8, heading: null, speed: null, atMs: Date.now() - 30_000 });
  expect((await room.must("command.raise-sos", call(), { ...of, id: "m5" })).where).toBe("track");
});

it("of unknown place is an incident of unknown place: on no map, given no task, until somebody says where it is", async () => {
  await using own = await openCrew();
  const { room, phone, dogs } = own;
  const { signal } = await room.must("command.raise-sos", call(), phone);
  const confirmed = { signal, title: "SOS K9-2", priority: 1 } as const;
  const { incident } = await room.must("command.confirm-signal", confirmed, operator);
  const standing = async () => (await room.must("command.show-incident", { incident }, operator)).incident.position;
  expect(await standing()).toBeNull();
  const order = { incident, unit: dogs, order: "Find them" };
  expect(await room.call("command.offer-task", order, operator)).toMatchObject({
    refused: "invalid",
    what: "position",
  });
  const where = { incident, position: [2.31, 48.87] as [number, number], address: "Quai Branly 12" };
  await room.must("command.locate-incident", where, operator);
  const size = own.size();
  await room.must("command.locate-incident", where, operator);
  expect(own.size()).toBe(size);
  expect(await standing()).toEqual([2.31, 48.87]);
  const { log } = await room.must("command.show-incident", { incident }, operator);
  expect(log.map(({ kind, text }) => [kind, text])).toContainEqual(["incident.located", "Quai Branly 12"]);
  await room.must("command.offer-task", order, operator);
});

it("merged into an incident of unknown place says where that is", async () => {
  await using own = await openCrew();
  const { room, phone } = own;
  const { signal } = await room.must("command.raise-sos", call(), phone);
  const { incident } = await room.must("command.confirm-signal", { signal, title: "SOS", priority: 1 }, operator);
  const later = call(undefined, { position: { at: [2.3, 48.86], ageSeconds: 1 } });
  const { signal: second } = await room.must("command.raise-sos", later, phone);
  await room.must("command.merge-signal", { signal: second, incident }, operator);
  expect((await room.must("command.show-incident", { incident }, operator)).incident.position).toEqual([2.3, 48.86]);
});

it("is where its unit was seen last, with how old that is", async () => {
  const { room, phone, dogs } = crew;
  const { units } = await room.must("command.list-units", {}, operator);
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

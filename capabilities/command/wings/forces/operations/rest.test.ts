import { instantOf } from "@cordon/kernel";
import { afterAll, expect, it } from "vitest";
import { operator, trocadero } from "../../../testing/standing.ts";
import { openRosterCrew, supervisor } from "../../roster/testing/roster.ts";
import { ForceIndex } from "../index.ts";
import { followForces } from "../workers/follow-forces.ts";
import { followRest } from "../workers/follow-rest.ts";

const crew = await openRosterCrew();
const { room, gate, alpha, bravo } = crew;
afterAll(() => crew[Symbol.asyncDispose]());

const MINUTE_MS = 60_000;
const nowMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
const minutes = (from: number) => instantOf(nowMs + from * MINUTE_MS);

it("what changes in the roster reaches the suggestions: who must rest comes after who is rested", async () => {
  const here = { lon: trocadero[0], lat: trocadero[1], heading: null, speed: null, atMs: Date.now() };
  const { units } = await room.must("command.list-units", {}, operator);
  for (const { id, track } of units) if (id === alpha || id === bravo) room.positions.set(track, { ...here, track });
  const index = new ForceIndex({
    position: (track) => room.positions.get(track) ?? null,
    moved: (since, take) => {
      for (const { track, lon, lat, atMs } of room.positions.values()) take(track, lon, lat, atMs);
      return since;
    },
  });
  await using _forces = await followForces(index).start(room.context);
  await using _rest = await followRest(index).start(room.context);
  const needs = { abilities: [], powers: [], languages: [], releasableTo: [] };
  const question = { position: trocadero, needs, told: [], kinds: ["patrol"], contingent: null, limit: 5 };
  const suggested = () =>
    index
      .suit({ ...question, now: room.context.clock.now() })
      .suggestions.map(({ facts, rest }) => [facts.callSign, rest.rest]);
  expect(suggested()).toEqual([
    ["A-1", "unknown"],
    ["B-1", "unknown"],
  ]);

  const plan = (unit: typeof alpha, from: number, until: number) =>
    room.must(
      "command.plan-shifts",
      {
        shifts: [{ unit, place: gate, capability: "patrol", from: minutes(from), until: minutes(until) }],
        override: "nobody else",
      },
      supervisor,
    );
  // A-1 has worked its twelve hours and goes on; B-1 has begun.
  const worked = await plan(alpha, -730, 60);
  await plan(bravo, -60, 240);
  await expect.poll(suggested).toEqual([
    ["B-1", "rested"],
    ["A-1", "due"],
  ]);
  // The tables say the same, to whoever asks before the index is there.
  const scanned = await room.must("command.suggest-units", { position: trocadero, kinds: ["patrol"] }, operator);
  expect(scanned.suggestions.map(({ unit, because }) => [unit.callSign, because.includes("rest-due")])).toEqual([
    ["B-1", false],
    ["A-1", true],
  ]);
  // A rule that lets patrols work for a day, and A-1 may go on.
  const rule = { maxStretchMinutes: 1440, minRestMinutes: 60, maxDayMinutes: 1440, maxWeekMinutes: 10_000 };
  await room.must("command.rule-rest", { kind: "patrol", rule }, supervisor);
  await expect.poll(suggested).toEqual([
    ["A-1", "rested"],
    ["B-1", "rested"],
  ]);
  await room.must("command.rule-rest", { kind: "patrol", rule: null }, supervisor);
  await expect.poll(() => suggested()[0]).toEqual(["B-1", "rested"]);
  // Another index that reads the roster now knows what the first was told.
  const again = new ForceIndex({ position: () => null, moved: (since) => since });
  await using _forces2 = await followForces(again).start(room.context);
  await using _rest2 = await followRest(again).start(room.context);
  const told = again.suit({ ...question, now: room.context.clock.now() }).suggestions;
  expect(
    told.map(({ facts, rest }) => [facts.callSign, rest.rest]).toSorted((a, b) => String(a).localeCompare(String(b))),
  ).toEqual([
    ["A-1", "due"],
    ["B-1", "rested"],
  ]);
  await room.must("command.cancel-shifts", { shifts: worked.shifts, because: "it was not so" }, supervisor);
  await expect.poll(suggested).toEqual([
    ["A-1", "unknown"],
    ["B-1", "rested"],
  ]);
});

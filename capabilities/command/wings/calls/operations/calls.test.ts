import { instantOf, isRefusal } from "@cordon/kernel";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Crew, openCrew } from "../../../testing/crew.ts";
import { operator, trocadero } from "../../../testing/standing.ts";
import { STANDARD_PROCEDURES } from "../../procedures/rules/standard-procedures.ts";
import { ReportKind } from "../../../words.ts";
import { forgetCallers } from "../workers/forget-callers.ts";

let crew: Crew;
beforeAll(async () => {
  crew = await openCrew();
});
afterAll(() => crew[Symbol.asyncDispose]());

const told = { note: "A bag under the bench", position: trocadero } as const;
const entriesSince = async (from: number) => JSON.stringify(await crew.room.journal.read(from, 1000));

it("a radio call waits in the queue under the unit that called", async () => {
  const { signal, incident } = await crew.room.must(
    "command.report-call",
    { ...told, channel: "radio", callSign: "K9-2", address: "12 Rue de Rivoli, 75004 Paris" },
    operator,
  );
  expect(incident).toBeNull();
  const shown = await crew.room.must("command.show-signal", { signal }, operator);
  expect(shown.call).toEqual({
    ...{ channel: "radio", unit: crew.dogs, callSign: "K9-2", hasCaller: false },
    address: "12 Rue de Rivoli, 75004 Paris",
  });
  const strange = await crew.room.must(
    "command.report-call",
    { ...told, channel: "radio", callSign: "Zoulou 9" },
    operator,
  );
  const other = await crew.room.must("command.show-signal", { signal: strange.signal }, operator);
  expect(other.call).toMatchObject({ unit: null, callSign: "Zoulou 9" });
});

it("a radio call is that of the unit whose radio is called so, however it was typed", async () => {
  await crew.room.must(
    "command.equip-unit",
    { unit: crew.dogs, languages: null, radios: [{ callSign: "ALPHA 21", channel: "PC-3" }], equipment: [] },
    operator,
  );
  const { signal } = await crew.room.must(
    "command.report-call",
    { ...told, channel: "radio", callSign: " alpha  21" },
    operator,
  );
  const shown = await crew.room.must("command.show-signal", { signal }, operator);
  expect(shown.call).toMatchObject({ unit: crew.dogs, callSign: "K9-2" });
});

it("who telephones is in the vault alone, and is forgotten after a time", async () => {
  const before = crew.size();
  const caller = { name: "Jeanne Dubois", phone: "+33 6 12 34 56 78" };
  const { signal } = await crew.room.must("command.report-call", { ...told, channel: "phone", caller }, operator);
  expect(await crew.room.must("command.show-caller", { signal }, operator)).toEqual({ caller });
  const written = await entriesSince(before);
  expect(written).toContain("signal.call-taken");
  expect(written).not.toMatch(/Jeanne|12 34 56/);

  const { context } = crew.room;
  await using early = await forgetCallers(1).start(context);
  expect(await crew.room.must("command.show-caller", { signal }, operator)).toEqual({ caller });
  await early[Symbol.asyncDispose]();
  const tomorrow = { now: () => instantOf(Date.now() + 2 * 86_400_000) };
  {
    await using _late = await forgetCallers(1).start({ ...context, clock: { ...context.clock, ...tomorrow } });
  }
  expect(await crew.room.must("command.show-caller", { signal }, operator)).toEqual({ caller: null });
  expect(await entriesSince(before)).toContain("signal.callers-forgotten");
});

it("opens the incident at once where it is given a priority, once however often it is sent", async () => {
  const { signal: named } = await crew.reported();
  const call = { ...told, channel: "phone", priority: 1, address: "3 Quai Branly, 75007 Paris" } as const;
  const first = await crew.room.must("command.report-call", call, operator);
  const again = await crew.room.must("command.report-call", { ...call, signal: first.signal }, operator);
  expect(again).toEqual(first);
  if (first.incident === null) throw new Error("no incident");
  const { incident, log } = await crew.room.must(
    "command.show-incident",
    { incident: first.incident.incident },
    operator,
  );
  expect(incident).toMatchObject({ title: told.note, priority: 1, state: "open", signals: 1 });
  expect(log.map(({ text }) => text)).toContain("3 Quai Branly, 75007 Paris");
  const known = await crew.room.must("command.report-call", { ...told, channel: "room", signal: named }, operator);
  expect(known).toEqual({ signal: named, incident: null });
});

it("may tell of what a camera could have seen, and its incident begins with that checklist", async () => {
  const smoke = { ...told, note: "Smoke from a bin", channel: "room", kind: "fire", priority: 1 } as const;
  const { signal, incident } = await crew.room.must("command.report-call", smoke, operator);
  expect(await crew.room.must("command.show-signal", { signal }, operator)).toMatchObject({
    ...{ kind: "fire", camera: null, confidence: null },
  });
  if (incident === null) throw new Error("no incident");
  const { steps } = await crew.room.must("command.show-work", { incident: incident.incident }, operator);
  const fire = STANDARD_PROCEDURES.find(({ kind }) => kind === "fire");
  expect(steps.map(({ step }) => step)).toEqual(fire?.steps.map(({ step }) => step));
  // What only a machine can say, nobody calls in.
  for (const kind of ["camera-lost", "fence-entered", "system"]) expect(ReportKind.safeParse(kind).success).toBe(false);
});

it("asks nobody for a name but those who telephone, and no phone may take a call", async () => {
  const caller = { name: "X", phone: "" };
  expect(await crew.room.ask("command.report-call", { ...told, channel: "radio", caller }, operator)).toMatchObject({
    refused: "invalid",
  });
  expect(isRefusal(await crew.room.ask("command.report-call", { ...told, channel: "radio" }, crew.phone))).toBe(true);
  // Another contingent's unit is not named to whoever may not know of it.
  expect(
    await crew.room.ask("command.report-call", { ...told, channel: "radio", unit: crew.dogs }, crew.liaison),
  ).toMatchObject({ refused: "not-found" });
});

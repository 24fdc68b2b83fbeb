import { instantOf, isRefusal, millisecondsOf, type Principal, StepKey } from "@cordon/kernel";
import { expect, it } from "vitest";
import { openCrew } from "../../../testing/crew.ts";
import { operator, trocadero } from "../../../testing/standing.ts";
import { STANDARD_PROCEDURES } from "../rules/standard-procedures.ts";
import { escalateDue } from "../workers/escalate-tasks.ts";

const supervisor: Principal = { ...operator, id: "p2", roles: ["supervisor"] };
const key = (text: string) => StepKey.parse(text);

it("opens an incident with the checklist of its kind, which it keeps whatever is published later", async () => {
  await using crew = await openCrew();
  const { room } = crew;
  const { incident } = await crew.opened();
  const before = await room.must("command.show-work", { incident }, operator);
  expect(before.steps.map(({ step, state }) => [step, state])).toEqual([
    ["look", "waiting"],
    ["report", "waiting"],
  ]);
  const own = {
    reference: "report-ours",
    kind: "report",
    name: { fr: "Le nôtre", en: "Ours" },
    steps: [
      {
        ...{ step: key("go"), text: { fr: "Aller voir", en: "Go and look" }, role: { fr: "Patrouille", en: "Patrol" } },
        ...{ required: true, dueMinutes: 5, after: null },
      },
    ],
  } as const;
  expect(isRefusal(await room.ask("command.publish-procedure", own, operator))).toBe(true);
  expect(await room.must("command.publish-procedure", own, supervisor)).toMatchObject({ version: 1 });
  expect(await room.must("command.publish-procedure", own, supervisor)).toMatchObject({ version: 1 });
  const { incident: next } = await crew.opened();
  const steps = async (of: typeof incident) => (await room.must("command.show-work", { incident: of }, operator)).steps;
  expect((await steps(next)).map(({ step }) => step)).toEqual(["go"]);
  expect((await steps(incident)).map(({ step }) => step)).toEqual(["look", "report"]);
});

it("says of each step who did it when, and shows a supervisor what was skipped until they have seen it", async () => {
  await using crew = await openCrew();
  const { room } = crew;
  const { incident } = await crew.opened();
  const step = key("look");
  await room.must("command.skip-step", { incident, step, reason: "no patrol free" }, operator);
  const needs = async () => (await room.must("command.list-needs", {}, supervisor)).needs;
  expect(await needs()).toMatchObject([{ need: "step", incident, step, why: "skipped", said: "no patrol free" }]);
  expect(await room.ask("command.acknowledge-step", { incident, step }, operator)).toMatchObject({
    refused: "not-permitted",
  });
  await room.must("command.acknowledge-step", { incident, step }, supervisor);
  const size = crew.size();
  await room.must("command.acknowledge-step", { incident, step }, supervisor);
  expect(crew.size()).toBe(size);
  expect(await needs()).toEqual([]);
  await room.must("command.do-step", { incident, step, note: "K9-2 was there" }, operator);
  await room.must("command.do-step", { incident, step }, operator);
  const { steps } = await room.must("command.show-work", { incident }, operator);
  expect(steps[0]).toMatchObject({ state: "done", by: { id: operator.id }, said: "K9-2 was there", seen: null });
  const { log } = await room.must("command.show-incident", { incident }, operator);
  expect(log.slice(-3).map(({ kind, step: of, text }) => [kind, of, text])).toEqual([
    ["incident.step-skipped", step, "no patrol free"],
    ["incident.step-seen", step, ""],
    ["incident.step-done", step, "K9-2 was there"],
  ]);
  expect(await room.ask("command.do-step", { incident, step: key("nothing") }, operator)).toMatchObject({
    refused: "not-found",
  });
});

it("is typed anew: that kind's checklist begins, and what was said of the one before stays in the log", async () => {
  await using crew = await openCrew();
  const { room } = crew;
  const { incident } = await crew.opened();
  await room.must("command.skip-step", { incident, step: key("look"), reason: "smoke is seen from here" }, operator);
  await room.must("command.do-step", { incident, step: key("report") }, operator);
  const needs = async () => (await room.must("command.list-needs", {}, supervisor)).needs;
  expect(await needs()).toMatchObject([{ need: "step", incident, step: "look", why: "skipped" }]);
  await room.must("command.type-incident", { incident, kind: "fire" }, operator);
  const work = async () => (await room.must("command.show-work", { incident }, operator)).steps;
  const fire = STANDARD_PROCEDURES.find(({ kind }) => kind === "fire")?.steps ?? [];
  expect((await work()).map(({ step, state }) => [step, state])).toEqual(fire.map(({ step }) => [step, "waiting"]));
  const { incident: shown, log } = await room.must("command.show-incident", { incident }, operator);
  expect(shown.kind).toBe("fire");
  const typed = log.at(-1);
  expect(typed).toMatchObject({ kind: "incident.typed", typed: { kind: "fire", checklist: { en: "Start of fire" } } });
  // Within a minute of now, and not of the opening.
  expect(typed?.at).not.toBe(shown.openedAt);
  expect((await work())[0]?.dueAt).toBe(instantOf(millisecondsOf(typed?.at ?? shown.openedAt) + 60_000));
  expect(await needs()).toEqual([]);
  expect(log.slice(-3, -1)).toMatchObject([
    { kind: "incident.step-skipped", stepText: { en: "Have it confirmed on the spot" } },
    { kind: "incident.step-done", stepText: { en: "Report, and say the outcome" } },
  ]);
  // Nobody moves a step of a list that is gone; one of the new list is moved as ever, and asks for a supervisor.
  expect(await room.ask("command.do-step", { incident, step: key("look") }, operator)).toMatchObject({
    refused: "not-found",
  });
  await room.must("command.skip-step", { incident, step: key("clear"), reason: "nobody is there" }, operator);
  expect(await needs()).toMatchObject([{ need: "step", incident, step: "clear", why: "skipped" }]);

  // What is so already loses nobody's ticks.
  const size = crew.size();
  await room.must("command.type-incident", { incident, kind: "fire" }, operator);
  expect(crew.size()).toBe(size);
  expect(await needs()).toHaveLength(1);

  await room.must("command.close-incident", { incident, outcome: "out" }, operator);
  expect(await room.ask("command.type-incident", { incident, kind: "weapon" }, operator)).toMatchObject({
    refused: "not-possible-now",
  });
  expect(await room.ask("command.type-incident", { incident, kind: "weapon" }, crew.phone)).toMatchObject({
    refused: "not-permitted",
  });
});

it("begins a checklist that is chosen by hand, and none that is for another kind", async () => {
  await using crew = await openCrew();
  const { room } = crew;
  const { incident } = await crew.opened();
  const said = { text: { fr: "Fermer le métro", en: "Close the metro" }, role: { fr: "Opérateur", en: "Operator" } };
  const closeMetro = { step: key("metro"), ...said, required: true, dueMinutes: 3, after: null };
  const byHand = {
    ...{ reference: "metro", kind: null, name: { fr: "Métro", en: "Metro" }, steps: [closeMetro] },
  };
  const choose = (kind: "report" | "fire", procedure: string) =>
    room.ask("command.type-incident", { incident, kind, procedure }, operator);
  expect(await choose("report", "metro")).toMatchObject({ refused: "not-found" });
  await room.must("command.publish-procedure", byHand, supervisor);
  expect(isRefusal(await choose("report", "metro"))).toBe(false);
  const steps = async () =>
    (await room.must("command.show-work", { incident }, operator)).steps.map(({ step }) => step);
  expect(await steps()).toEqual(["metro"]);
  expect(await choose("report", "fire")).toMatchObject({ refused: "invalid" });
  // Chosen by hand it says nothing of the kind: that is said beside it.
  expect(isRefusal(await choose("fire", "metro"))).toBe(false);
  expect((await room.must("command.show-incident", { incident }, operator)).incident.kind).toBe("fire");
  await room.must("command.type-incident", { incident, kind: "fire" }, operator);
  expect((await steps())[0]).toBe("fire-service");
  const { procedures } = await room.must("command.list-procedures", {}, operator);
  expect(procedures.map(({ reference }) => reference)).toEqual(
    expect.arrayContaining(["metro", ...STANDARD_PROCEDURES.map(({ reference }) => reference)]),
  );
});

it("merges incidents: signals and tasks move, the log is read in the survivor, and it cannot be undone", async () => {
  await using crew = await openCrew();
  const { room } = crew;
  const { incident: gone, task } = await crew.ordered();
  await room.must("command.note-incident", { incident: gone, text: "seen from the bridge" }, operator);
  const { incident: survivor } = await crew.opened();
  await room.must("command.merge-incidents", { incident: gone, into: survivor }, operator);
  const size = crew.size();
  await room.must("command.merge-incidents", { incident: gone, into: survivor }, operator);
  expect(crew.size()).toBe(size);
  const shown = await room.must("command.show-incident", { incident: survivor }, operator);
  expect(shown.tasks.map(({ id }) => id)).toEqual([task]);
  expect(shown.signals.length).toBe(2);
  expect(shown.log.map(({ text }) => text)).toContain("seen from the bridge");
  expect(shown.log.at(-1)).toMatchObject({ kind: "incident.merged", text: "2" });
  await room.must("command.acknowledge-task", { task }, crew.phone);
  expect((await room.must("command.show-incident", { incident: survivor }, operator)).log.at(-1)).toMatchObject({
    kind: "task.acknowledged",
  });
  const work = await room.must("command.show-work", { incident: survivor }, operator);
  expect(work.parts).toMatchObject([{ relation: "merged", number: 1 }]);
  expect(await room.ask("command.reopen-incident", { incident: gone, because: "?" }, operator)).toMatchObject({
    refused: "not-possible-now",
  });
  expect(await room.ask("command.note-incident", { incident: gone, text: "?" }, operator)).toMatchObject({
    because: "incident 1 was merged into another",
  });
});

it("splits chosen signals and tasks off into a new incident, and nests it under the first without a circle", async () => {
  await using crew = await openCrew();
  const { room } = crew;
  const { incident, task } = await crew.ordered();
  const { signal } = await crew.reported();
  await room.must("command.merge-signal", { signal, incident }, operator);
  const split = { incident, title: "Another bag", priority: 1, signals: [signal], tasks: [task] } as const;
  const { incident: part } = await room.must("command.split-incident", split, operator);
  const shown = await room.must("command.show-incident", { incident: part }, operator);
  expect([shown.signals.map(({ id }) => id), shown.tasks.map(({ id }) => id)]).toEqual([[signal], [task]]);
  expect((await room.must("command.show-incident", { incident }, operator)).signals.length).toBe(1);
  await room.must("command.nest-incident", { incident: part, parent: incident }, operator);
  expect(await room.ask("command.nest-incident", { incident, parent: part }, operator)).toMatchObject({
    refused: "invalid",
  });
  expect(await room.ask("command.split-incident", split, operator)).toMatchObject({ refused: "not-found" });
  expect((await room.must("command.show-work", { incident }, operator)).parts).toMatchObject([
    { relation: "child", incident: part },
  ]);
});

it("escalates an order nobody acknowledged once for each step, also when two servers look, and acknowledging heals it", async () => {
  await using crew = await openCrew();
  const { room } = crew;
  await room.must("command.set-escalation", { times: { 1: 10, 2: 10, 3: 10, 4: 10 } }, supervisor);
  const { task } = await crew.ordered();
  const { read } = room.context;
  const { rows } = await room.store.pool.query<{ offered_at: string }>("select offered_at from task_clock");
  const offered = Date.parse(String(rows[0]?.offered_at));
  // The journal's own time, moved on: what its decisions go by.
  const at = (seconds: number) => instantOf(offered + 1000 * seconds);
  const look = (seconds: number) => {
    const journal = { run: room.journal.run.bind(room.journal) };
    return escalateDue({
      read,
      now: at(seconds),
      journal: {
        run: (work) => journal.run({ ...work, decide: (context) => work.decide({ ...context, now: at(seconds) }) }),
      },
    });
  };
  const size = crew.size();
  expect(await look(9)).toMatchObject({ output: 0 });
  await Promise.all([look(10), look(10)]);
  await look(11);
  expect(crew.size()).toBe(size + 1);
  const needs = async () => (await room.must("command.list-needs", {}, supervisor)).needs;
  expect(await needs()).toMatchObject([{ need: "acknowledgement", task, step: 1, callSign: "K9-2" }]);
  await look(20);
  expect(await needs()).toMatchObject([{ need: "acknowledgement", task, step: 2 }]);
  await room.must("command.acknowledge-task", { task }, crew.phone);
  expect(await needs()).toEqual([]);
  await look(1000);
  expect(crew.size()).toBe(size + 3);
});

it("offers one task to several units: the first has it, the others are told who", async () => {
  await using crew = await openCrew();
  const { room, dogs, medics } = crew;
  const { incident } = await crew.opened();
  const order = { units: [dogs, medics], incident, order: "Whoever is nearer" } as const;
  const { offer, tasks } = await room.must("command.offer-openly", order, operator);
  expect(await room.must("command.offer-openly", { ...order, offer }, operator)).toEqual({ offer, tasks });
  const [own, other] = tasks;
  if (own === undefined || other === undefined) throw new Error("two tasks were offered");
  const medic: Principal = { ...crew.phone, id: "d2", contingent: crew.guardia, unit: medics };
  const [first, second] = await Promise.all([
    room.ask("command.acknowledge-task", { task: own }, crew.phone),
    room.ask("command.acknowledge-task", { task: other }, medic),
  ]);
  expect(first).toMatchObject({ state: "acknowledged" });
  expect(second).toMatchObject({ refused: "conflict", because: "K9-2 has taken this task" });
  const { ended } = await room.must("command.my-tasks", {}, medic);
  expect(ended).toMatchObject([{ id: other, state: "cancelled", said: "K9-2 has taken this task", takenBy: "K9-2" }]);
});

it("marks a unit on a task that has not been heard of, from the live plane alone", async () => {
  await using crew = await openCrew();
  const { room, dogs } = crew;
  const { task } = await crew.ordered();
  await room.must("command.acknowledge-task", { task }, crew.phone);
  const needs = async () => (await room.must("command.list-needs", {}, supervisor)).needs;
  expect(await needs()).toEqual([]);
  const { units } = await room.must("command.list-units", {}, operator);
  const track = units.find(({ id }) => id === dogs)?.track ?? -1;
  const seen = (agoMs: number) =>
    room.positions.set(track, {
      ...{ track, lon: trocadero[0], lat: trocadero[1], atMs: Date.now() - agoMs },
      ...{ heading: null, speed: null },
    });
  seen(60_000);
  expect(await needs()).toEqual([]);
  seen(400_000);
  expect(await needs()).toMatchObject([{ need: "contact", task, unit: dogs, callSign: "K9-2" }]);
  // How long is too long is the operation's to say; setting the times alone leaves it.
  const times = { 1: 60, 2: 60, 3: 60, 4: 60 };
  await room.must("command.set-escalation", { times, silentSeconds: 900 }, supervisor);
  expect(await needs()).toEqual([]);
  await room.must("command.set-escalation", { times: { ...times, 1: 30 } }, supervisor);
  const set = await room.must("command.list-procedures", {}, operator);
  expect(set).toMatchObject({ silentSeconds: 900, escalation: { 1: 30 } });
  seen(1_000_000);
  expect(await needs()).toMatchObject([{ need: "contact" }]);
  await room.must("command.finish-task", { task }, crew.phone);
  expect(await needs()).toEqual([]);
  // On a shift and without a task it is missed as well, with where it was; before and after it is not.
  const shape = { type: "Point", coordinates: trocadero } as const;
  const post = { reference: "P-1", kind: "post", name: { fr: "p", en: "p" }, regime: null, shape } as const;
  const { place } = await room.must("command.draw-place", post, operator);
  const minuteMs = Math.ceil(Date.now() / 60_000) * 60_000;
  const when = { from: instantOf(minuteMs), until: instantOf(minuteMs + 3_600_000) };
  const wanted = { unit: dogs, place, capability: "observe", ...when };
  const { shifts } = await room.must("command.plan-shifts", { shifts: [wanted] }, operator);
  expect(await needs()).toEqual([]);
  const [shift] = shifts;
  if (shift === undefined) throw new Error("no shift");
  await room.must("command.take-up-shift", { shift }, crew.phone);
  expect(await needs()).toMatchObject([
    { need: "contact", task: null, order: null, unit: dogs, position: [...trocadero], incident: null },
  ]);
  expect((await room.must("command.list-needs", {}, crew.liaison)).needs).toEqual([]);
  await room.must("command.end-shift", { shift }, crew.phone);
  expect(await needs()).toEqual([]);
});

it("hands command over by acceptance, with a note and how things stood", async () => {
  await using crew = await openCrew();
  const { room } = crew;
  const { incident } = await crew.ordered();
  const relief = "01J3ZK8Q4M7V9X2B5N6P0RSTWY";
  const reliever: Principal = { ...operator, id: relief };
  const asked = { incident, commander: relief, note: "The owner is on his way" };
  await room.call("command.hand-over-incident", asked, operator);
  const commander = async () => (await room.must("command.show-incident", { incident }, operator)).incident;
  expect(await commander()).toMatchObject({ commander: { id: operator.id }, handOver: { to: { id: relief } } });
  await room.must("command.hand-over-incident", { incident }, reliever);
  expect(await commander()).toMatchObject({ commander: { id: relief }, handOver: null });
  const { log } = await room.must("command.show-incident", { incident }, operator);
  expect(log.slice(-2).map(({ kind, text }) => [kind, text])).toEqual([
    ["incident.hand-over-offered", "The owner is on his way"],
    ["incident.handed-over", "The owner is on his way"],
  ]);
  const last = (await room.journal.read(0, 1000)).at(-1);
  expect(last?.data).toMatchObject({ standing: { openTasks: 1, waitingSteps: 2, signals: 1, priority: 2 } });
});

it("tells whoever is asked to take command, and nobody else, until they take over or decline", async () => {
  await using crew = await openCrew();
  const { room } = crew;
  const { incident } = await crew.ordered();
  const relief = "01J3ZK8Q4M7V9X2B5N6P0RSTWY";
  const reliever: Principal = { ...operator, id: relief };
  const asked = { incident, commander: relief, note: "The owner is on his way" };
  const needs = async (by: Principal) => (await room.must("command.list-needs", {}, by)).needs;
  const decline = { incident, because: "I am at the other gate" };
  expect(await room.ask("command.decline-hand-over", decline, reliever)).toMatchObject({ refused: "not-possible-now" });
  await room.call("command.hand-over-incident", asked, operator);
  expect(await needs(reliever)).toMatchObject([
    { need: "hand-over", incident, commander: { id: operator.id }, note: asked.note },
  ]);
  expect(await needs(operator)).toEqual([]);
  expect(await room.ask("command.decline-hand-over", decline, operator)).toMatchObject({ refused: "not-permitted" });
  await room.must("command.decline-hand-over", decline, reliever);
  expect(await needs(reliever)).toEqual([]);
  const shown = await room.must("command.show-incident", { incident }, operator);
  expect(shown.incident).toMatchObject({ commander: { id: operator.id }, handOver: null });
  expect(shown.log.at(-1)).toMatchObject({ kind: "incident.hand-over-declined", text: decline.because });
  await room.call("command.hand-over-incident", asked, operator);
  await room.must("command.hand-over-incident", { incident }, reliever);
  expect(await needs(reliever)).toEqual([]);
});

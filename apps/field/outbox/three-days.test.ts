import { CommandId, instantOf, MessageId, SignalId, ShiftId, ulid } from "@cordon/kernel";
import { afterEach, expect, it, vi } from "vitest";
import type { Letter } from "./letters.ts";
import { type PressEvent, type Sent, settle } from "./presses.ts";
import { enrolled, must, openCentre } from "./testing/server.ts";

/* A phone that was three days without a network, against a server that really runs. */

afterEach(() => {
  vi.unstubAllGlobals();
});

const DAY_MS = 86_400_000;
const THEN = Math.floor(Date.now() / 60_000) * 60_000 - 3 * DAY_MS;
let drawn = 0;
const id = () => ulid(THEN + drawn++, new Uint8Array(10));
const code = (sent: Sent) => (sent.outcome === "refused" ? sent.told.code : sent.outcome);

it("what it says arrives with its own time; what is over, or another's meanwhile, is refused by a name it has words for", {
  timeout: 120_000,
}, async () => {
  await using stack = new AsyncDisposableStack();
  const centre = await openCentre(stack);
  const { desk } = centre;
  const police = { reference: "FR-PN", name: "Police nationale", nation: "FR", languages: ["fr"] };
  const { contingent } = must(await desk.order("command.register-contingent", police));
  const unitOf = async (callSign: string) =>
    must(await desk.order("command.register-unit", { callSign, kind: "patrol", strength: 2, contingent })).unit;
  const [alpha, bravo] = [await unitOf("Alpha 1"), await unitOf("Bravo 2")];
  const shape = { type: "Point" as const, coordinates: [2.2885, 48.8617] as [number, number] };
  const name = { fr: "Porte 3", en: "Gate 3" };
  const { place } = must(await desk.order("command.draw-place", { reference: "G3", kind: "post", name, shape }));
  const shift = ShiftId.parse(id());
  // It begins now and is over before the phone is back; the plan of three days ago cannot be made any more.
  const soon = { id: shift, unit: alpha, place, capability: "patrol" };
  const from = instantOf(Math.floor(Date.now() / 60_000) * 60_000 + 2 * 3600_000);
  const until = instantOf(Math.floor(Date.now() / 60_000) * 60_000 + 8 * 3600_000);
  must(await desk.order("command.plan-shifts", { shifts: [{ ...soon, from, until }], override: "" }));
  const position: [number, number] = [2.29, 48.86];
  const given = must(await desk.order("command.offer-task", { unit: alpha, order: "Watch the quay", position }));
  const open = must(
    await desk.order("command.offer-openly", { units: [alpha, bravo], order: "Fetch the barrier", position }),
  );
  const { tasks } = must(await desk.ask("command.list-tasks", { state: "all", limit: 50 }));
  const openTo = (unit: string) => tasks.find((task) => task.unit === unit && open.tasks.includes(task.id))?.id;
  const [mine, theirs] = [openTo(alpha), openTo(bravo)];
  if (mine === undefined || theirs === undefined) throw new Error("the open offer made no tasks");

  const phone = await enrolled(centre, { unit: alpha, contingent, label: "Alpha 1 phone" });
  const other = await enrolled(centre, { unit: bravo, contingent, label: "Bravo 2 phone" });
  const press = (task: typeof mine, event: PressEvent): Letter => {
    const commandId = CommandId.parse(id());
    const pressedAt = instantOf(THEN);
    return { what: "press", id: commandId, press: { commandId, task, event, said: "", pressedAt, heldUntilMs: 0 } };
  };

  // Its answer stands with when it was pressed, beside when it arrived.
  expect(code(await phone.send(press(given.task, "acknowledge")))).toBe("taken");
  const after = must(await desk.ask("command.list-tasks", { state: "all", limit: 50 })).tasks;
  const answered = after.find((task) => task.id === given.task);
  expect(answered).toMatchObject({ state: "acknowledged", pressedAt: instantOf(THEN) });
  expect(Date.parse(answered?.changedAt ?? "")).toBeGreaterThan(THEN + 2 * DAY_MS);

  // What it saw three days ago is of three days ago.
  const seen = SignalId.parse(id());
  const since = instantOf(THEN);
  const report = { what: "report", id: seen, kind: "report", note: "a boat", position, since, photos: [] } as const;
  expect(code(await phone.send(report))).toBe("taken");
  expect(must(await desk.ask("command.show-signal", { signal: seen })).since).toBe(since);

  // What it wrote then arrives now, as of then; what a lost clock says is not taken, and the text all the same.
  const to = { kind: "room" } as const;
  const wrote = { what: "message", to, urgency: "routine", replyTo: null } as const;
  const said = { ...wrote, id: MessageId.parse(id()), text: "Water at the quay", writtenAt: since };
  expect(code(await phone.send(said))).toBe("taken");
  const ahead = {
    ...wrote,
    id: MessageId.parse(id()),
    text: "From next year",
    writtenAt: instantOf(THEN + 365 * DAY_MS),
  };
  expect(code(await phone.send(ahead))).toBe("taken");
  const { messages } = must(await phone.client.ask("command.my-messages", {}));
  // In the order they arrived.
  expect(messages.map(({ text, writtenAt }) => [text, writtenAt])).toEqual([
    ["From next year", null],
    ["Water at the quay", since],
  ]);
  expect(Date.parse(messages[1]?.at ?? "")).toBeGreaterThan(THEN + 2 * DAY_MS);

  // Another unit took the open offer meanwhile: who, by name, and nothing of theirs is touched.
  expect(code(await other.send(press(theirs, "acknowledge")))).toBe("taken");
  const late = press(mine, "acknowledge");
  const sent = await phone.send(late);
  expect(sent).toMatchObject({ outcome: "refused", told: { code: "task-taken", params: { callSign: "Bravo 2" } } });
  if (late.what === "press") expect(settle([late.press], late.press.commandId, sent).conflict).not.toBeNull();

  // A shift that is not to be taken up now says when it is.
  const shiftPress = { what: "shift", id: CommandId.parse(id()), shift, note: "", pressedAt: since } as const;
  expect(code(await phone.send({ ...shiftPress, event: "take-up" }))).toBe("shift-early");
  expect(code(await phone.send({ ...shiftPress, event: "end" }))).toBe("shift-stands");

  // A call for help is taken however old it is, and says how old its position is.
  const sos = SignalId.parse(id());
  const known = { at: position, ageSeconds: 3 * 86_400, accuracyMetres: 10 };
  expect(code(await phone.send({ what: "sos", id: sos, pressedAt: since, known }))).toBe("taken");
  const called = must(await desk.ask("command.show-signal", { signal: sos }));
  expect(called).toMatchObject({ since, sos: { positionAgeSeconds: 3 * 86_400 } });

  // Taken back meanwhile, it is told nothing and changes nothing.
  must(await desk.order("identity.revoke-device", { device: phone.device, because: "lost" }));
  const size = centre.server.journal.size();
  expect((await phone.send(press(given.task, "start"))).outcome).toBe("unknown");
  expect(centre.server.journal.size()).toBe(size);
});

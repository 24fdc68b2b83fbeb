import { createHash } from "node:crypto";
import { instantOf, MessageId, ShiftId, ulid } from "@cordon/kernel";
import fc from "fast-check";
import { afterEach, expect, it, vi } from "vitest";
import { Courier } from "./courier.ts";
import type { Letter, Outbox } from "./letters.ts";
import type { Sent } from "./presses.ts";
import { type Holder, type Script, script, written, writtenFrom } from "./testing/afield.ts";
import { type Afield, type Luck, enrolled, must, openCentre, photographOf } from "./testing/server.ts";
import { tablesOf } from "./testing/tables.ts";

/*
 * The phones of agreement.test.ts against a server that really runs: its doors, its sessions, its PostgreSQL; letters carried by the page's own
 * courier over a network that cuts and doubles. A few orders, as each needs a server of its own.
 */

afterEach(() => {
  vi.unstubAllGlobals();
});

const NOW = Math.floor(Date.now() / 60_000) * 60_000;
const fixed = (of: number) =>
  ulid(
    NOW - 7_200_000,
    Uint8Array.from({ length: 10 }, () => of),
  );
const ONE_OF_EACH: Script = [
  ...(["shift", "report", "message", "sos", "read", "sharing", "call-off", "shift", "photo"] as const).map((each) => ({
    ...{ do: each, of: 0 },
  })),
  { do: "press", task: 0, event: "acknowledge" },
];
/** Long enough that everything is in it; the same in every run and every order. */
const SCRIPTS = fc
  .sample(
    script.filter(({ length }) => length >= 10),
    { seed: 26, numRuns: 3 },
  )
  .map((one): Script => [...ONE_OF_EACH, ...one]);

interface Order {
  /** All at once, or the phones one after another as named. */
  readonly phones: "together" | readonly number[];
  /** What the network does, in turn, of every request. */
  readonly luck: readonly Luck[];
}

/** Lets the phones come back in an order, and answers what the server's tables say afterwards. */
async function cameBack(scripts: readonly Script[], { phones: turns, luck }: Order) {
  await using stack = new AsyncDisposableStack();
  const centre = await openCentre(stack);
  const { desk, server } = centre;
  const names = new Map<string, string>();
  const named = <Id extends string>(id: Id, name: string): Id => {
    names.set(id, name);
    return id;
  };
  const me = must(await desk.ask("identity.whoami", {}));
  if (me.signedIn) named(me.id, "the desk");
  const police = { reference: "FR-PN", name: "Police nationale", nation: "FR", languages: ["fr"] };
  const { contingent } = must(await desk.order("command.register-contingent", police));
  named(contingent, "police");
  const shape = { type: "Point" as const, coordinates: [2.2885, 48.8617] as [number, number] };
  const name = { fr: "Porte 3", en: "Gate 3" };
  const { place } = must(await desk.order("command.draw-place", { reference: "G3", kind: "post", name, shape }));
  named(place, "gate 3");
  const units = await Promise.all(
    ["Alpha 1", "Bravo 2"].map(async (callSign) => {
      const unit = { callSign, kind: "patrol", strength: 2, contingent };
      return named(must(await desk.order("command.register-unit", unit)).unit, callSign);
    }),
  );
  const unitOf = (phone: number) => {
    const unit = units[phone === 2 ? 1 : 0];
    if (unit === undefined) throw new Error("no such unit");
    return unit;
  };
  const seen = {
    kind: "report" as const,
    title: "A bag",
    priority: 2 as const,
    position: [2.29, 48.86] as [number, number],
  };
  const { incident } = must(await desk.order("command.open-incident", seen));
  named(incident, "the incident");
  const holders: Holder[] = [];
  for (const phone of [0, 1, 2]) {
    const unit = unitOf(phone);
    const tasks = [];
    for (const order of [`first of ${phone}`, `second of ${phone}`]) {
      const given = must(await desk.order("command.offer-task", { unit, order, incident, position: [2.29, 48.86] }));
      tasks.push(named(given.task, order));
    }
    const message = MessageId.parse(fixed(phone + 10));
    const said = { message, to: { kind: "unit" as const, unit }, text: "how is it?", urgency: "routine" as const };
    must(await desk.order("command.send-message", { ...said, replyTo: null }));
    const id = ShiftId.parse(fixed(phone + 20));
    if (phone !== 1) {
      const [from, until] = [instantOf(NOW - 7_200_000), instantOf(NOW + 7_200_000)];
      const shift = { id, unit, place, capability: "patrol", from, until };
      must(await desk.order("command.plan-shifts", { shifts: [shift], override: "" }));
    }
    holders.push({ tasks, shift: phone === 1 ? null : id, messages: [message] });
  }
  let asked = 0;
  let lucky = true;
  const network = (): Luck => (lucky ? "arrives" : (luck[asked++ % luck.length] ?? "arrives"));
  const phones: Afield[] = [];
  for (const phone of [0, 1, 2]) {
    const one = await enrolled(centre, { unit: unitOf(phone), contingent, label: `phone ${phone}` }, network);
    named(one.device, `phone ${phone}`);
    phones.push(one);
  }

  lucky = false;
  const outboxes = scripts.map((one, phone) => written(phone, one, holders[phone] ?? NOBODY, writtenFrom(NOW)));
  const answers = new Map<string, Sent>();
  const carry = async (phone: number) => {
    const sender = phones[phone];
    let outbox: Outbox = outboxes[phone] ?? [];
    if (sender === undefined) throw new Error("no such phone");
    using courier = new Courier({
      ...{ name: `phone ${phone}`, carries: () => true, outbox: async () => outbox, nowMs: () => Date.now() },
      ...{ spread: () => 0.5, lastRetryMs: () => 30_000, send: sender.send },
      settled: async (letter: Letter, sent: Sent) => {
        answers.set(letter.id, sent);
        outbox = outbox.filter(({ id }) => id !== letter.id);
      },
    });
    // Woken as a phone is when the network is back; it would wake by itself, later.
    for (let tries = 0; outbox.length > 0; tries++) {
      if (tries > 500) throw new Error(`the outbox of phone ${phone} does not empty`);
      await courier.wake();
    }
  };
  if (turns === "together") await Promise.all([0, 1, 2].map(carry));
  else for (const phone of turns) await carry(phone);
  return {
    tables: await tablesOf(server, names),
    outcomes: [...answers].map(([id, { outcome }]) => `${id} ${outcome}`).toSorted(),
    letters: outboxes.flat(),
    entries: server.journal.size(),
  };
}
const NOBODY: Holder = { tasks: [], shift: null, messages: [] };

it("three phones leave the same tables in any order, through cuts and doubled sends, and nothing is lost", {
  timeout: 240_000,
}, async () => {
  const straight = await cameBack(SCRIPTS, { phones: [0, 1, 2], luck: ["arrives"] });
  const backwards = await cameBack(SCRIPTS, {
    phones: [2, 1, 0],
    luck: ["question lost", "answer lost", "twice", "arrives"],
  });
  const atOnce = await cameBack(SCRIPTS, { phones: "together", luck: ["twice", "answer lost", "arrives", "arrives"] });
  for (const other of [backwards, atOnce]) {
    expect(other.tables).toEqual(straight.tables);
    expect(other.outcomes).toEqual(straight.outcomes);
    // Not an entry more: what was sent twice stands once.
    expect(other.entries).toBe(straight.entries);
  }
  expect(straight.letters.length).toBeGreaterThan(15);
  expect(straight.outcomes).toHaveLength(straight.letters.length);
  const held = (table: string, id: string) => straight.tables[table]?.some((row) => row.includes(id)) === true;
  for (const letter of straight.letters) {
    if (letter.what === "report") expect(held("signal", letter.id)).toBe(true);
    if (letter.what === "message") expect(held("message", letter.id)).toBe(true);
    if (letter.what === "sos") expect(held("sos_press", letter.id)).toBe(true);
    if (letter.what === "press") expect(held("command_seen", letter.id)).toBe(true);
  }
  const kinds = new Set(straight.letters.map(({ what }) => what));
  expect([...kinds].toSorted()).toEqual([
    ...["call-off", "message", "photo", "press", "read", "report", "sharing", "shift", "sos"],
  ]);
  // Each photograph stands once where it belongs, however often it was sent: its file is known by what is in it.
  const lines = (table: string) => (straight.tables[table] ?? []).join("\n");
  const photos = straight.letters.flatMap((letter) =>
    letter.what === "report"
      ? letter.photos.map((photo) => ({ photo, table: "signal" }))
      : letter.what === "photo"
        ? [{ photo: letter.photo, table: "incident_log" }]
        : [],
  );
  expect(photos.length).toBeGreaterThan(5);
  for (const { photo, table } of photos) {
    const blob = createHash("sha256").update(photographOf(photo)).digest("hex");
    expect(lines(table).split(blob)).toHaveLength(2);
  }
});

import { type ContingentId, instantOf, isRefusal, MessageId, type Principal, type UnitId } from "@cordon/kernel";
import { afterAll, describe, expect, it } from "vitest";
import { openCrew } from "../../testing/crew.ts";
import { id, operator, trocadero } from "../../testing/standing.ts";
import { hour, openRosterCrew, supervisor } from "../roster/testing/roster.ts";
import { MessagesForgotten, MessageSent } from "./words.ts";
import { forgetMessages } from "./workers/forget-messages.ts";

const crew = await openCrew();
const { room, police, guardia, dogs, medics, phone, liaison, size } = crew;
afterAll(() => crew[Symbol.asyncDispose]());

const why = (answer: unknown) => (isRefusal(answer) ? answer.refused : null);
const phoneOf = (unit: UnitId, contingent: ContingentId): Principal => ({
  kind: "device",
  id: "d2",
  roles: ["field-device"],
  contingent,
  unit,
});
const medicsPhone = phoneOf(medics, guardia);
const texts = async (by: Principal) =>
  (await room.must("command.my-messages", {}, by)).messages.map(({ text }) => text);
const threads = async (by: Principal) => (await room.must("command.list-threads", {}, by)).threads;

async function at(callSign: string, [lon, lat]: readonly [number, number], ageMs = 0): Promise<void> {
  const { units } = await room.must("command.list-units", {}, operator);
  const track = units.find((unit) => unit.callSign === callSign)?.track ?? 0;
  room.positions.set(track, { track, lon, lat, heading: null, speed: null, atMs: Date.now() - ageMs });
}

describe("messages", () => {
  it("reach a unit, are read there, and answered", async () => {
    const sent = await room.must(
      "command.send-message",
      { to: { kind: "unit", unit: dogs }, text: "Come to the north stand", urgency: "urgent" },
      operator,
    );
    expect(await texts(phone)).toEqual(["Come to the north stand"]);
    expect(await texts(medicsPhone)).toEqual([]);
    expect((await room.must("command.my-messages", {}, phone)).messages[0]).toMatchObject({
      read: false,
      urgency: "urgent",
      from: null,
    });
    expect(await room.must("command.read-messages", { messages: [sent.message] }, phone)).toEqual({ read: 1 });
    expect(await room.must("command.read-messages", { messages: [sent.message] }, phone)).toEqual({ read: 0 });
    await room.must(
      "command.send-message",
      { to: { kind: "room" }, text: "Two minutes", replyTo: sent.message, urgency: "urgent" },
      phone,
    );
    const { messages } = await room.must("command.list-messages", { thread: sent.thread }, operator);
    expect(messages.map(({ text, from }) => [from?.callSign ?? "room", text])).toEqual([
      ["K9-2", "Two minutes"],
      ["room", "Come to the north stand"],
    ]);
    expect(messages[1]).toMatchObject({ sentTo: 1, readBy: 1 });
    expect((await threads(operator))[0]).toMatchObject({ thread: sent.thread, unread: 1, urgent: 1 });
    await room.must("command.read-messages", { messages: messages.map((message) => message.id) }, operator);
    expect((await threads(operator))[0]).toMatchObject({ unread: 0, urgent: 0, name: { en: "K9-2" } });
  });

  it("are known to their contingent and to those who see all, and to nobody else", async () => {
    const sent = await room.must(
      "command.send-message",
      { to: { kind: "unit", unit: dogs }, text: "secret" },
      operator,
    );
    expect((await threads(liaison)).map(({ thread }) => thread)).not.toContain(sent.thread);
    expect((await room.must("command.list-messages", { thread: sent.thread }, liaison)).messages).toEqual([]);
    expect(why(await room.ask("command.send-message", { to: { kind: "unit", unit: dogs }, text: "t" }, liaison))).toBe(
      "not-found",
    );
    expect(await room.must("command.read-messages", { messages: [sent.message] }, medicsPhone)).toEqual({ read: 0 });
    expect(
      why(
        await room.ask("command.send-message", { to: { kind: "room" }, text: "t", replyTo: sent.message }, medicsPhone),
      ),
    ).toBe("not-found");
  });

  it("reach whoever is in an area now, as one entry for each contingent and one message for the room", async () => {
    await at("K9-2", trocadero);
    await at("MED-1", [trocadero[0] + 0.0005, trocadero[1]]);
    const area = { type: "Circle", centre: trocadero, radiusMetres: 100 } as const;
    const before = size();
    const sent = await room.must(
      "command.send-message",
      { to: { kind: "area", area }, text: "Leave the terrace" },
      operator,
    );
    const entries = (await room.journal.read(before, 10)).filter(MessageSent.is);
    expect(new Map(entries.map(({ data }) => [data.contingent, data.units]))).toEqual(
      new Map([
        [police, [dogs]],
        [guardia, [medics]],
      ]),
    );
    expect(JSON.stringify(entries)).not.toContain("terrace");
    expect((await texts(medicsPhone))[0]).toBe("Leave the terrace");
    expect((await room.must("command.list-messages", { thread: sent.thread }, operator)).messages[0]).toMatchObject({
      sentTo: 2,
      readBy: 0,
    });
    await at("MED-1", trocadero, 3_600_000);
    const second = await room.must("command.send-message", { to: { kind: "area", area }, text: "Now" }, operator);
    expect((await room.must("command.list-messages", { thread: second.thread }, operator)).messages[0]?.sentTo).toBe(1);
    const elsewhere = { ...area, centre: [2.5, 48.9] as const };
    expect(
      why(await room.ask("command.send-message", { to: { kind: "area", area: elsewhere }, text: "t" }, operator)),
    ).toBe("not-possible-now");
  });

  it("make a channel of a post: who is there and the command room", async () => {
    const shape = { type: "Point", coordinates: trocadero } as const;
    const name = { fr: "Poste 1", en: "Post 1" };
    const { place } = await room.must("command.draw-place", { reference: "P1", kind: "post", name, shape }, operator);
    await at("K9-2", trocadero);
    await at("MED-1", [2.5, 48.9]);
    const to = { kind: "place", place } as const;
    const sent = await room.must("command.send-message", { to, text: "All well?" }, operator);
    expect(sent.thread).toBe(`place:${place}`);
    expect((await texts(phone))[0]).toBe("All well?");
    expect(why(await room.ask("command.send-message", { to, text: "t" }, medicsPhone))).toBe("not-permitted");
    const answer = await room.must("command.send-message", { to, text: "All well" }, phone);
    expect(answer.thread).toBe(sent.thread);
    expect((await threads(operator))[0]).toMatchObject({ name: { fr: "Poste 1" }, unread: 1 });
  });

  it("reach whose shift is on at a post though nobody knows where they are", async () => {
    await using own = await openRosterCrew();
    const to = { kind: "place", place: own.gate } as const;
    const shift = { unit: own.alpha, place: own.gate, capability: "patrol", from: hour(0), until: hour(6) };
    const { shifts } = await own.room.must("command.plan-shifts", { shifts: [shift], override: "a test" }, supervisor);
    const [taken] = shifts;
    if (taken === undefined) throw new Error("no shift");
    expect(why(await own.room.ask("command.send-message", { to, text: "t" }, operator))).toBe("not-possible-now");
    const sharing = async () => (await own.room.must("command.my-sharing", {}, own.phoneOf(own.alpha))).sharing;
    expect(await sharing()).toBe("off-duty");
    await own.room.must("command.take-up-shift", { shift: taken }, operator);
    expect(await sharing()).toBe("shared");
    await own.room.must("command.send-message", { to, text: "You are on" }, operator);
    expect((await own.room.must("command.my-messages", {}, own.phoneOf(own.alpha))).messages[0]?.text).toBe(
      "You are on",
    );
  });

  it("reach a whole contingent, whoever joins it later too, and an incident's units", async () => {
    const all = { kind: "contingent", contingent: guardia } as const;
    await room.must("command.send-message", { to: all, text: "Shift ends at ten" }, liaison);
    const { unit } = await room.must(
      "command.register-unit",
      { callSign: "GC-9", kind: "patrol", contingent: guardia, strength: 2 },
      operator,
    );
    expect(await texts(phoneOf(unit, guardia))).toEqual(["Shift ends at ten"]);
    expect(await texts(phone)).not.toContain("Shift ends at ten");
    const { incident } = await crew.ordered(medics);
    await room.must("command.send-message", { to: { kind: "incident", incident }, text: "Use gate 4" }, operator);
    expect((await texts(medicsPhone))[0]).toBe("Use gate 4");
    expect(await texts(phone)).not.toContain("Use gate 4");
  });

  it("are sent once though sent twice, and an id is not used for two", async () => {
    const message = MessageId.parse(id());
    const said = { message, to: { kind: "room" }, text: "once" } as const;
    const first = await room.must("command.send-message", said, phone);
    const before = size();
    expect(await room.must("command.send-message", said, phone)).toEqual(first);
    expect(size()).toBe(before);
    expect(why(await room.ask("command.send-message", said, medicsPhone))).toBe("conflict");
  });

  it("say when they were written, beside when they arrived; a clock that is wrong costs nobody a word", async () => {
    const minutes = (count: number) => instantOf(Date.now() - count * 60_000);
    const to = { kind: "room" } as const;
    const old = minutes(3 * 24 * 60);
    const before = size();
    const { thread } = await room.must("command.send-message", { to, text: "old", writtenAt: old }, phone);
    await room.must("command.send-message", { to, text: "ahead", writtenAt: minutes(-120) }, phone);
    await room.must("command.send-message", { to, text: "lost", writtenAt: instantOf(0) }, phone);
    await room.must("command.send-message", { to, text: "unsaid" }, phone);
    const { messages } = await room.must("command.list-messages", { thread, limit: 4 }, operator);
    expect(messages.map(({ text, writtenAt }) => [text, writtenAt])).toEqual([
      ["unsaid", null],
      ["lost", null],
      ["ahead", null],
      ["old", old],
    ]);
    const entries = (await room.journal.read(before, 10)).filter(MessageSent.is);
    expect(entries.map(({ data }) => data.writtenAt)).toEqual([old, undefined, undefined, undefined]);
    const latest = (await room.must("command.my-messages", { limit: 4 }, phone)).messages.at(-1);
    expect(latest).toMatchObject({ text: "old", writtenAt: old });
  });

  it("have an end: a text of a megabyte is refused, a thread of thousands comes in pages", async () => {
    const to = { kind: "unit", unit: dogs } as const;
    expect(why(await room.ask("command.send-message", { to, text: "x".repeat(1 << 20) }, operator))).toBe("invalid");
    expect(why(await room.ask("command.send-message", { to, text: "a\u0000b" }, operator))).toBe("invalid");
    const { thread } = await room.must("command.send-message", { to, text: "0" }, operator);
    const waiting = [];
    for (let at = 1; at < 450; at++) waiting.push(room.must("command.send-message", { to, text: `${at}` }, operator));
    await Promise.all(waiting);
    const seen = new Set<string>();
    let before: number | null = null;
    let pages = 0;
    do {
      const page: { messages: readonly { id: string }[]; next: number | null } = await room.must(
        "command.list-messages",
        { thread, limit: 200, ...(before === null ? {} : { before }) },
        operator,
      );
      for (const message of page.messages) seen.add(message.id);
      before = page.next;
      pages++;
    } while (before !== null);
    expect(pages).toBe(3);
    expect(seen.size).toBeGreaterThanOrEqual(450);
  });

  it("are forgotten after their time: what was written is gone, that it was written stays, and once is enough", async () => {
    await using own = await openCrew();
    const to = { kind: "unit", unit: own.dogs } as const;
    const { thread } = await own.room.must("command.send-message", { to, text: "old" }, operator);
    const forget = async (daysLater: number) => {
      const now = () => instantOf(Date.now() + daysLater * 86_400_000);
      const clock = { now, elapsedMs: () => 0 };
      await using _worker = await forgetMessages(30).start({ ...own.room.context, clock });
      await new Promise((resolve) => setTimeout(resolve, 0));
    };
    const text = async () => (await own.room.must("command.list-messages", { thread }, operator)).messages[0]?.text;
    await forget(29);
    expect(await text()).toBe("old");
    await forget(31);
    expect(await text()).toBeNull();
    const before = (await own.room.journal.read(0, 100)).filter(MessagesForgotten.is).length;
    await forget(31);
    expect((await own.room.journal.read(0, 100)).filter(MessagesForgotten.is)).toHaveLength(before);
    expect(before).toBe(1);
  });

  it("lose their text when its key is destroyed, and the journal stays as it is", async () => {
    const before = size();
    await room.must("command.send-message", { to: { kind: "unit", unit: dogs }, text: "a name" }, operator);
    const [entry] = (await room.journal.read(before, 1)).filter(MessageSent.is);
    if (entry === undefined) throw new Error("no entry");
    const officer: Principal = { kind: "person", id: "p5", roles: ["data-protection"], contingent: null, unit: null };
    await room.call("vault.erase-subject", { subject: entry.data.text, reason: "recorded-by-mistake" }, officer);
    expect((await texts(phone))[0]).toBeNull();
    expect((await room.journal.read(before, 1))[0]).toEqual(entry);
  });
});

import {
  type Instant,
  instantOf,
  type Mandate,
  MandateEnded,
  MandateGranted,
  MandateId,
  MandateUsed,
  MandateUseEnded,
  type Permission,
} from "@cordon/kernel";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { systemClock } from "../clock.ts";
import { movableClock, type TestHouse, testHouse } from "../identity/testing/house.ts";
import { mandateBook, mandates, publicRegister, type StandingBook } from "./index.ts";
import { RegisteredMandate } from "./register.ts";
import { grant } from "./rules.ts";
import { expiring } from "./workers/expire.ts";

const NOW = "2026-07-26T18:00:00.000Z";
const hour = (hours: number) => instantOf(Date.parse(NOW) + hours * 3_600_000);

function order(changes: Partial<Mandate> = {}) {
  return {
    reference: "2026-00921",
    authority: "Préfet de police",
    legalBasis: "Loi 2023-380, art. 10",
    processings: ["algorithmic-video"] as const,
    events: ["abandoned-object", "density"] as const,
    purpose: "ceremony",
    statement: { fr: "Objets abandonnés et densité sur les quais.", en: "Abandoned objects and density on the quays." },
    area: {
      type: "Polygon",
      coordinates: [
        [
          [2.29, 48.85],
          [2.31, 48.85],
          [2.31, 48.87],
          [2.29, 48.87],
          [2.29, 48.85],
        ],
      ],
    } as const,
    period: { from: hour(-1), until: hour(6) },
    retentionDays: 7,
    ...changes,
  };
}

interface Parts {
  readonly cordon: TestHouse;
  readonly book: StandingBook;
}

/** A house with a book that hears its commits, on the test's clock. */
async function standing(): Promise<Parts & AsyncDisposable> {
  const learners: StandingBook[] = [];
  const cordon = await testHouse({
    others: [mandates],
    learn: (envelope) => learners.forEach((one) => one.learn(envelope)),
  });
  const book = await mandateBook({ read: cordon.store.read, clock: cordon.clock });
  learners.push(book);
  return {
    cordon,
    book,
    async [Symbol.asyncDispose]() {
      book[Symbol.dispose]();
      await cordon[Symbol.asyncDispose]();
    },
  };
}

const Granted = z.object({ mandate: MandateId });
const grantOrder = async (cordon: TestHouse, changes: Partial<Mandate> = {}) =>
  Granted.parse(await cordon.callAs({ roles: ["supervisor"] }, "mandates.grant", order(changes))).mandate;

function asking({ book, cordon }: Parts, at: Instant = cordon.clock.now()): Permission {
  return book.permits({
    processing: "algorithmic-video",
    events: ["density"],
    positions: [[2.3, 48.86]],
    purpose: "ceremony",
    at,
  });
}

describe("the book", () => {
  it("permits from the moment an order is registered, and not after it is withdrawn", async () => {
    await using house = await standing();
    const { cordon } = house;
    expect(asking(house)).toMatchObject({ permitted: false, because: "no-mandate-for-processing" });
    const mandate = await grantOrder(cordon);
    expect(asking(house)).toEqual({ permitted: true, mandate, until: hour(6) });
    await cordon.callAs({ roles: ["supervisor"] }, "mandates.withdraw", {
      mandate,
      because: "the ceremony is called off",
    });
    expect(asking(house)).toEqual({ permitted: false, because: "withdrawn", nearest: mandate });
    await expect(
      cordon.callAs({ roles: ["supervisor"] }, "mandates.withdraw", { mandate, because: "again" }),
    ).rejects.toThrow(/not-possible-now/);
  });

  it("tells within a second, by its own clock, that a period began and that it ended", async () => {
    await using house = await standing();
    const { cordon, book } = house;
    const mandate = await grantOrder(cordon, { period: { from: hour(1), until: hour(720) } });
    const heard: { readonly mandate: MandateId; readonly afterMs: number }[] = [];
    let moved = 0;
    book.onChange((change) => heard.push({ mandate: change.mandate, afterMs: performance.now() - moved }));
    expect(asking(house)).toMatchObject({ because: "not-yet-in-force" });
    moved = performance.now();
    cordon.clock.pass(3600);
    await expect.poll(() => heard.length, { timeout: 1000 }).toBe(1);
    expect(asking(house)).toMatchObject({ permitted: true, mandate });
    moved = performance.now();
    // A month at once: the clock jumps, as after a machine was asleep.
    cordon.clock.pass(720 * 3600);
    await expect.poll(() => heard.length, { timeout: 1000 }).toBe(2);
    expect(asking(house)).toMatchObject({ permitted: false, because: "no-longer-in-force" });
    for (const { mandate: which, afterMs } of heard) {
      expect(which).toBe(mandate);
      expect(afterMs).toBeLessThan(1000);
    }
  });

  it("brings nothing back to life when the clock is set back", async () => {
    await using house = await standing();
    const { cordon, book } = house;
    const withdrawn = await grantOrder(cordon);
    cordon.clock.pass(1800);
    await cordon.callAs({ roles: ["supervisor"] }, "mandates.withdraw", { mandate: withdrawn, because: "enough" });
    cordon.clock.pass(-1800);
    expect(asking(house)).toMatchObject({ permitted: false });

    await grantOrder(cordon, { reference: "2026-00922", period: { from: hour(-1), until: hour(1) } });
    expect(asking(house)).toMatchObject({ permitted: true });
    let told = 0;
    book.onChange(() => told++);
    cordon.clock.pass(3600);
    await expect.poll(() => told).toBe(1);
    cordon.clock.pass(-1800);
    expect(asking(house)).toMatchObject({ permitted: false });
  });

  it("knows after a restart what it knew before", async () => {
    await using house = await standing();
    const { cordon } = house;
    const mandate = await grantOrder(cordon);
    const ended = await grantOrder(cordon, { reference: "2026-00922", purpose: "transport" });
    await cordon.callAs({ roles: ["supervisor"] }, "mandates.withdraw", { mandate: ended, because: "enough" });
    using anew = await mandateBook({ read: cordon.store.read, clock: cordon.clock });
    expect(anew.all()).toEqual(expect.arrayContaining([...house.book.all()]));
    expect(asking({ cordon, book: anew })).toMatchObject({ permitted: true, mandate });
  });

  it("goes on telling the others when one listener fails", async () => {
    await using house = await standing();
    const surfaced = new Promise<Error>((resolve) => {
      process.prependOnceListener("uncaughtException", resolve);
    });
    const removed = process.listeners("uncaughtException").slice(1);
    for (const each of removed) process.off("uncaughtException", each);
    house.book.onChange(() => {
      throw new Error("a listener's bug");
    });
    let told = 0;
    house.book.onChange(() => told++);
    await grantOrder(house.cordon);
    expect(told).toBe(1);
    expect((await surfaced).message).toBe("a listener's bug");
    for (const each of removed) process.on("uncaughtException", each);
  });
});

describe("the end of a period", () => {
  it("is written down once, though two servers notice", async () => {
    await using house = await standing();
    const { cordon, book } = house;
    const parts = {
      journal: cordon.journal,
      mandates: book,
      clock: cordon.clock,
      log: pino({ level: "silent" }),
      signal: new AbortController().signal,
    };
    const mandate = await grantOrder(cordon, { period: { from: hour(-1), until: hour(1) } });
    await using _one = expiring(parts);
    await using _two = expiring(parts);
    cordon.clock.pass(3600);
    const ended = async () => (await cordon.entries()).filter((entry) => MandateEnded.is(entry));
    await expect.poll(async () => (await ended()).length, { timeout: 3000 }).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(await ended()).toMatchObject([{ data: { mandate, expired: true }, mandate }]);
  });

  it("is written down at the start, when no server ran at the time", async () => {
    await using house = await standing();
    const { cordon } = house;
    await grantOrder(cordon, { period: { from: hour(-1), until: hour(1) } });
    house.book[Symbol.dispose]();
    cordon.clock.pass(7200);
    using book = await mandateBook({ read: cordon.store.read, clock: cordon.clock });
    await using _worker = expiring({
      journal: cordon.journal,
      mandates: book,
      clock: cordon.clock,
      log: pino({ level: "silent" }),
      signal: new AbortController().signal,
    });
    await expect.poll(async () => (await cordon.entries()).some((entry) => MandateEnded.is(entry))).toBe(true);
  });

  it("is felt by processing within a second on the real clock", async () => {
    await using house = await standing();
    const { cordon } = house;
    const until = instantOf(Date.now() + 1500);
    const granted = MandateGranted.of({
      ...order(),
      id: MandateId.parse("01J3ZK8Q4M7V9X2B5N6P0RSTWY"),
      period: { from: instantOf(Date.now() - 1000), until },
    });
    using book = await mandateBook({ read: cordon.store.read, clock: systemClock });
    await cordon.journal.run({
      by: { kind: "system", id: "test" },
      operation: "test",
      decide: async () => ({ entries: [granted], output: null }),
    });
    for (const entry of await cordon.entries()) book.learn(entry);
    const ended = new Promise<number>((resolve) => {
      book.onChange(() => resolve(Date.now()));
    });
    const lateMs = (await ended) - Date.parse(until);
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(1000);
  });
});

describe("an order", () => {
  it("is registered once: the same again changes nothing, another content under its number is refused", async () => {
    await using house = await standing();
    const { cordon } = house;
    const mandate = await grantOrder(cordon);
    expect(await grantOrder(cordon)).toBe(mandate);
    expect(await cordon.entries()).toHaveLength(1);
    await expect(grantOrder(cordon, { retentionDays: 30 })).rejects.toThrow(/conflict/);
  });

  const id = MandateId.parse("01J3ZK8Q4M7V9X2B5N6P0RSTWY");
  it.each([
    ["a period that is over", { period: { from: hour(-2), until: hour(0) } }],
    ["video without events", { events: [] }],
    ["events without video", { processings: ["pass-check"] as const }],
    ["video for more than a month", { period: { from: hour(0), until: hour(24 * 31 + 1) } }],
  ])("is refused with %s", (_, changes) => {
    expect(grant({ ...order(), ...changes, id }, null, hour(0))).toMatchObject({ refused: "invalid" });
    expect(grant({ ...order(), id }, null, hour(0))).toHaveLength(1);
  });

  it("is registered and withdrawn by those who answer for it alone", async () => {
    await using house = await standing();
    const { cordon } = house;
    await expect(
      cordon.callAs({ roles: ["operator", "field-device", "auditor"] }, "mandates.grant", order()),
    ).rejects.toThrow(/not-permitted/);
    const mandate = await grantOrder(cordon);
    await expect(
      cordon.callAs({ roles: ["operator"] }, "mandates.withdraw", { mandate, because: "x" }),
    ).rejects.toThrow(/not-permitted/);
  });
});

describe("the public register", () => {
  const List = z.object({ mandates: z.array(RegisteredMandate) });

  it("lists what ran under each mandate, to anyone", async () => {
    await using house = await standing();
    const { cordon } = house;
    const mandate = await grantOrder(cordon);
    const coming = await grantOrder(cordon, { reference: "2026-00923", period: { from: hour(2), until: hour(4) } });
    const use = { mandate, processing: "algorithmic-video", from: hour(0) } as const;
    await cordon.journal.run({
      by: { kind: "system", id: "watch" },
      operation: "watch.supervise",
      decide: async () => ({
        entries: [
          MandateUsed.of({ ...use, what: "Quai de Grenelle" }, mandate),
          MandateUsed.of({ ...use, what: "Trocadéro" }, mandate),
          MandateUseEnded.of({ ...use, what: "Trocadéro", until: hour(1), because: "stopped" }, mandate),
        ],
        output: null,
      }),
    });
    const { mandates: listed } = List.parse(await cordon.caller().call("mandates.list"));
    expect(listed.map(({ id, state }) => [id, state])).toEqual([
      [mandate, "in-force"],
      [coming, "coming"],
    ]);
    expect(listed[0]?.uses).toEqual([
      { processing: "algorithmic-video", what: "Quai de Grenelle", from: hour(0), until: null, because: null },
      { processing: "algorithmic-video", what: "Trocadéro", from: hour(0), until: hour(1), because: "stopped" },
    ]);
    expect(await cordon.caller().call("mandates.show", { mandate })).toEqual(listed[0]);
    expect(await cordon.caller().refusal("mandates.show", { mandate: "01J3ZK8Q4M7V9X2B5N6P0RSTWX" })).toMatchObject({
      refused: "not-found",
    });

    const page = publicRegister({ read: cordon.store.read, clock: movableClock() });
    expect(page.path).toBe("/register");
    const html = await page.render({ language: "fr" });
    for (const text of ["2026-00921", "2026-00923", "Trocadéro", "en cours", "Préfet de police"])
      expect(html).toContain(text);
  });
});

import { isRefusal, VideoEvent } from "@cordon/kernel";
import { afterAll, describe, expect, it } from "vitest";
import { openCrew } from "../testing/crew.ts";
import { operator, trocadero } from "../testing/standing.ts";
import { ReportKind } from "../words.ts";

const crew = await openCrew();
const { room, reported, size } = crew;
afterAll(() => crew[Symbol.asyncDispose]());

const why = (answer: unknown) => (isRefusal(answer) ? answer.refused : null);

describe("a report", () => {
  it("waits in the queue with its age, newest first, until it is decided", async () => {
    const before = await room.must("command.list-signals", {}, operator);
    const { signal } = await reported();
    const after = await room.must("command.list-signals", {}, operator);
    expect(after.waiting).toBe(before.waiting + 1);
    expect(after.signals[0]).toMatchObject({ id: signal, state: "waiting", kind: "report", incident: null });
    expect(after.signals[0]?.ageSeconds).toBeLessThan(60);
    await room.must("command.dismiss-signal", { signal, reason: "known" }, operator);
    expect((await room.must("command.list-signals", {}, operator)).waiting).toBe(before.waiting);
    const shown = await room.must("command.show-signal", { signal }, operator);
    expect(shown).toMatchObject({
      state: "dismissed",
      dismissal: { reason: "known", note: "" },
      decidedBy: { id: "p1" },
    });
    await room.must("command.reopen-signal", { signal }, operator);
    expect(await room.must("command.show-signal", { signal }, operator)).toMatchObject({
      state: "waiting",
      decidedAt: null,
    });
  });

  it("is raised once, however often a phone sends it", async () => {
    const { signal } = await reported();
    const at = size();
    const again = { signal, kind: "report", note: "A bag", position: trocadero } as const;
    expect(await room.must("command.raise-signal", again, operator)).toEqual({ signal });
    expect(size()).toBe(at);
  });

  it("says what it is of by its kind alone, as phones of before said none, and is of nothing that only a machine can say", async () => {
    const said = (more: object) => room.ask("command.raise-signal", { position: trocadero, ...more }, operator);
    for (const kind of VideoEvent.options) {
      const { signal } = await room.must("command.raise-signal", { kind, position: trocadero }, operator);
      const shown = await room.must("command.show-signal", { signal }, operator);
      expect(shown).toMatchObject({ kind, note: "", camera: null, confidence: null, state: "waiting" });
    }
    const { signal } = await room.must("command.raise-signal", { note: "A bag", position: trocadero }, operator);
    expect((await room.must("command.show-signal", { signal }, operator)).kind).toBe("report");
    for (const kind of ["report", "gate", "capacity"]) expect(why(await said({ kind, note: " " }))).toBe("invalid");
    for (const kind of ["sos", "camera-lost", "coverage", "fence-entered", "system"])
      expect(ReportKind.safeParse(kind).success).toBe(false);
  });

  it("is found among the decided ones however many have come since and wait", async () => {
    const { signal } = await reported();
    await room.must("command.dismiss-signal", { signal, reason: "known" }, operator);
    for (let more = 0; more < 5; more++) await reported();
    const { signals } = await room.must("command.list-signals", { state: "decided", limit: 1 }, operator);
    expect(signals.map(({ id }) => id)).toEqual([signal]);
  });

  it("is read page by page without missing or repeating one", async () => {
    for (let more = 0; more < 5; more++) await reported();
    const all = await room.must("command.list-signals", { state: "all", limit: 200 }, operator);
    const seen: string[] = [];
    let before: number | undefined;
    do {
      const page = await room.must(
        "command.list-signals",
        { state: "all", limit: 2, ...(before === undefined ? {} : { before }) },
        operator,
      );
      seen.push(...page.signals.map((one) => one.id));
      before = page.next ?? undefined;
    } while (before !== undefined);
    expect(seen).toEqual(all.signals.map((one) => one.id));
  });

  it.each([
    ["a control character", "bell\u0007"],
    ["two lines", "one\ntwo"],
    ["a mark that turns the line around", "abc\u202Edef"],
    ["half a character", "\ud800"],
    ["nothing but space", "   "],
    ["more than 500 characters", "x".repeat(501)],
  ])("is refused with %s", async (_, note) => {
    const at = size();
    expect(why(await room.ask("command.raise-signal", { kind: "report", note, position: trocadero }, operator))).toBe(
      "invalid",
    );
    expect(size()).toBe(at);
  });

  it("is trimmed, and may say anything that can be read", async () => {
    const note = "  Sac à dos 🎒 près du مدخل — 2 m  ";
    const { signal } = await room.must("command.raise-signal", { kind: "report", note, position: trocadero }, operator);
    expect((await room.must("command.show-signal", { signal }, operator)).note).toBe(note.trim());
  });
});

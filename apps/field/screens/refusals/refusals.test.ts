import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { taken } from "@cordon/command/procedures/open-offer";
import { ContingentId, RefusalReason, TaskId, ulid, UnitId } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { endOf, sentenceOf } from "./sentence.ts";
import { REFUSAL_WORDS } from "./words.ts";

const { en, fr } = REFUSAL_WORDS;
const clock = (at: string) => at.slice(11, 16);
const id = () => ulid(1, new Uint8Array(10));

describe("a refusal on the phone", () => {
  it("is said in the officer's language, with what it speaks of", () => {
    const holder = { unit: UnitId.parse(id()), contingent: ContingentId.parse(id()), state: "acknowledged" } as const;
    const own = { ...holder, id: TaskId.parse(id()), callSign: "Bravo 2", state: "cancelled" } as const;
    const refusal = taken(own, [{ ...holder, id: own.id, callSign: "Alpha 1" }]);
    const told = { reason: refusal?.refused ?? "", code: refusal?.code ?? null, params: refusal?.params ?? {} };
    expect(sentenceOf(told, fr, clock)).toBe("Alpha 1 a pris cette mission avant vous.");
    expect(sentenceOf(told, en, clock)).toBe("Alpha 1 took this task before you.");
    const early = { reason: "not-possible-now", code: "shift-early", params: { from: "2024-07-26T18:00:00.000Z" } };
    expect(sentenceOf(early, fr, clock)).toContain("18:00");
    const stands = { reason: "not-possible-now", code: "shift-stands", params: { state: "cancelled" } };
    expect(sentenceOf(stands, fr, clock)).toBe("Le service est annulé.");
  });

  it("that has no words of its own is said in general, with its name, whatever it is", () => {
    for (const reason of RefusalReason.options)
      expect(sentenceOf({ reason, code: null, params: {} }, fr, clock)).toBe(`${fr.general[reason]} (${reason})`);
    const strange = { reason: "no such reason", code: "constructor", params: {} };
    expect(sentenceOf(strange, fr, clock)).toBe(`${fr.unknown} (constructor)`);
    expect(sentenceOf(undefined, en, clock)).toBe(en.unknown);
  });

  it("has French that is not its English, for every name", () => {
    const of = { callSign: "A", number: "7", from: "18:00", until: "19:00", state: "on" };
    for (const [code, say] of Object.entries(fr.known)) {
      const english = Object.entries(en.known).find(([other]) => other === code)?.[1](of);
      expect(say(of)).not.toBe(english);
    }
  });

  it("says who took an open offer, and leaves what people wrote as they wrote it", () => {
    const said = "Alpha 1 has taken this task";
    expect(endOf({ said, takenBy: "Alpha 1" }, fr)).toBe("Alpha 1 a pris cette mission");
    // Whoever writes the same by hand is quoted.
    expect(endOf({ said, takenBy: null }, fr)).toBe(said);
    expect(endOf({ said: "The owner came back" }, fr)).toBe("The owner came back");
  });
});

it("has a name wherever a rule or an operation that phones call refuses", () => {
  const root = join(import.meta.dirname, "../../../../capabilities/command");
  const called = [
    ...["rules.ts", "operations/press-task.ts", "operations/note-task.ts", "operations/my-tasks.ts"],
    ...[
      "wings/procedures/rules/open-offer.ts",
      "wings/roster/rules/press.ts",
      "wings/roster/operations/press-shift.ts",
    ],
    ...["wings/roster/operations/my-shifts.ts", "wings/messages/operations/send-message.ts", "wings/sos/rules.ts"],
    ...["wings/picture/rules/sharing.ts", "wings/picture/operations/picturing.ts"],
    ...readdirSync(join(root, "wings/sos/operations")).map((file) => `wings/sos/operations/${file}`),
  ].filter((file) => !file.endsWith(".test.ts"));
  // What only the command room asks for: opening, closing, registering, handing over, planning, writing to units.
  const ofTheRoom = new Set([
    ...["cause-of-no-false-alert", "other-unsaid", "not-asked-to-take-over", "incident-open-tasks"],
    ...["call-sign-taken", "unit-holds-tasks", "message-to-oneself"],
  ]);
  const wordless = called.flatMap((file) => {
    const source = readFileSync(join(root, file), "utf8");
    expect(source, file).not.toMatch(/\brefuse\(/);
    const names = [...source.matchAll(/\brefuse[A-Z]\w*\(\s*"([a-z-]+)"/g)].map(([, name = ""]) => name);
    return names.filter((name) => !Object.hasOwn(en.known, name) && !ofTheRoom.has(name));
  });
  expect(wordless).toEqual([]);
});

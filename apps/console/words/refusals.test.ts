import { close } from "@cordon/command/rules";
import {
  Actor,
  incidentMachine,
  IncidentId,
  isRefusal,
  signalMachine,
  step,
  TaskId,
  taskMachine,
  ulid,
} from "@cordon/kernel";
import { createFormat, type Language, sayingOf } from "@cordon/ui";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { REFUSALS } from "./refusals.ts";

const NOW_MS = Date.parse("2024-07-26T18:14:07.000Z");
const say = (refused: object, language: Language) =>
  sayingOf(isRefusal(refused) ? refused : {}, REFUSALS, language, createFormat(language), NOW_MS);
const id = () => ulid(1, new Uint8Array(10));

describe("a refusal on the page", () => {
  it("is said in the reader's language, with what it speaks of", () => {
    const incident = {
      id: IncidentId.parse(id()),
      ...({ number: 12, state: "open", priority: 2, position: null } as const),
      commander: Actor.parse({ kind: "person", id: id() }),
    };
    const refused = close(incident, "", [
      { id: TaskId.parse(id()), callSign: "K9-2" },
      { id: TaskId.parse(id()), callSign: "Alpha 1" },
    ]);
    expect(say(refused, "fr")).toBe("L’incident 12 a des missions inachevées : K9-2, Alpha 1.");
    expect(say(refused, "en")).toBe("Incident 12 has tasks that have not ended: K9-2, Alpha 1.");
  });

  it("says an instant by the clock of the operation, and codes in words", () => {
    const told = (code: string, params: Record<string, string>) => ({ refused: "invalid", because: "", code, params });
    expect(say(told("shift-early", { from: "2024-07-26T18:00:00.000Z" }), "fr")).toContain("commence à 20:00");
    const unfit = {
      callSign: "Alpha 1",
      missing: JSON.stringify([
        { what: "ability", ability: "search-explosives" },
        { what: "power", power: "carry-arms", because: "not-here" },
        { what: "release", nation: "DE", toldBy: null },
      ]),
      ...{ others: "K9-2", more: "3" },
    };
    expect(say(told("unit-unfit", unfit), "fr")).toBe(
      "Alpha 1 ne reçoit pas cette mission : ne sait pas détecter des explosifs ; pouvoir manquant : port d’arme (non accordé ici) ; ne peut en être informé (DE). K9-2 et 3 de plus le pourraient.",
    );
    expect(say(told("unit-unfit", { ...unfit, others: "", more: "0" }), "fr")).toContain("Aucune unité en service");
  });

  it("tells what state stands in the way, of whatever has states in the command room", () => {
    const general = { en: say(step(taskMachine, "done", "start"), "en"), fr: "Son état ne le permet plus." };
    expect(general.en).toBe("The task is done.");
    for (const machine of [signalMachine, taskMachine, incidentMachine])
      for (const [state, events] of Object.entries<Readonly<Record<string, string | null>>>(machine.table))
        if (Object.values(events).includes(null)) {
          const refused = {
            refused: "conflict",
            because: "",
            code: "wrong-state",
            params: { thing: machine.word, state },
          };
          expect(say(refused, "fr")).not.toBe(general.fr);
          expect(say(refused, "fr")).not.toBe(say(refused, "en"));
        }
  });

  it("is left to the server's own sentence where no room knows its name", () => {
    for (const code of ["nobody-knows-this", "constructor", "toString"])
      expect(say({ refused: "invalid", because: "", code }, "fr")).toBeNull();
    expect(say({ refused: "invalid", because: "" }, "fr")).toBeNull();
  });
});

it("has French that is not its English, and one room for every name", () => {
  const seen = new Set<string>();
  for (const { en, fr } of REFUSALS)
    for (const code of Object.keys(en)) {
      expect(seen.has(code), code).toBe(false);
      seen.add(code);
      const told = Object.assign(() => "600", { time: () => "20:00" });
      expect(fr[code]?.(told), code).not.toBe(en[code]?.(told));
      expect(`${fr[code]?.(told)} ${en[code]?.(told)}`).not.toMatch(/undefined|NaN/);
    }
  expect(seen.size).toBeGreaterThan(90);
});

describe("what refuses a person on a page has a name", () => {
  const nameless = (room: string, globs: readonly string[], ofDevices: RegExp, least: number) => {
    const root = join(import.meta.dirname, "../../..", room);
    const asked = globSync([...globs], { cwd: root }).filter(
      (file) => !ofDevices.test(file) && !/\.test\.ts$|testing|node_modules/.test(file),
    );
    expect(asked.length).toBeGreaterThan(least);
    return asked.filter((file) => /\brefuse\(/.test(readFileSync(join(root, file), "utf8")));
  };

  // What devices alone ask is said on their own screens.
  it("of the ground", () => {
    const ofDevices = /enrolment\.ts|enrol-device\.ts|sign-in-device\.ts|device-side\.ts/;
    const globs = ["dispatch.ts", "{identity,mandates,past,exhibits,vault}/**/*.ts"];
    expect(nameless("ground", globs, ofDevices, 40)).toEqual([]);
  });

  it("of the watch room", () => {
    // Why a detector's file is not taken is told by the file's own terms, in its list.
    const ofModels = /detector\/|edge\/|operations\/edge\.ts|words\/(density|heading|lines)\.ts|ui\//;
    expect(nameless("capabilities/watch", ["**/*.ts"], ofModels, 100)).toEqual([]);
  });

  it("of the access room", () => {
    const ofDevices = /scan-traffic\.ts|gate-feed\.ts|record-scans\.ts|report-queue\.ts/;
    expect(nameless("capabilities/access", ["**/*.ts"], ofDevices, 100)).toEqual([]);
  });
});

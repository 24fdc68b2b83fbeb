import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFormat } from "./format.ts";
import { preferredLanguage } from "./language.ts";

const now = Date.parse("2024-07-26T18:14:07.000Z");
const en = createFormat("en");
const fr = createFormat("fr");
/** Intl writes narrow and non-breaking spaces; what matters here is the words. */
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, " ");

describe("times", () => {
  it("are in the operation's zone, 24 hours, with the date when not today", () => {
    expect(en.time("2024-07-26T18:14:07.000Z", now)).toBe("20:14:07");
    expect(en.time("2024-07-25T21:59:59.000Z", now)).toBe("25 Jul 23:59:59");
    expect(fr.time("2024-07-25T22:00:00.000Z", now)).toBe("00:00:00");
    expect(en.clock("2024-07-26T22:00:00.000Z")).toBe("00:00:00");
  });
  it("follow another operation's zone", () => {
    expect(createFormat("en", "America/Los_Angeles").clock("2028-07-14T19:00:00.000Z")).toBe("12:00:00");
  });
});

describe("ages", () => {
  it("are relative only under an hour", () => {
    expect(en.age(now - 12_400, now)).toBe("12 s ago");
    expect(plain(fr.age(now - 12_400, now))).toBe("il y a 12 s");
    expect(en.age(now - 59 * 60_000, now)).toBe("59 min ago");
    expect(en.age(now - 3_600_000, now)).toBe("19:14:07");
  });
  it("never say that something happened in the future", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (aheadMs) => {
        expect(en.age(now + aheadMs, now)).not.toMatch(/in /);
      }),
    );
  });
});

describe("quantities", () => {
  it("carry their unit, in the language's own form", () => {
    expect(plain(en.number(48212))).toBe("48,212");
    expect(plain(fr.number(48212))).toBe("48 212");
    expect(plain(en.distance(243))).toBe("240 m");
    expect(plain(fr.distance(1234))).toBe("1,2 km");
    expect(en.duration(42)).toBe("00:42");
    expect(en.duration(3723)).toBe("1:02:03");
    expect(fr.position(-2.5, 48.85)).toBe("48,85000° N, 2,50000° O");
  });
});

it("speaks the first language of the person's that Cordon knows", () => {
  expect(preferredLanguage(["de-DE", "fr-CA", "en"])).toBe("fr");
  expect(preferredLanguage(["es"])).toBe("en");
});

import { generateKeyPairSync, sign } from "node:crypto";
import { passToSign, prepare } from "@cordon/access/rules";
import { ALWAYS, Claims, KeyId, RuleSet } from "@cordon/access/words";
import { Instant } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passIn } from "./fragment.ts";
import { gatesFor } from "./gates.ts";
import { Keeper } from "./kept.ts";

const at = (text: string) => Instant.parse(`2024-07-${text}:00.000Z`);
const claims = Claims.parse({
  number: 7,
  category: "resident",
  zones: ["G1", "R1"],
  notBefore: at("18T03:00"),
  notAfter: at("27T04:00"),
  holder: { kind: "person", initials: "AM", birthYear: 1980 },
});
const vehicle = Claims.parse({ ...claims, holder: { kind: "vehicle", plate: "AB-123-CD" } });
const { privateKey } = generateKeyPairSync("ed25519");

function passOf(said: Claims): string {
  const unsigned = passToSign(said, KeyId.parse("00c0ffee"));
  return unsigned.finish(sign(null, unsigned.toBeSigned, privateKey));
}

describe("the pass in a link", () => {
  it("is found whether or not its characters were written as %XX, whatever it says", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4_294_967_295 }), (number) => {
        const pass = passOf(Claims.parse({ ...claims, number }));
        expect(passIn(`#${encodeURIComponent(pass)}`)).toBe(pass);
        expect(passIn(`#${pass}`)).toBe(pass);
        // As browsers write it: a space as %20, a % as it is. Where the pass itself says %20, no reader can tell.
        if (!pass.includes("%20")) expect(passIn(new URL(`https://cordon.example/pass/#${pass}`).hash)).toBe(pass);
      }),
      { numRuns: 200 },
    );
  });

  it("is nothing where there is none, and what is torn is shown as such", () => {
    expect(passIn("")).toBeNull();
    expect(passIn("#")).toBeNull();
    expect(passIn("#enrol=ABC")).toBeNull();
    expect(passIn("#%E0%A4%A")).toBeNull();
    expect(passIn("#CP1:TORN")).toBe("CP1:TORN");
  });
});

describe("which gate now", () => {
  const place = (last: string) => `01J3ZK8Q4M7V9X2B5N6P0RST${last}`;
  const name = (text: string) => ({ fr: text, en: text });
  const hours = { ...ALWAYS, weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 360, untilMinute: 1320 }] };
  const gate = (code: string, zone: string, more: object = {}) => ({
    place: place(`0${code}`.slice(-2)),
    code,
    name: name(`Gate ${code}`),
    position: [2.29, 48.86],
    zone,
    site: "trocadero",
    lanes: [{ code: "A", direction: "in", means: [] }],
    hours: ALWAYS,
    ...more,
  });
  const shape = {
    type: "Polygon",
    coordinates: [
      [
        [2.28, 48.85],
        [2.3, 48.85],
        [2.3, 48.87],
        [2.28, 48.85],
      ],
    ],
  };
  const rules = prepare(
    RuleSet.parse({
      number: 1,
      publishedAt: at("17T10:00"),
      valid: { from: at("17T22:00"), until: at("28T00:00") },
      timeZone: "Europe/Paris",
      zones: ["G1", "R1", "N1"].map((code, index) => ({
        place: place(`Z${index}`),
        code,
        name: name(code),
        regime: "grey",
        shape,
        capacity: null,
        antiPassback: true,
      })),
      gates: [
        gate("10", "G1"),
        gate("9", "G1", { hours }),
        gate("8", "R1"),
        gate("7", "N1"),
        gate("6", "G1", { lanes: [{ code: "V", direction: "in", means: ["car"] }] }),
      ],
      categories: [],
      rules: [
        {
          id: "all",
          zones: ["G1"],
          regimes: [],
          categories: [],
          means: [],
          ages: null,
          when: ALWAYS,
          effect: "admit",
          pass: "needed",
          idCheckFromAge: 13,
          note: "",
        },
      ],
    }),
  );

  it("is every gate of the pass's zones that takes its means, those that let it in first, by number", () => {
    const rows = gatesFor(rules, claims, at("24T10:00"), "en");
    expect(rows.map(({ code, open }) => [code, open])).toEqual([
      ["9", true],
      ["10", true],
      ["8", false],
    ]);
    expect(gatesFor(rules, vehicle, at("24T10:00"), "en").map(({ code }) => code)).toEqual(["6"]);
  });

  it("says when a gate that is closed opens, and why another would not let one in", () => {
    // Two in the morning in Paris.
    const [ten, eight, nine] = gatesFor(rules, claims, at("24T00:00"), "en");
    expect(ten).toMatchObject({ code: "10", open: true, because: null, opensAt: null });
    expect(nine).toMatchObject({ code: "9", open: false, opensAt: at("24T04:00") });
    expect(eight).toMatchObject({ code: "8", open: false, opensAt: null });
    expect(eight?.because).toMatch(/^Not this zone: go to gate/);
  });

  it("is none when the pass or the rules have ended", () => {
    for (const moment of [at("27T04:00"), at("28T00:00")]) {
      expect(gatesFor(rules, claims, moment, "fr").some(({ open }) => open)).toBe(false);
    }
  });
});

describe("what the phone keeps", () => {
  /** A browser's storage in small. */
  function storage(most = Number.POSITIVE_INFINITY) {
    const items = new Map<string, string>();
    return {
      length: 0,
      clear: () => items.clear(),
      key: () => null,
      getItem: (name: string) => items.get(name) ?? null,
      removeItem: (name: string) => void items.delete(name),
      setItem(name: string, value: string) {
        if (value.length > most) throw new DOMException("full", "QuotaExceededError");
        items.set(name, value);
      },
    };
  }

  it("is there when the page is opened again, each pass once", () => {
    const kept = storage();
    const first = new Keeper(kept);
    const [one, two] = [passOf(claims), passOf(vehicle)];
    first.add(one);
    first.add(two);
    first.add(one);
    const again = new Keeper(kept);
    expect(again.kept).toMatchObject({ passes: [one, two], shown: 0 });
    again.remove(one);
    expect(new Keeper(kept).kept.passes).toEqual([two]);
  });

  it("lasts as long as the page where nothing can be kept, and says so", () => {
    for (const keeper of [new Keeper(null), new Keeper(storage(10))]) {
      keeper.add(passOf(claims));
      expect(keeper.kept.passes).toHaveLength(1);
      expect(keeper.lasts).toBe(false);
    }
  });

  it("begins anew with what it cannot read", () => {
    const kept = storage();
    kept.setItem("cordon-pass", "{");
    expect(new Keeper(kept).kept.passes).toEqual([]);
    kept.setItem("cordon-pass", JSON.stringify({ passes: ["javascript:alert(1)"] }));
    expect(new Keeper(kept).kept.passes).toEqual([]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kitIn, kitText } from "./kit-text.ts";

const name = fc.stringMatching(/^[A-Z][A-Z0-9 ./-]{0,8}[A-Z0-9]$/);
const code = fc.stringMatching(/^[a-z]{1,6}(?:-[a-z0-9]{1,5})?$/);
const kit = fc.record({
  languages: fc.constantFrom(null, ["fr"], ["nl", "fr"]),
  radios: fc.array(fc.record({ callSign: name, channel: fc.oneof(fc.constant(""), name) }), { maxLength: 6 }),
  equipment: fc.uniqueArray(fc.record({ kind: code, count: fc.integer({ min: 1, max: 1000 }) }), {
    selector: ({ kind }) => kind,
    maxLength: 6,
  }),
});

describe("a kit as text", () => {
  it("says what it was made from", () => {
    fc.assert(
      fc.property(kit, (each) => {
        expect(kitIn(kitText(each))).toEqual({ kit: each, wrong: {} });
      }),
    );
  });

  it("names what cannot be read, field by field", () => {
    expect(kitIn({ languages: "fr french", radios: "alpha 21@pc-3\nAnne!", equipment: "shield:0" })).toEqual({
      kit: null,
      wrong: { languages: "french", radios: "Anne!", equipment: "shield:0" },
    });
    expect(kitIn({ languages: "", radios: " alpha 21 @ PC-3 ", equipment: "Shield" }).kit).toEqual({
      languages: null,
      radios: [{ callSign: "ALPHA 21", channel: "PC-3" }],
      equipment: [{ kind: "shield", count: 1 }],
    });
  });
});

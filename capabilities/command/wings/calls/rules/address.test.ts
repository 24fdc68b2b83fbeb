import fc from "fast-check";
import { expect, it } from "vitest";
import { addressAsked, addressLine, addressOf, type BanRow, plain } from "./address.ts";

const row: BanRow = {
  ...{ id: "75104_8249_00012_bis", numero: "12", rep: "bis", nom_voie: "Rue de Rivoli", code_postal: "75004" },
  ...{ nom_commune: "Paris", lon: "2.3601", lat: "48.8557" },
};

it("reads a row and says it as an address", () => {
  const address = addressOf(row);
  if ("fault" in address) throw new Error(address.fault);
  expect(address).toMatchObject({ number: 12, suffix: "bis", postcode: "75004", lon: 2.3601 });
  expect(addressLine(address)).toBe("12 bis Rue de Rivoli, 75004 Paris");
});

it.each([
  ["numero", "", "numero is empty"],
  ["numero", "12b", "numero is not a house number"],
  ["nom_voie", "", "nom_voie is empty"],
  ["nom_voie", "x".repeat(101), "nom_voie is longer than 100 characters"],
  ["code_postal", "7500", "code_postal has not five characters"],
  ["lon", "181", "lon is not a longitude"],
  ["lat", "48,85", "lat is not a latitude"],
  ["lat", "1e1", "lat is not a latitude"],
  ["rep", "bis!", "rep is not a suffix such as bis"],
  ["nom_commune", "Paris\u0007", "nom_commune has control characters"],
])("names what is wrong where %s is %j", (column, value, fault) => {
  expect(addressOf({ ...row, [column]: value })).toEqual({ fault });
});

it("takes apart what is typed", () => {
  expect(addressAsked("12 bis r. de Rivoli, 75004 Paris")).toEqual({
    ...{ number: 12, suffix: "bis", postcode: "75004", words: "rue de rivoli paris", core: "rivoli paris" },
  });
  expect(addressAsked("12b av. des Champs-Élysées")).toMatchObject({ number: 12, suffix: "b", core: "champs elysees" });
  expect(addressAsked("pl de la Concorde")).toMatchObject({ number: null, words: "place de la concorde" });
  // A street may be called after a common word alone.
  expect(addressAsked("rue de la Cour")).toMatchObject({ core: "rue de la cour" });
  expect(addressAsked("75004")).toMatchObject({ number: null, postcode: null });
});

it("a plain name stays as it is, and no text is too strange to take apart", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 250, unit: "grapheme" }), (text) => {
      expect(plain(plain(text))).toBe(plain(text));
      const asked = addressAsked(text);
      expect(asked.words).not.toMatch(/^\s|\s$|\s\s/);
    }),
  );
});

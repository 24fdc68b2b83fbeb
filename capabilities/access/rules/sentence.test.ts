import { describe, expect, it } from "vitest";
import { ALWAYS } from "../words.ts";
import { caseOf } from "./example.ts";
import { judge } from "./judge.ts";
import { namesOf } from "./names.ts";
import { prepare } from "./prepared.ts";
import { sentenceOf, verdictSentence } from "./sentence.ts";
import { paris, perimeters, placeOf, ruleOf, ruleSetOf } from "./testing/perimeter.ts";

const names = namesOf(perimeters);
const THIN = "\u202F";
const FULL = "\u00A0";

describe("what a rule says", () => {
  const both = (said: Parameters<typeof ruleOf>[1]) => [
    sentenceOf(ruleOf("x", said), names, "en"),
    sentenceOf(ruleOf("x", said), names, "fr"),
  ];

  it("is a sentence of where, who, how, when and what for", () => {
    expect(
      both({
        regimes: ["grey"],
        categories: ["resident", "worker"],
        means: ["foot", "bicycle"],
        when: { ...ALWAYS, spans: [{ from: paris("07-18T05:00"), until: paris("07-26T13:30") }] },
        idCheckFromAge: 13,
      }),
    ).toEqual([
      "In grey zones, residents and workers on foot or by bicycle may enter with a pass, from 18 July 2024, 5:00 to 26 July 2024, 13:30; from age 13 they show an identity document.",
      `En zone grise, les riverains et les travailleurs, à pied ou à vélo, entrent avec un laissez-passer, du 18 juillet 2024 à 5${FULL}h au 26 juillet 2024 à 13${FULL}h${FULL}30${THIN}; dès 13 ans, une pièce d’identité est demandée.`,
    ]);
  });

  it("tells ages, weekly times, nights and exceptions", () => {
    expect(
      both({
        zones: ["G1"],
        categories: ["delivery"],
        means: ["van", "lorry"],
        ages: { from: 18, below: 131 },
        when: {
          spans: [],
          weekly: [{ days: [1, 2, 3, 4, 5, 7], fromMinute: 22 * 60, untilMinute: 6 * 60 + 5 }],
          except: [{ from: paris("07-26T00:00"), until: paris("08-01T00:00") }],
        },
      }),
    ).toEqual([
      "In zone G1 (Zone G1), delivery drivers aged 18 and over by van or by lorry may enter with a pass, Monday to Friday and Sunday 22:00–6:05 the next day, but not from 26 July 2024, 0:00 to 1 August 2024, 0:00.",
      `Dans la zone G1 (Zone G1), les livreurs de 18 ans et plus, en camionnette ou en camion, entrent avec un laissez-passer, du lundi au vendredi et le dimanche de 22${FULL}h à 6${FULL}h${FULL}05 le lendemain, sauf du 26 juillet 2024 à 0${FULL}h au 1er août 2024 à 0${FULL}h.`,
    ]);
    expect(both({ effect: "refuse", ages: { from: 0, below: 12 } })).toEqual([
      "Anyone under 12 may not enter.",
      "Aucune personne de moins de 12 ans n’entre.",
    ]);
    expect(both({ categories: ["press"], pass: "not-needed", idCheckFromAge: 0 })).toEqual([
      "The press may enter without a pass; they show an identity document.",
      `La presse entre sans laissez-passer${THIN}; une pièce d’identité est demandée.`,
    ]);
  });
});

describe("what a verdict says", () => {
  const rules = prepare(ruleSetOf());
  const tried = (said: Partial<Parameters<typeof caseOf>[1]>) => {
    const verdict = judge(
      rules,
      caseOf(rules, {
        gate: placeOf(17),
        category: "resident",
        ageYears: 12,
        pass: "here",
        means: "car",
        at: paris("07-26T13:01"),
        ...said,
      }),
    );
    return [verdictSentence(verdict, names, "en"), verdictSentence(verdict, names, "fr")];
  };

  it("is why, and what to do instead", () => {
    expect(tried({})).toEqual([
      "This vehicle is not let in here since 26 July 2024, 13:00: no gate takes it now.",
      `Ce véhicule n’entre pas ici depuis le 26 juillet 2024 à 13${FULL}h${FULL}: aucun point d’accès ne l’accepte en ce moment.`,
    ]);
    expect(tried({ means: "foot", pass: ["R1"] })).toEqual([
      "Not this zone: go to gate 3 (Gate 3), 951 m, about 12 minutes on foot.",
      `Pas cette zone${FULL}: allez au point d’accès 3 (Porte 3), à 951${FULL}m, environ 12 minutes à pied.`,
    ]);
    expect(tried({ means: "foot" })).toEqual(["Let in.", "Peut entrer."]);
  });
});

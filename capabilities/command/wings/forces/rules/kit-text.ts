import { Language } from "@cordon/kernel";
import { Equipment, Kit, Radio } from "../words/kit.ts";

/*
 * A kit as people write it, the same in a file's cell and in a form: `ALPHA 21@PC-3`, `shield:20`, `fr en`.
 */

/** A part that cannot be read, and why. */
export interface PartFault {
  readonly said: string;
  readonly because: "invalid" | "out-of-limits" | "twice";
}
export interface PartsRead<Part> {
  readonly parts: readonly Part[];
  readonly faults: readonly PartFault[];
}

/** Radios by their call sign, each with its channel where one is known. */
export function radiosOf(said: readonly string[]): PartsRead<Radio> {
  const parts: Radio[] = [];
  const faults: PartFault[] = [];
  for (const each of said) {
    const [callSign = "", channel = "", ...more] = each.split("@").map((part) => part.trim());
    const radio = Radio.safeParse({ callSign: callSign.toUpperCase(), channel });
    if (radio.success && more.length === 0) parts.push(radio.data);
    else faults.push({ said: each, because: "invalid" });
  }
  return { parts, faults };
}

/** Equipment by its code, each with how many where it is not one. */
export function equipmentOf(said: readonly string[]): PartsRead<Equipment> {
  const parts = new Map<string, Equipment>();
  const faults: PartFault[] = [];
  for (const each of said) {
    const [name = "", count = "1", ...more] = each.split(":").map((part) => part.trim());
    const kind = name.toLowerCase();
    const one = Equipment.safeParse({ kind, count: /^\d{1,9}$/.test(count) ? Number(count) : 0 });
    if (!one.success || more.length > 0) {
      const numbered = /^\d+$/.test(count) && more.length === 0 && Equipment.shape.kind.safeParse(kind).success;
      faults.push({ said: each, because: numbered ? "out-of-limits" : "invalid" });
    } else if (parts.has(kind)) faults.push({ said: kind, because: "twice" });
    else parts.set(kind, one.data);
  }
  return { parts: [...parts.values()], faults };
}

/** Languages by their code, separated by spaces or what else stands between words; the same one twice is one. */
export function languagesOf(said: string): PartsRead<string> {
  const parts = new Set<string>();
  const faults: PartFault[] = [];
  for (const word of said.toLowerCase().split(/[\s|+,;/]+/)) {
    if (word === "") continue;
    if (Language.safeParse(word).success) parts.add(word);
    else faults.push({ said: word, because: "invalid" });
  }
  return { parts: [...parts], faults };
}

export const partsOf = (said: string, between: RegExp) =>
  said
    .split(between)
    .map((each) => each.trim())
    .filter((each) => each !== "");

/** What stands in the fields of a form: one radio or piece of equipment a line. */
export interface KitText {
  readonly languages: string;
  readonly radios: string;
  readonly equipment: string;
}

export function kitText({ languages, radios, equipment }: Kit): KitText {
  return {
    languages: (languages ?? []).join(" "),
    radios: radios.map(({ callSign, channel }) => (channel === "" ? callSign : `${callSign}@${channel}`)).join("\n"),
    equipment: equipment.map(({ kind, count }) => (count === 1 ? kind : `${kind}:${count}`)).join("\n"),
  };
}

/** The kit that a form says, or the first thing in each field that cannot be read. */
export function kitIn(text: KitText): {
  readonly kit: Kit | null;
  readonly wrong: Readonly<Partial<Record<keyof KitText, string>>>;
} {
  const lines = /[\n|]+/;
  const languages = languagesOf(text.languages);
  const radios = radiosOf(partsOf(text.radios, lines));
  const equipment = equipmentOf(partsOf(text.equipment, lines));
  const wrong: Partial<Record<keyof KitText, string>> = {};
  for (const [part, { faults }] of [
    ["languages", languages],
    ["radios", radios],
    ["equipment", equipment],
  ] as const) {
    const [first] = faults;
    if (first !== undefined) wrong[part] = first.said;
  }
  if (Object.keys(wrong).length > 0) return { kit: null, wrong };
  const kit = Kit.safeParse({
    languages: languages.parts.length === 0 ? null : languages.parts,
    radios: radios.parts,
    equipment: equipment.parts,
  });
  return { kit: kit.success ? kit.data : null, wrong };
}

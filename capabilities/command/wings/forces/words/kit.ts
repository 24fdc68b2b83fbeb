import { ContingentId, entry, EVERYONE_ON_DUTY, Language, UnitId } from "@cordon/kernel";
import { z } from "zod";
import { UnitView } from "../../../words.ts";

/*
 * What a unit brings with it: radios, equipment, and the languages its members speak. All of it is about devices and the unit as a whole;
 * nothing here names or describes an officer.
 */

/** A code of words joined by hyphens, as in `thermal-camera`. Open: operations bring what Cordon has never heard of. */
export const EquipmentKind = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, "expected a code such as thermal-camera")
  .meta({ example: "thermal-camera" });

/** Equipment that has a name in two languages. */
export const STANDARD_EQUIPMENT = [
  "body-armour",
  "shield",
  "barrier",
  "body-camera",
  "binoculars",
  "night-vision",
  "thermal-camera",
  "metal-detector",
  "explosives-detector",
  "x-ray-scanner",
  "breathing-apparatus",
  "defibrillator",
  "stretcher",
  "first-aid-kit",
  "extinguisher",
  "life-ring",
  "loudhailer",
  "vehicle",
  "motorcycle",
  "boat",
] as const;
export type StandardEquipment = (typeof STANDARD_EQUIPMENT)[number];

export const Equipment = z.object({ kind: EquipmentKind, count: z.int().min(1).max(1000) });
export type Equipment = z.infer<typeof Equipment>;

/** What a radio is called on the air: capitals, digits and what stands between them. It is the device's, whoever carries it. */
export const RadioCallSign = z
  .string()
  .max(24)
  .regex(/^[\p{Lu}\p{Nd}](?:[\p{Lu}\p{Nd} ./-]*[\p{Lu}\p{Nd}])?$/u, "expected a call sign such as ALPHA 21")
  .meta({ example: "ALPHA 21" });
export type RadioCallSign = z.infer<typeof RadioCallSign>;

/** A talk group or frequency by its name; empty where nobody has said. */
const Channel = z
  .string()
  .max(24)
  .regex(/^(?:[\p{L}\p{Nd}](?:[\p{L}\p{Nd} ./-]*[\p{L}\p{Nd}])?)?$/u, "expected a channel such as PC-3")
  .meta({ example: "PC-3" });

export const Radio = z.object({ callSign: RadioCallSign, channel: Channel });
export type Radio = z.infer<typeof Radio>;

/** What a unit carries. `languages`: those of its members; null: those of its contingent. */
export const Kit = z.object({
  languages: z.array(Language).max(12).readonly().nullable(),
  radios: z.array(Radio).max(12).readonly(),
  equipment: z.array(Equipment).max(40).readonly(),
});
export type Kit = z.infer<typeof Kit>;

export const NO_KIT: Kit = { languages: null, radios: [], equipment: [] };

/** A unit with what it carries. */
export const ForcesUnit = UnitView.extend({ kit: Kit });
export type ForcesUnit = z.infer<typeof ForcesUnit>;

/** All that a unit carries, in place of what was said before. */
export const UnitEquipped = entry("unit.equipped", Kit.extend({ unit: UnitId, contingent: ContingentId }), {
  roles: EVERYONE_ON_DUTY,
  contingentOf: (data) => data.contingent,
});

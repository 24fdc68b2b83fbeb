import { z } from "zod";
import { entry, EVERYONE_ON_DUTY } from "./entry.ts";
import { ContingentId, UnitId } from "./id.ts";

/** The kinds of unit every operation begins with; see `STANDARD_UNIT_KINDS` for what each can do. */
export const StandardUnitKind = z.enum([
  "patrol",
  "public-order",
  "dog-team",
  "bomb-disposal",
  "special-intervention",
  "medics",
  "fire",
  "river",
  "mounted",
  "drone",
  "robot",
  "helicopter",
  "surveillance-aircraft",
  "fighter-on-alert",
]);
export type StandardUnitKind = z.infer<typeof StandardUnitKind>;

/** A code of words joined by hyphens, as in `dog-team`: what a catalogue is keyed by. */
const Code = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, "expected a code such as dog-team");

/**
 * What a unit is, as a code of the catalogue: a standard kind or one that this operation added. Open, so that a journal with a kind that
 * was removed since is read like any other.
 */
export const UnitKind = Code.meta({ example: "dog-team" });
export type UnitKind = z.infer<typeof UnitKind>;

/** Something a kind of unit can do, as a code: what tasks and posts ask for. Open, like the kinds. */
export const Ability = Code.meta({ example: "search-explosives" });
export type Ability = z.infer<typeof Ability>;

/** An organisation, of a nation, that sends units. `nation` is ISO 3166-1 alpha-2. */
export const Contingent = z.object({
  id: ContingentId,
  reference: z.string().min(1).max(80),
  name: z.string().min(1).max(120),
  nation: z.string().regex(/^[A-Z]{2}$/),
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/))
    .max(12)
    .readonly(),
});
export type Contingent = z.infer<typeof Contingent>;

/** Who can act. `callSign` is what people say on the radio: unique. `track` is the small number its positions carry on the live plane. */
export const Unit = z.object({
  id: UnitId,
  callSign: z.string().min(1).max(40),
  kind: UnitKind,
  contingent: ContingentId,
  strength: z.int().nonnegative().max(1000),
  track: z.int().nonnegative().max(0xffff_ffff),
});
export type Unit = z.infer<typeof Unit>;

export const ContingentRegistered = entry("contingent.registered", Contingent, { roles: EVERYONE_ON_DUTY });
export const UnitRegistered = entry("unit.registered", Unit, {
  roles: EVERYONE_ON_DUTY,
  contingentOf: (unit) => unit.contingent,
});
export const UnitWithdrawn = entry(
  "unit.withdrawn",
  z.object({ unit: UnitId, contingent: ContingentId, because: z.string().max(500) }),
  {
    roles: EVERYONE_ON_DUTY,
    contingentOf: (data) => data.contingent,
  },
);

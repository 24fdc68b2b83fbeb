import { z } from "zod";
import { entry, EVERYONE_ON_DUTY } from "./entry.ts";
import { ContingentId, UnitId } from "./id.ts";

export const UnitKind = z.enum([
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
]);
export type UnitKind = z.infer<typeof UnitKind>;

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

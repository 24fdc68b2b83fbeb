import type { UnitKind } from "@cordon/kernel";
import type { CapabilityCode } from "../words.ts";

/** What a unit of a kind can do, by codes. */
export function capabilitiesOf(kind: UnitKind): readonly CapabilityCode[] {
  return [kind];
}

import type { UnitKind, UnitKindDefinition } from "@cordon/kernel";
import type { CapabilityCode } from "../words.ts";

type Definition = Pick<UnitKindDefinition, "can">;

/**
 * Whether a unit of a kind can do something: what the catalogue says, and its kind by name, since a post may ask for a dog team as such.
 * @param definition the kind's in the catalogue; undefined where it has none
 */
export function canDo(kind: UnitKind, definition: Definition | undefined, capability: CapabilityCode): boolean {
  return kind === capability || definition?.can.includes(capability) === true;
}

/** All that `canDo` says yes to. */
export function capabilitiesOf(kind: UnitKind, definition: Definition | undefined): readonly CapabilityCode[] {
  return [...new Set([kind, ...(definition?.can ?? [])])];
}

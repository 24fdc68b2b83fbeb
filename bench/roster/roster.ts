import type { StandingShift } from "@cordon/command/roster/rules";
import type { Requirement } from "@cordon/command/roster/words";
import { ContingentId, destination, instantOf, PlaceId, type Position, ShiftId, ulid, UnitId } from "@cordon/kernel";
import { mulberry } from "../numbers.ts";

export const POSTS = 5000;
export const DAYS = 14;
/** 15,750 units of four, or of three and five by turns: 63,000 people. */
const UNITS = 15_750;
/** A post in four counts people as well. */
const PEOPLE = 4;
const CAPABILITIES = ["patrol", "public-order", "dog-team", "medics"] as const;
const MIDDLE: Position = [2.2945, 48.8584];
const YEAR_MS = 365 * 86_400_000;

export interface Roster {
  readonly posts: readonly { readonly place: PlaceId; readonly at: Position; readonly needs: readonly Requirement[] }[];
  readonly units: readonly {
    readonly id: UnitId;
    readonly capability: (typeof CAPABILITIES)[number];
    readonly strength: number;
  }[];
  readonly contingent: ContingentId;
  readonly shifts: readonly StandingShift[];
}

/** The same roster in every run. @param startMs when its first day begins, milliseconds since 1970: a whole hour */
export function generate(startMs: number): Roster {
  const draw = mulberry(1);
  let drawn = 0;
  const id = () => ulid(startMs - YEAR_MS + drawn++, new Uint8Array(10));
  const at = (hours: number) => instantOf(startMs + hours * 3600_000);
  const contingent = ContingentId.parse(id());
  const capabilityOf = (index: number) => (index % 10 < 6 ? 0 : index % 10 < 8 ? 1 : index % 10 < 9 ? 2 : 3);
  const posts = Array.from({ length: POSTS }, (_, index) => {
    const first = CAPABILITIES[capabilityOf(index)] ?? "patrol";
    const needs: Requirement[] = [];
    for (let turn = 0; turn < DAYS * 3; turn++) {
      // Every post by day and in the evening, one of six at night; one of twelve wants medics in the evening.
      const period = { from: at(turn * 8), until: at(turn * 8 + 8) };
      if (turn % 3 !== 2 || index % 6 === 0)
        needs.push({ capability: first, units: 1, ...(index % 4 === 0 ? { people: PEOPLE } : {}), ...period });
      if (turn % 3 === 1 && index % 12 === 5) needs.push({ capability: "medics", units: 1, ...period });
    }
    const place = PlaceId.parse(id());
    return { place, at: destination(MIDDLE, draw() * 360, Math.sqrt(draw()) * 6000), needs };
  });
  const units = Array.from({ length: UNITS }, (_, index) => ({
    id: UnitId.parse(id()),
    capability: CAPABILITIES[capabilityOf(index)] ?? "patrol",
    strength: index % 8 === 0 ? 3 : index % 8 === 4 ? 5 : 4,
  }));
  const shifts: StandingShift[] = [];
  for (let day = 0; day < DAYS; day++) {
    for (let turn = 0; turn < 3; turn++) {
      const from = day * 24 + turn * 8;
      for (const capability of CAPABILITIES) {
        const wanting = posts.filter(({ needs }) =>
          needs.some((need) => need.capability === capability && need.from === at(from)),
        );
        // Ten days of fourteen; a third of what remains each turn, most of it by day and in the evening, as needs are.
        const working = units.filter(
          (unit, index) =>
            unit.capability === capability && (day + index) % 7 < 5 && turnOf(Math.floor(index / 10)) === turn,
        );
        for (const [nth, unit] of working.entries()) {
          const chance = draw();
          const where = wanting[chance < 0.03 ? Math.floor(draw() * wanting.length) : nth % wanting.length];
          // Some come a quarter of an hour or more after the turn begins, as in rosters that people make.
          const late = chance > 0.98 ? 0.25 * (1 + Math.floor(draw() * 4)) : 0;
          if (where === undefined) continue;
          shifts.push({
            ...{ id: ShiftId.parse(id()), unit: unit.id, contingent, place: where.place, capability },
            ...{ from: at(from + late), until: at(from + 8), state: "planned", override: "", endedAt: null },
          });
        }
      }
    }
  }
  return { posts, units, contingent, shifts };
}

/** Seven of sixteen by day, seven in the evening, two at night. */
function turnOf(index: number): number {
  const part = index % 16;
  return part < 7 ? 0 : part < 14 ? 1 : 2;
}

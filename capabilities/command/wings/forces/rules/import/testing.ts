import { ContingentId, ContingentRegistered, UnitId, UnitRegistered } from "@cordon/kernel";
import { id } from "../../../../testing/standing.ts";
import { COLUMNS } from "../../words/import.ts";
import { UnitEquipped } from "../../words/kit.ts";
import { catalogueOf } from "../catalogue.ts";
import type { judgeRows } from "./judge.ts";
import { readRows } from "./rows.ts";
import { readTable } from "./table.ts";
import type { StandingForces } from "./wrong.ts";

export const HEAD = COLUMNS.join(",");
/** The rows of lines below the head. */
export const read = (...lines: readonly string[]) => {
  const table = readTable([HEAD, ...lines].join("\n"));
  if (!table.ok) throw new Error(table.because);
  return readRows(table.records);
};
export const nothing: StandingForces = {
  contingents: new Map(),
  units: new Map(),
  radios: new Map(),
  kinds: catalogueOf([]),
  lastTrack: 7,
};
export const ids = { contingent: () => ContingentId.parse(id()), unit: () => UnitId.parse(id()) };

/** What stands once entries were projected. */
export function after(standing: StandingForces, entries: ReturnType<typeof judgeRows>["entries"]): StandingForces {
  const contingents = new Map(standing.contingents);
  const units = new Map(standing.units);
  const radios = new Map(standing.radios);
  let { lastTrack } = standing;
  for (const { kind, data } of entries) {
    if (kind === ContingentRegistered.kind) {
      const each = ContingentRegistered.data.parse(data);
      contingents.set(each.reference, each);
    } else if (kind === UnitRegistered.kind) {
      const each = UnitRegistered.data.parse(data);
      const kit = units.get(each.callSign)?.kit ?? { languages: null, radios: [], equipment: [] };
      units.set(each.callSign, { ...each, isWithdrawn: false, kit });
      lastTrack = Math.max(lastTrack, each.track);
    } else {
      const { unit, contingent: _, ...kit } = UnitEquipped.data.parse(data);
      for (const [callSign, each] of units) {
        if (each.id !== unit) continue;
        units.set(callSign, { ...each, kit });
        for (const [radio, holder] of radios) if (holder.unit === unit) radios.delete(radio);
        for (const radio of kit.radios) radios.set(radio.callSign, { unit, callSign });
      }
    }
  }
  return { ...standing, contingents, units, radios, lastTrack };
}

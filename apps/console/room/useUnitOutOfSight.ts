import type { UnitId } from "@cordon/kernel";
import { useEffect } from "react";
import type { Unit } from "@cordon/kernel";
import type { MapFocus } from "@cordon/ui";
import { useHouse } from "../server/house.tsx";

/** Shows a unit that was chosen by its name and is not where the map looks, as soon as its position is known. */
export function useUnitOutOfSight(
  selected: UnitId | null,
  units: readonly Unit[],
  onFocus: (focus: MapFocus) => void,
): void {
  const { live } = useHouse();
  const track = units.find(({ id }) => id === selected)?.track ?? null;
  useEffect(() => {
    if (track === null || live.tracks.get(track) !== undefined) return;
    const leave = live.tracks.subscribe(() => {
      const known = live.tracks.get(track);
      if (known === undefined) return;
      leave();
      onFocus({ on: "position", position: [known.lon, known.lat] });
    });
    return leave;
  }, [track, live, onFocus]);
}

import { MAP_LAYERS, type MapLayer, type MapLook } from "@cordon/ui";
import { useLocalStorage } from "@mantine/hooks";
import { useMemo } from "react";
import { z } from "zod";
import { useHouse } from "../server/house.tsx";

const Kept = z.object({ hidden: z.array(z.enum(MAP_LAYERS)), symbols: z.enum(["plain", "app6"]) });
type Kept = z.infer<typeof Kept>;
const ALL: Kept = { hidden: [], symbols: "plain" };

export interface MapChoice {
  readonly look: MapLook;
  readonly toggle: (layer: MapLayer) => void;
  readonly draw: (symbols: MapLook["symbols"]) => void;
}

/** What this person wants to see on the map, kept in this browser. */
export function useMapLook(): MapChoice {
  const { me } = useHouse();
  const [kept, keep] = useLocalStorage<Kept>({
    key: `cordon.map.${me.id}`,
    defaultValue: ALL,
    getInitialValueInEffect: false,
    deserialize: (text) => {
      try {
        return Kept.safeParse(JSON.parse(text ?? "null")).data ?? ALL;
      } catch {
        return ALL;
      }
    },
  });
  const look = useMemo((): MapLook => ({ hidden: new Set(kept.hidden), symbols: kept.symbols }), [kept]);
  return {
    look,
    toggle: (layer) =>
      keep(({ hidden, symbols }) => ({
        hidden: hidden.includes(layer) ? hidden.filter((each) => each !== layer) : [...hidden, layer],
        symbols,
      })),
    draw: (symbols) => keep(({ hidden }) => ({ hidden, symbols })),
  };
}

/**
 * Puts the operation into the system: contingents, units, places. Everything is found again by its own
 * reference, so that a second start on the same data changes nothing.
 */
import { ContingentId, PlaceId, UnitId } from "@cordon/kernel";
import { z } from "zod";
import { contingents, units } from "../scenario/forces.ts";
import { places } from "../scenario/places.ts";
import type { PlannedPlace } from "../scenario/planned-place.ts";
import type { LonLat } from "../scenario/river.ts";
import type { Doors } from "./doors.ts";

/** What the system calls what the scenario knows by reference. */
export type Prepared = {
  /** By call sign: the number a unit's positions carry, and its id. */
  readonly units: ReadonlyMap<string, { readonly unit: string; readonly track: number }>;
  /** By reference. */
  readonly places: ReadonlyMap<string, string>;
};

export async function prepare(doors: Doors): Promise<Prepared> {
  const [forces, placed] = await Promise.all([registerForces(doors), drawPlaces(doors)]);
  return { units: forces, places: placed };
}

async function registerForces(doors: Doors): Promise<Prepared["units"]> {
  const Registered = z.object({ contingent: ContingentId });
  const ids = new Map<string, string>();
  await Promise.all(
    contingents.map(async ({ reference, name, nation, languages, powers }) => {
      const { contingent } = await doors.tell(
        "command.register-contingent",
        { reference, name, nation, languages },
        Registered,
      );
      const grants = powers.map((power) => ({ power, places: null, period: null }));
      await doors.tell("command.grant-powers", { contingent, grants }, Registered);
      ids.set(reference, contingent);
    }),
  );
  const known = new Map<string, { unit: string; track: number }>();
  const RegisteredUnit = z.object({ unit: UnitId, track: z.int() });
  await Promise.all(
    units.map(async ({ callSign, kind, contingent, strength }) => {
      const input = { callSign, kind, contingent: ids.get(contingent), strength };
      known.set(callSign, await doors.tell("command.register-unit", input, RegisteredUnit));
    }),
  );
  return known;
}

/** To a tenth of a metre: what the scenario knows, and no more digits than that. */
export function rounded([lon, lat]: LonLat): [number, number] {
  return [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
}

export function featureOf(place: PlannedPlace): object {
  const { reference, kind, name, regime, shape } = place;
  const geometry =
    shape.type === "Point"
      ? { type: "Point", coordinates: rounded(shape.coordinates) }
      : { type: "Polygon", coordinates: shape.coordinates.map((ring) => ring.map(rounded)) };
  return { type: "Feature", geometry, properties: { reference, kind, name, regime } };
}

async function drawPlaces(doors: Doors): Promise<Prepared["places"]> {
  const collection = { type: "FeatureCollection", features: places.map(featureOf) };
  await doors.tell("command.import-places", { collection }, z.object({ drawn: z.int(), unchanged: z.int() }));
  const Listed = z.object({
    features: z.array(z.object({ id: PlaceId, properties: z.object({ reference: z.string() }) })),
  });
  const { features } = await doors.ask("command.list-places", {}, Listed);
  return new Map(features.map((feature) => [feature.properties.reference, feature.id]));
}

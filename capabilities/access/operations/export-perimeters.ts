import { z } from "zod";
import { draftPerimeters } from "../tables/rules.ts";
import { type PerimeterFeature, PerimeterFile } from "../words.ts";
import { onDuty, query } from "./operating.ts";

export const exportPerimeters = (timeZone: string) =>
  query({
    name: "access.export-perimeters",
    summary:
      "The zones and gates being worked on as a GeoJSON FeatureCollection, with the rules: what import-perimeters reads.",
    input: z.object({}),
    output: PerimeterFile,
    allow: onDuty,
    async run({ read }) {
      const { zones, gates, categories, rules } = await draftPerimeters(read, timeZone);
      const places = await read.selectFrom("access_place").select(["id", "reference"]).execute();
      const references = new Map(places.map(({ id, reference }) => [id, reference]));
      const ofZones = zones.map(
        ({ place, shape, ...said }): PerimeterFeature => ({
          type: "Feature",
          geometry: shape,
          properties: { kind: "zone", reference: references.get(place) ?? place, ...said },
        }),
      );
      const ofGates = gates.map(
        ({ place, position, ...said }): PerimeterFeature => ({
          type: "Feature",
          geometry: { type: "Point", coordinates: position },
          properties: { kind: "gate", reference: references.get(place) ?? place, ...said },
        }),
      );
      return { type: "FeatureCollection" as const, features: [...ofZones, ...ofGates], categories, rules };
    },
  });

/** Draws the perimeters, puts the order of the evening into force, and keeps it there: what is so already is left alone. */
import { Instant, instantOf, millisecondsOf, PlaceId } from "@cordon/kernel";
import { z } from "zod";
import { categories, rules } from "../scenario/order.ts";
import { gates, zones } from "../scenario/perimeters.ts";
import { places } from "../scenario/places.ts";
import type { PlannedPlace } from "../scenario/planned-place.ts";
import { DoorClosed, type Doors } from "./doors.ts";
import { rounded } from "./prepare.ts";

/** From when until when the rules in force hold. */
export type Validity = { readonly from: Instant; readonly until: Instant };

export type OpenGates = {
  readonly valid: Validity;
  /** The places of the gates in force, by the code on their sign. */
  readonly places: ReadonlyMap<string, string>;
};

const Shown = z.object({
  published: z.object({ number: z.int(), valid: z.object({ from: Instant, until: Instant }) }).nullable(),
  changes: z.array(z.unknown()),
  faults: z.array(z.object({ severity: z.string() })),
});
const GatesInForce = z.object({
  rules: z.int().nullable(),
  gates: z.array(z.object({ gate: PlaceId, code: z.string() })),
});

const dayMs = 86_400_000;
const validDays = 30;

/**
 * The first time, the perimeters are drawn and published. After that they belong to those who rehearse: only an order that ends within
 * a day is published anew for another month, and only where nobody has something else on the drawing board.
 * @param nowMs milliseconds since 1970
 */
export async function openGates(system: Doors, nowMs: number): Promise<OpenGates> {
  const { published, changes, faults } = await system.ask("access.show-perimeters", {}, Shown);
  if (published === null) {
    await system.tell("access.import-perimeters", { collection: perimeterCollection() }, z.object({}));
    await publish(system, 0, nowMs);
  } else {
    const ending = millisecondsOf(published.valid.until) < nowMs + dayMs;
    const clean = changes.length === 0 && faults.every(({ severity }) => severity !== "error");
    if (ending && clean) await publish(system, published.number, nowMs);
  }
  return gatesInForce(system);
}

/** How often, and how many times, gates are asked whether they have heard of what was published. */
const hearing = { everyMs: 100, times: 100 } as const;

/**
 * The gates as the newest order says. Gates hear of an order a moment after it is published, and those of the order before are others.
 * @throws DoorClosed when gates do not hear of it within ten seconds
 * @throws Error when nothing is in force
 */
export async function gatesInForce(system: Doors): Promise<OpenGates> {
  for (let time = 0; time < hearing.times; time++) {
    const { published } = await system.ask("access.show-perimeters", {}, Shown);
    if (published === null) throw new Error("the perimeters were published and are not in force");
    const inForce = await system.ask("access.gates-now", {}, GatesInForce);
    if (inForce.rules !== null && inForce.rules >= published.number)
      return { valid: published.valid, places: new Map(inForce.gates.map(({ gate, code }) => [code, gate])) };
    await new Promise((resolve) => setTimeout(resolve, hearing.everyMs));
  }
  throw new DoorClosed("access.gates-now", 503, "the gates do not hear of the order in force");
}

async function publish(system: Doors, basedOn: number, nowMs: number): Promise<void> {
  // Passes are given for this time, and passes speak of whole seconds.
  const from = Math.floor(nowMs / 1000) * 1000;
  const valid = { from: instantOf(from), until: instantOf(from + validDays * dayMs) };
  await system.tell("access.publish-rules", { valid, basedOn }, z.object({ number: z.int() }));
}

function placeNamed(reference: string): PlannedPlace {
  const found = places.find((place) => place.reference === reference);
  if (!found) throw new Error(`the scenario has no place ${reference}`);
  return found;
}

/** Zones, gates, categories and rules as one GeoJSON file says them; places keep the names and shapes they have. */
export function perimeterCollection(): object {
  const features = [
    ...zones.map(({ code, place: reference, capacity }) => {
      const { name, regime, shape } = placeNamed(reference);
      if (shape.type !== "Polygon") throw new Error(`${reference} is no area`);
      const geometry = { type: "Polygon", coordinates: shape.coordinates.map((ring) => ring.map(rounded)) };
      const properties = { kind: "zone", reference, code, name, regime, capacity, antiPassback: capacity !== null };
      return { type: "Feature", geometry, properties };
    }),
    ...gates.map(({ code, place: reference, zone, site, lanes, hours }) => {
      const { name, shape } = placeNamed(reference);
      if (shape.type !== "Point") throw new Error(`${reference} is no spot`);
      const geometry = { type: "Point", coordinates: rounded(shape.coordinates) };
      return {
        type: "Feature",
        geometry,
        properties: { kind: "gate", reference, code, name, zone, site, lanes, hours },
      };
    }),
  ];
  return { type: "FeatureCollection", features, categories, rules };
}

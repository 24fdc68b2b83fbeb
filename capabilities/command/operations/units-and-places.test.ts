import { isRefusal } from "@cordon/kernel";
import { afterAll, describe, expect, it } from "vitest";
import { contingentOf, openCrew } from "../testing/crew.ts";
import { operator, trocadero } from "../testing/standing.ts";

const crew = await openCrew();
const { room, police, dogs, medics, size } = crew;
afterAll(() => crew[Symbol.asyncDispose]());

const why = (answer: unknown) => (isRefusal(answer) ? answer.refused : null);

describe("units and places", () => {
  it("are registered once, and a taken name is a conflict", async () => {
    const at = size();
    const again = { callSign: "K9-2", kind: "dog-team", strength: 2, contingent: police } as const;
    expect((await room.must("command.register-unit", again, operator)).unit).toBe(dogs);
    expect((await room.must("command.register-contingent", contingentOf("FR-PN", "FR"), operator)).contingent).toBe(
      police,
    );
    expect(size()).toBe(at);
    expect(why(await room.ask("command.register-unit", { ...again, strength: 3 }, operator))).toBe("conflict");
    expect(why(await room.ask("command.register-contingent", contingentOf("FR-PN", "BE"), operator))).toBe("conflict");
  });

  it("are suggested nearest first, with why", async () => {
    const { units } = await room.must("command.list-units", {}, operator);
    const track = units.find((unit) => unit.id === medics)?.track ?? 0;
    const [lon, lat] = trocadero;
    room.positions.set(track, { track, lon, lat: lat + 0.001, heading: null, speed: null, atMs: Date.now() - 300_000 });
    const { suggestions } = await room.must(
      "command.suggest-units",
      { position: trocadero, kinds: ["medics"] },
      operator,
    );
    expect(suggestions).toHaveLength(1);
    expect(suggestions[0]).toMatchObject({
      unit: { callSign: "MED-1" },
      because: expect.arrayContaining(["nearest", "position-old"]),
    });
    expect(suggestions[0]?.distanceMetres).toBeCloseTo(111, 0);
    expect(suggestions[0]?.positionAgeSeconds).toBeGreaterThanOrEqual(300);
  });

  it("travel as GeoJSON: what is exported is imported without a change", async () => {
    const ring = [
      [2.28, 48.86],
      [2.29, 48.86],
      [2.29, 48.87],
      [2.28, 48.86],
    ] as const;
    const zone = {
      reference: "Z-1",
      kind: "zone",
      name: { fr: "Zone rouge", en: "Red zone" },
      shape: { type: "Polygon", coordinates: [ring] },
      regime: "red",
    } as const;
    const { place } = await room.must("command.draw-place", zone, operator);
    const gate = {
      ...zone,
      reference: "G-1",
      kind: "gate",
      shape: { type: "Point", coordinates: trocadero },
      regime: null,
    } as const;
    await room.must("command.draw-place", gate, operator);
    const exported = await room.must("command.list-places", {}, operator);
    expect(exported.features.map((feature) => feature.properties.reference)).toEqual(["G-1", "Z-1"]);
    const at = size();
    expect(await room.must("command.import-places", { collection: exported }, operator)).toEqual({
      drawn: 0,
      unchanged: 2,
    });
    expect((await room.must("command.draw-place", zone, operator)).place).toBe(place);
    expect(size()).toBe(at);
    await room.must("command.draw-place", { ...zone, regime: "black" }, operator);
    const zones = await room.must("command.list-places", { kinds: ["zone"] }, operator);
    expect(zones.features).toMatchObject([{ id: place, properties: { regime: "black" } }]);
    await room.must("command.remove-place", { place }, operator);
    expect((await room.must("command.list-places", { kinds: ["zone"] }, operator)).features).toEqual([]);
    const twice = { ...exported, features: [...exported.features, ...exported.features] };
    expect(why(await room.ask("command.import-places", { collection: twice }, operator))).toBe("invalid");
  });
});

import { isRefusal, PlaceDrawn } from "@cordon/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRoom, type Room } from "../testing/room.ts";
import {
  categories,
  gate,
  inDays,
  officer,
  onFoot,
  operator,
  publishOne,
  square,
  steward,
  supervisor,
  zone,
} from "../testing/standing.ts";
import { GateDefined, ZoneDefined } from "../words.ts";

let room: Room;
beforeAll(async () => {
  room = await openRoom();
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

const because = (answer: unknown) => (isRefusal(answer) ? answer.because : JSON.stringify(answer));
const valid = () => ({ from: inDays(-1), until: inDays(30) });

describe("perimeters", () => {
  it("are drawn as places and as zones and gates of them; the same again appends nothing", async () => {
    const before = room.journal.size();
    const drawn = await room.must("access.draw-zone", zone, operator);
    expect((await room.entries()).slice(before).map(({ kind }) => kind)).toEqual([PlaceDrawn.kind, ZoneDefined.kind]);
    expect(await room.must("access.draw-zone", { ...zone, regime: " grey " }, operator)).toEqual(drawn);
    expect(room.journal.size()).toBe(before + 2);
    await room.must("access.draw-zone", { ...zone, capacity: 900 }, operator);
    expect((await room.entries()).slice(before + 2).map(({ kind }) => kind)).toEqual([ZoneDefined.kind]);
    await room.must("access.draw-zone", { ...zone, name: { fr: "Chaillot", en: "Chaillot" } }, operator);
    expect((await room.entries()).at(-2)).toMatchObject({ kind: PlaceDrawn.kind, data: { reference: "zone-g1" } });

    const size = room.journal.size();
    await room.must("access.draw-gate", gate, operator);
    await room.must("access.draw-gate", gate, operator);
    expect((await room.entries()).slice(size).map(({ kind }) => kind)).toEqual([PlaceDrawn.kind, GateDefined.kind]);
  });

  it("refuse a code that another has, a lane twice, a ring that crosses itself, and a place of the other kind", async () => {
    const before = room.journal.size();
    const g1 = await room.must("access.draw-zone", zone, operator);
    const g2 = await room.must("access.draw-zone", { ...zone, code: "G2" }, operator);
    expect(because(await room.ask("access.draw-zone", { ...zone, place: g2.place }, operator))).toBe(
      "Another zone has the code G1.",
    );
    expect(because(await room.ask("access.draw-zone", { ...zone, code: "G2", reference: "zone-g1" }, operator))).toBe(
      "Another place has the reference zone-g1.",
    );
    const gates = await room.must("access.draw-gate", { ...gate, code: "9", reference: "gate-9" }, operator);
    expect(
      because(
        await room.ask("access.draw-gate", { ...gate, code: "9", place: gates.place, reference: "zone-g1" }, operator),
      ),
    ).toBe("Another place has the reference zone-g1.");
    await room.must("access.drop-gate", { place: gates.place }, operator);
    const lanes = [gate.lanes[0], gate.lanes[0]];
    expect(because(await room.ask("access.draw-gate", { ...gate, lanes }, operator))).toBe(
      "Two lanes of gate 7 have the code A.",
    );
    expect(because(await room.ask("access.draw-gate", { ...gate, code: "8", place: g1.place }, operator))).toBe(
      "There is the zone G1 under zone-g1.",
    );
    const crossed = {
      type: "Polygon",
      coordinates: [
        [
          [0, 0],
          [1, 1],
          [0, 1],
          [1, 0],
          [0, 0],
        ],
      ],
    };
    expect(await room.call("access.draw-zone", { ...zone, shape: crossed }, operator)).toMatchObject({
      refused: "invalid",
      issues: [{ message: "the ring crosses or touches itself" }],
    });
    await room.must("access.drop-zone", { place: g2.place }, operator);
    expect(await room.ask("access.drop-zone", { place: g2.place }, operator)).toMatchObject({ refused: "not-found" });
    expect((await room.entries()).slice(before).length).toBeGreaterThan(0);
  });

  it("are nobody's to draw but those who arrange the operation, and nobody's to publish but who answers for it", async () => {
    expect(await room.ask("access.draw-zone", zone, steward)).toMatchObject({ refused: "not-permitted" });
    expect(await room.ask("access.publish-rules", { valid: valid(), basedOn: 0 }, officer)).toMatchObject({
      refused: "not-permitted",
    });
  });
});

describe("a rule set", () => {
  it("that names an unknown zone is shown with its fault and cannot be published", async () => {
    await using own = await openRoom();
    await own.must("access.draw-zone", zone, operator);
    await own.must("access.draw-gate", gate, operator);
    await own.must(
      "access.draft-rules",
      { categories: [...categories], rules: [{ ...onFoot, zones: ["X9"] }] },
      operator,
    );
    const { faults, published } = await own.must("access.show-perimeters", {}, steward);
    expect(published).toBeNull();
    expect(faults).toContainEqual(
      expect.objectContaining({
        severity: "error",
        kind: "unknown-zone",
        subject: { kind: "rule", code: "grey-on-foot" },
      }),
    );
    const size = own.journal.size();
    const refused = await own.ask("access.publish-rules", { valid: valid(), basedOn: 0 }, supervisor);
    expect(because(refused)).toContain("names zone X9, which does not exist");
    expect(own.journal.size()).toBe(size);
    expect(await own.ask("access.rules", {}, steward)).toMatchObject({ refused: "not-found" });
  });

  it("is published once, against what was looked at, and never so that gates would be left without rules", async () => {
    await using own = await openRoom();
    await publishOne(own);
    const size = own.journal.size();
    const shown = await own.must("access.show-perimeters", {}, steward);
    expect(shown).toMatchObject({ published: { number: 1 }, changes: [], faults: [] });
    expect(
      await own.must("access.publish-rules", { valid: shown.published?.valid ?? valid(), basedOn: 1 }, supervisor),
    ).toEqual({ number: 1 });
    expect(own.journal.size()).toBe(size);

    await own.must("access.draw-gate", { ...gate, site: "chaillot" }, operator);
    expect(await own.must("access.show-perimeters", {}, steward)).toMatchObject({
      changes: [{ what: "gate", code: "7", how: "changed", fields: ["site"] }],
    });
    expect(await own.ask("access.publish-rules", { valid: valid(), basedOn: 0 }, supervisor)).toMatchObject({
      refused: "conflict",
    });
    const later = { from: inDays(1), until: inDays(30) };
    expect(because(await own.ask("access.publish-rules", { valid: later, basedOn: 1 }, supervisor))).toContain(
      "would close it until then",
    );
    expect(await own.must("access.publish-rules", { valid: valid(), basedOn: 1 }, supervisor)).toEqual({ number: 2 });
  });

  it("larger than an entry is published in parts, and read back whole", async () => {
    await using own = await openRoom();
    await publishOne(own);
    const ring = Array.from({ length: 400 }, (_, at): [number, number] => {
      const angle = (at / 400) * 2 * Math.PI;
      return [2.289 + Math.cos(angle) / 300, 48.863 + Math.sin(angle) / 300];
    });
    const shape = { type: "Polygon" as const, coordinates: [[...ring, ring[0] ?? ([0, 0] as const)]] };
    for (let at = 0; at < 8; at++) await own.must("access.draw-zone", { ...zone, code: `Z${at}`, shape }, operator);
    expect(await own.must("access.publish-rules", { valid: valid(), basedOn: 1 }, supervisor)).toEqual({ number: 2 });
    const parts = (await own.entries()).filter(
      ({ kind, data }) => kind === "access.rules-published" && JSON.stringify(data).includes('"number":2'),
    );
    expect(parts.length).toBeGreaterThan(2);
    const { published } = await own.must("access.show-perimeters", {}, steward);
    expect(published?.number).toBe(2);
    expect((await own.must("access.rules", {}, steward)).signed.length).toBeGreaterThan(100_000);
  });

  it("is tried out on somebody imagined, in words of both languages, before and after it is published", async () => {
    await using own = await openRoom();
    const { gate: place } = await publishOne(own);
    const somebody = { gate: place, at: inDays(1), category: "resident", ageYears: 12, pass: "here" } as const;
    expect(await own.must("access.try-rules", { ...somebody, means: "foot" }, steward)).toMatchObject({
      verdict: { is: "admit" },
    });
    expect(await own.must("access.try-rules", { ...somebody, means: "foot", ageYears: 13 }, steward)).toMatchObject({
      verdict: { is: "admit-with-id-check" },
    });
    const byCar = await own.must("access.try-rules", { ...somebody, means: "car", rules: "published" }, steward);
    expect(byCar.verdict.is).toBe("vehicle-not-allowed");
    expect(byCar.sentence.fr).not.toBe("");
    expect(byCar.sentence.en).not.toBe(byCar.sentence.fr);
    await own.must("access.draft-rules", { categories: [...categories], rules: [{ ...onFoot, means: [] }] }, operator);
    expect(await own.must("access.try-rules", { ...somebody, means: "car" }, steward)).toMatchObject({
      verdict: { is: "admit" },
    });
    expect(
      await own.must("access.try-rules", { ...somebody, means: "car", rules: "published" }, steward),
    ).toMatchObject({ verdict: { is: "vehicle-not-allowed" } });
  });
});

describe("a GeoJSON file", () => {
  const zoneFeature = {
    type: "Feature",
    geometry: square,
    properties: { kind: "zone", code: "G1", name: "Trocadéro", regime: "grey" },
  };
  const gateFeature = (code: string, coordinates: readonly number[]) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates },
    properties: { kind: "gate", code, name: `Porte ${code}`, zone: "G1", site: "trocadero" },
  });
  const collection = (...features: unknown[]) => ({ collection: { type: "FeatureCollection" as const, features } });

  it("is drawn as it says, comes out as it went in, and changes nothing the second time", async () => {
    await using own = await openRoom();
    const file = collection(zoneFeature, gateFeature("7", [2.2885, 48.866]), gateFeature("8", [2.29, 48.866]));
    expect(await own.must("access.import-perimeters", file, operator)).toEqual({
      drawn: 3,
      unchanged: 0,
      rules: false,
    });
    await own.must("access.draft-rules", { categories: [...categories], rules: [onFoot] }, operator);
    const exported = await own.must("access.export-perimeters", {}, steward);
    expect(exported.features).toHaveLength(3);
    const size = own.journal.size();
    expect(
      await own.must(
        "access.import-perimeters",
        {
          collection: {
            ...exported,
            features: [...exported.features],
            categories: [...exported.categories],
            rules: [...exported.rules],
          },
        },
        operator,
      ),
    ).toEqual({
      drawn: 0,
      unchanged: 3,
      rules: false,
    });
    expect(own.journal.size()).toBe(size);

    await using other = await openRoom();
    await other.must(
      "access.import-perimeters",
      {
        collection: {
          ...exported,
          features: [...exported.features],
          categories: [...exported.categories],
          rules: [...exported.rules],
        },
      },
      operator,
    );
    expect(await other.must("access.export-perimeters", {}, steward)).toEqual(exported);
  });

  it("with crossed rings, swapped coordinates or the same code twice is refused whole, feature by feature, in words", async () => {
    await using own = await openRoom();
    const crossed = {
      ...zoneFeature,
      geometry: {
        type: "Polygon",
        coordinates: [
          [
            [2.28, 48.86],
            [2.29, 48.87],
            [2.28, 48.87],
            [2.29, 48.86],
            [2.28, 48.86],
          ],
        ],
      },
    };
    const size = own.journal.size();
    const refused = await own.ask(
      "access.import-perimeters",
      collection(
        crossed,
        gateFeature("7", [2.2885, 48.866]),
        gateFeature("8", [48.866, 2.29]),
        gateFeature("7", [2.2886, 48.866]),
        gateFeature("9", [2.28, 148.8]),
        { type: "Feature", geometry: null, properties: null },
      ),
      operator,
    );
    const said = because(refused);
    expect(said).toContain("feature 1 (zone G1): geometry.coordinates.0: the ring crosses or touches itself");
    expect(said).toContain("feature 3 (gate 8): latitude and longitude look swapped");
    expect(said).toContain("feature 4 (gate 7): feature 2 (gate 7) has the code 7 already");
    expect(said).toContain("feature 5 (gate 9): geometry.coordinates.1");
    expect(said).toContain("longitude comes first");
    expect(said).toContain('feature 6: its properties must say "kind"');
    const inFrench = isRefusal(refused) ? (refused.params?.["fr"] ?? "") : "";
    expect(inFrench).toContain("objet 3 (point d’accès 8) : latitude et longitude semblent inversées");
    expect(inFrench).toContain("objet 4 (point d’accès 7) : objet 2 (point d’accès 7) a déjà le code 7");
    expect(inFrench).toMatch(/objet 5 .*la longitude vient d’abord/);
    expect(own.journal.size()).toBe(size);
  });

  it("that is swapped from the first feature to the last is found out by what is drawn already", async () => {
    await using own = await openRoom();
    await own.must("access.draw-zone", zone, operator);
    const refused = await own.ask("access.import-perimeters", collection(gateFeature("7", [48.866, 2.2885])), operator);
    expect(because(refused)).toContain("look swapped");
  });
});

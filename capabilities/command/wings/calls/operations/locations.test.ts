import type { Principal } from "@cordon/kernel";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Crew, openCrew } from "../../../testing/crew.ts";
import { operator, trocadero } from "../../../testing/standing.ts";
import { locationNameMigration } from "../tables/location-name.ts";

const admin: Principal = { kind: "person", id: "p2", roles: ["admin"], contingent: null, unit: null };

let crew: Crew;
beforeAll(async () => {
  crew = await openCrew();
  const gate = { reference: "G-04", kind: "gate", name: { fr: "Porte Iéna", en: "Iéna gate" }, regime: null } as const;
  await crew.room.must("command.draw-place", { ...gate, shape: { type: "Point", coordinates: trocadero } }, operator);
  await crew.room.must("command.import-addresses", { rows }, admin);
});
afterAll(() => crew[Symbol.asyncDispose]());

const house = (numero: number, nom_voie: string, rep = "", code_postal = "75004") => ({
  ...{ id: `${nom_voie}-${numero}-${rep}`, numero: String(numero), rep, nom_voie, code_postal, nom_commune: "Paris" },
  ...{ lon: (2.36 + numero / 1e4).toFixed(5), lat: "48.85570" },
});
const rows = [
  ...Array.from({ length: 20 }, (_, i) => house(2 * i + 2, "Rue de Rivoli")),
  house(12, "Rue de Rivoli", "bis"),
  house(7, "Avenue des Champs-Élysées", "", "75008"),
  house(3, "Rue du Bac", "", "75007"),
  house(1, "Place de la Concorde", "", "75008"),
  ...Array.from({ length: 30 }, (_, i) => house(1, `Rue de la Paix ${i + 1}`)),
];

const find = async (text: string, by: Principal = operator) =>
  (await crew.room.must("command.find-location", { text }, by)).locations;

it("finds an address by number and street, with slips, accents and abbreviations", async () => {
  expect((await find("12 bis rue de rivoli"))[0]).toMatchObject({
    ...{ what: "address", address: "12 bis Rue de Rivoli, 75004 Paris", exact: true },
  });
  expect((await find("14 r. de Rivolli 75004"))[0]).toMatchObject({ address: "14 Rue de Rivoli, 75004 Paris" });
  expect((await find("7 av champs elysees"))[0]).toMatchObject({ address: "7 Avenue des Champs-Élysées, 75008 Paris" });
  expect((await find("pl. de la concorde"))[0]).toMatchObject({ address: "1 Place de la Concorde, 75008 Paris" });
  expect(await find("14 rue de rivoli 75020")).toEqual([]);
});

it("answers a number that is not there by its nearest neighbour, and says so", async () => {
  expect((await find("13 rue de Rivoli"))[0]).toMatchObject({ exact: false });
  expect((await find("900 rue de Rivoli"))[0]).toMatchObject({
    address: "40 Rue de Rivoli, 75004 Paris",
    exact: false,
  });
  expect((await find("12 ter rue de Rivoli"))[0]).toMatchObject({ address: "12 Rue de Rivoli, 75004 Paris" });
});

it("finds gates by either name, units by call sign with where they were seen, and coordinates", async () => {
  expect((await find("porte iena"))[0]).toMatchObject({ what: "place", kind: "gate", position: trocadero });
  expect((await find("g-04"))[0]).toMatchObject({ what: "place" });
  expect((await find("k9"))[0]).toMatchObject({ what: "unit", callSign: "K9-2", position: null });
  const track = (await crew.room.must("command.list-units", {}, operator)).units.find(
    (unit) => unit.id === crew.dogs,
  )?.track;
  if (track === undefined) throw new Error("no track");
  const point = { track, lon: 2.3, lat: 48.86, heading: null, speed: null, atMs: 1_700_000_000_000 };
  crew.room.positions.set(track, point);
  expect((await find("K9-2"))[0]).toMatchObject({ position: [2.3, 48.86], seenAt: "2023-11-14T22:13:20.000Z" });
  expect(await find("48.8617, 2.2885")).toEqual([{ what: "coordinates", position: [2.2885, 48.8617] }]);
  expect(await find("x")).toEqual([]);
  expect(await find("%_\\")).toEqual([]);
});

it("does not find another contingent's unit for a liaison", async () => {
  expect((await find("K9-2", crew.liaison)).filter(({ what }) => what === "unit")).toEqual([]);
  expect((await find("MED-1", crew.liaison))[0]).toMatchObject({ callSign: "MED-1" });
});

it("reports each row at fault, changes what differs, and writes nothing where nothing does", async () => {
  const before = crew.size();
  const [first] = rows;
  if (first === undefined) throw new Error("no rows");
  expect(await crew.room.must("command.import-addresses", { rows }, admin)).toEqual({
    ...{ added: 0, changed: 0, unchanged: rows.length, faults: [] },
  });
  expect(crew.size()).toBe(before);
  const moved = [
    { ...first, lon: "2.4" },
    { ...first, numero: "x" },
    { ...first, numero: "999" },
  ];
  expect(await crew.room.must("command.import-addresses", { rows: moved }, admin)).toEqual({
    ...{ added: 1, changed: 1, unchanged: 0, faults: [{ row: 1, because: "numero is not a house number" }] },
  });
  expect((await find("2 rue de rivoli"))[0]).toMatchObject({ position: [2.4, 48.8557] });
});

it("the migration names what was there before as the projection does", async () => {
  const { store } = crew.room;
  const client = await store.connect({ name: "migrate" });
  const all = async () => (await client.query("select * from location_name order by what, id")).rows;
  const projected = await all();
  expect(projected.length).toBeGreaterThan(2);
  await client.query("drop table location_name");
  await locationNameMigration.up(store.kyselyOn(client));
  expect(await all()).toEqual(projected);
  await client.end();
});

it("empties the index when it is told to", async () => {
  expect((await crew.room.must("command.remove-addresses", {}, admin)).removed).toBeGreaterThan(30);
  expect(await find("12 rue de Rivoli")).toEqual([]);
  expect(await crew.room.must("command.remove-addresses", {}, admin)).toEqual({ removed: 0 });
});

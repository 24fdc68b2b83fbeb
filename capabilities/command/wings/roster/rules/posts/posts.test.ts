import { instantOf, localClock, type NewEntry, type Place, PlaceDrawn, PlaceId } from "@cordon/kernel";
import { beforeEach, describe, expect, it } from "vitest";
import { id, trocadero } from "../../../../testing/standing.ts";
import { MOST_REQUIREMENTS, PostRequired, type Requirement } from "../../words.ts";
import { POST_SLICE_ROWS } from "../../words/posts.ts";
import { judgePosts } from "./judge.ts";
import { askForPosts, slicesOfPosts } from "./slices.ts";
import { readPosts } from "./table.ts";

const paris = localClock("Europe/Paris");
const HEAD = "post,name_fr,name_en,longitude,latitude,ability,units,people,start,end";
const read = (...lines: readonly string[]) => readPosts([HEAD, ...lines].join("\n"), paris);
const at = (local: string) => paris.momentsOf(local)[0] ?? instantOf(0);
const NOW = instantOf(Date.parse("2024-07-01T00:00:00Z"));
/** Of the posts that were drawn, in their order. */
const ids: PlaceId[] = [];
const newId = () => {
  const drawn = PlaceId.parse(id());
  ids.push(drawn);
  return drawn;
};
const context = { now: NOW, newId };
beforeEach(() => {
  ids.length = 0;
});
const said = (entries: readonly NewEntry[], kind: string) =>
  entries.filter((each) => each.kind === kind).map(({ data }) => data);

const gate: Place = {
  ...{ id: PlaceId.parse(id()), reference: "GATE-3", kind: "post", name: { fr: "Porte 3", en: "Gate 3" } },
  ...{ shape: { type: "Point", coordinates: trocadero }, regime: null },
};
const zone: Place = {
  ...{ ...gate, id: PlaceId.parse(id()), reference: "ZONE-1", kind: "zone" },
  shape: {
    type: "Polygon",
    coordinates: [
      [
        [2, 48],
        [3, 48],
        [3, 49],
        [2, 48],
      ],
    ],
  },
};
const need = (more: Partial<Requirement> = {}): Requirement => ({
  ...{ capability: "patrol", units: 2, from: at("2024-07-26 08:00"), until: at("2024-07-26 20:00") },
  ...more,
});
const standing = (needs: readonly Requirement[] = []) => ({
  places: new Map([gate, zone].map((place) => [place.reference, place])),
  needs: new Map([[gate.id, needs]]),
  known: (capability: string) => ["patrol", "medics"].includes(capability),
});
const judge = (lines: readonly string[], needs?: readonly Requirement[]) => {
  const { rows, faults } = read(...lines);
  expect(faults).toEqual([]);
  return judgePosts(rows, standing(needs), context);
};
const DAY = "2024-07-26 08:00,2024-07-26 20:00";

describe("a file of posts", () => {
  it("is read as spreadsheets write it in French, degrees with a decimal comma, each fault by its line", () => {
    const text = [
      "Poste;Nom;Longitude;Latitude;Capacité;Unités;Personnes;Début;Fin",
      "QUAI-1;Quai de la Seine;2,2885;48,8617;patrol;2;8;26/07/2024 08:00;26/07/2024 20:00",
      "QUAI-2;;2.3;48.86;;;;;",
      "QUAI-3;;200;48.86;;;;;",
      "QUAI-4;;2.3;;;;;;",
      "QUAI-5;;;;patrol;two;;26/07/2024 08:00;26/07/2024 20:00",
      "QUAI-6;;;;patrol;0;;26/07/2024 08:00;26/07/2024 20:00",
      "QUAI-7;;;;patrol;;3;26/07/2024 08:00;",
      ";;;;patrol;1;;26/07/2024 08:00;26/07/2024 20:00",
      "QUAI-8;;;;Patrouille à pied;1;;26/07/2024 08:00;26/07/2024 20:00",
      "QUAI-9;;48,8617;92,2885;patrol;1;;26/07/2024 08:00;26/07/2024 20:00",
    ].join("\r\n");
    const { rows, faults } = readPosts(text, paris);
    expect(rows).toEqual([
      {
        ...{ line: 2, post: "QUAI-1", name: { fr: "Quai de la Seine", en: "" }, at: [2.2885, 48.8617] },
        need: { ...need(), people: 8 },
      },
      { line: 3, post: "QUAI-2", name: { fr: "", en: "" }, at: [2.3, 48.86], need: null },
    ]);
    expect(faults.map(({ line, column, because }) => [line, column, because])).toEqual([
      [4, "latitude", "position"],
      [5, "latitude", "position"],
      [6, "units", "number"],
      [7, "units", "nothing-counted"],
      [8, "end", "time"],
      [9, "post", "text"],
      [10, "ability", "text"],
      [11, "latitude", "position"],
    ]);
  });

  it("that is none says so, and a post has no more lines than it may have needs", () => {
    expect(readPosts("where,when\na,b", paris).faults).toMatchObject([{ because: "no-column", said: "post" }]);
    const long = read(...Array.from({ length: MOST_REQUIREMENTS + 2 }, () => "GATE-3,,,,,,,,,"));
    expect([long.rows.length, long.faults.map(({ line, because }) => [line, because])]).toEqual([
      MOST_REQUIREMENTS,
      [
        [MOST_REQUIREMENTS + 2, "too-many-needs"],
        [MOST_REQUIREMENTS + 3, "too-many-needs"],
      ],
    ]);
  });

  it("goes in parts in which all lines of a post are together, and stops between two", async () => {
    const lines = ["A", "B", "C"].flatMap((post) => Array.from({ length: 150 }, () => `${post},,,2,48,,,,,`));
    const { rows } = read(...lines.toSorted(() => 0));
    expect(slicesOfPosts(rows).map((slice) => [slice.length, new Set(slice.map(({ post }) => post)).size])).toEqual([
      [300, 2],
      [150, 1],
    ]);
    expect(POST_SLICE_ROWS).toBe(MOST_REQUIREMENTS);
    const stop = new AbortController();
    const part = { drawn: 2, moved: 0, needed: 0, changed: 0, same: 0, doubled: [], problems: [] };
    const asked = await askForPosts(
      rows,
      async () => ({ ok: true, output: part }),
      () => stop.abort(),
      stop.signal,
    );
    expect(asked).toMatchObject({ ended: "stopped", total: { lines: 300, report: { drawn: 2 } } });
  });
});

describe("lines of posts", () => {
  it("draw a post once, called as one of them says, and write down what it needs by time", () => {
    const { entries, report } = judge([
      "QUAY-1,,Quay,2.3,48.86,medics,1,,2024-07-26 12:00,2024-07-26 20:00",
      `QUAY-1,,,,,patrol,2,8,${DAY}`,
      "QUAY-2,,,2.31,48.86,,,,,",
    ]);
    expect(report).toEqual({ drawn: 2, moved: 0, needed: 2, changed: 0, same: 0, doubled: [], problems: [] });
    const drawn = said(entries, PlaceDrawn.kind);
    expect(drawn).toMatchObject([
      { reference: "QUAY-1", kind: "post", name: { fr: "Quay", en: "Quay" }, shape: { coordinates: [2.3, 48.86] } },
      { reference: "QUAY-2", name: { fr: "QUAY-2", en: "QUAY-2" } },
    ]);
    expect(said(entries, PostRequired.kind)).toEqual([
      {
        place: ids[0],
        requirements: [need({ people: 8 }), need({ capability: "medics", units: 1, from: at("2024-07-26 12:00") })],
      },
    ]);
  });

  it("change the number of a need that stands, keep the others, and change nothing when said again", () => {
    const other = need({ capability: "medics", units: 1 });
    const { entries, report } = judge([`GATE-3,,,,,patrol,3,,${DAY}`], [need(), other]);
    expect(report).toMatchObject({ drawn: 0, moved: 0, needed: 0, changed: 1, same: 0 });
    expect(entries.map(({ data }) => data)).toEqual([{ place: gate.id, requirements: [need({ units: 3 }), other] }]);
    const again = judge([`GATE-3,,,,,patrol,2,,${DAY}`, "ZONE-1,,,,,,,,,"], [need(), other]);
    expect([again.entries, again.report.same]).toEqual([[], 2]);
  });

  it("move and rename a post, but no other kind of place, which can be a post as it stands", () => {
    const { entries, report } = judge(["GATE-3,,North gate,2.4,48.86,,,,,", "ZONE-1,,,2.4,48.86,,,,,"]);
    expect(report).toMatchObject({ drawn: 0, moved: 1, problems: [{ line: 3, kind: "place-other" }] });
    expect(entries.map(({ data }) => data)).toEqual([
      { ...gate, name: { fr: "Porte 3", en: "North gate" }, shape: { type: "Point", coordinates: [2.4, 48.86] } },
    ]);
    expect(judge([`ZONE-1,,,,,patrol,2,,${DAY}`]).entries.map(({ data }) => data)).toEqual([
      { place: zone.id, requirements: [need()] },
    ]);
  });

  it("that are wrong are each named, with the other line where two disagree, and draw nothing alone", () => {
    const { entries, report } = judge([
      `NOWHERE,,,,,patrol,1,,${DAY}`,
      "A,,,2.3,48.86,patrol,1,,2024-07-26 20:00,2024-07-26 08:00",
      "B,,,2.3,48.86,patrol,1,,2024-06-01 08:00,2024-06-01 20:00",
      `C,,,2.3,48.86,unicorn,1,,${DAY}`,
      `D,,,2.3,48.86,patrol,1,,${DAY}`,
      `D,,,2.3,48.86,patrol,2,,${DAY}`,
      `D,,,2.3,48.86,patrol,2,,${DAY}`,
      `E,,,2.3,48.86,patrol,1,,${DAY}`,
      `E,,,2.4,48.86,medics,1,,${DAY}`,
    ]);
    expect(report.problems.map(({ line, kind, withLine }) => [line, kind, withLine])).toEqual([
      [2, "position-missing", null],
      [3, "period", null],
      [4, "over", null],
      [5, "ability-unknown", null],
      [6, "need-differs", 7],
      [7, "need-differs", 6],
      [8, "need-differs", 6],
      [9, "post-differs", 10],
      [10, "post-differs", 9],
    ]);
    expect(entries).toEqual([]);
    const doubled = judge([`GATE-3,,,,,patrol,1,,${DAY}`, `GATE-3,,,,,patrol,1,,${DAY}`]);
    expect(doubled.report).toMatchObject({ needed: 1, doubled: [{ line: 3, of: 2 }] });
  });

  it("give a post no more needs than it may have", () => {
    const full = Array.from({ length: MOST_REQUIREMENTS - 1 }, (_, nth) =>
      need({ from: instantOf(Date.parse("2024-08-01T00:00:00Z") + nth * 60_000), until: at("2024-09-01 08:00") }),
    );
    const { report, entries } = judge([`GATE-3,,,,,patrol,1,,${DAY}`, `GATE-3,,,,,medics,1,,${DAY}`], full);
    expect(report).toMatchObject({ needed: 1, problems: [{ line: 3, kind: "too-many-needs" }] });
    const requirements = expect.objectContaining({ length: MOST_REQUIREMENTS });
    expect(said(entries, PostRequired.kind)).toEqual([{ place: gate.id, requirements }]);
  });
});

import { type Instant, instantOf, positionWithin, PlaceId, type Principal, UnitId } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import { z } from "zod";
import { watches } from "../../../operations/operating.ts";
import type { CommandTables } from "../../../tables/rows.ts";
import { line } from "../../../words.ts";
import type { Positions } from "../../forces/index/positions.ts";
import { addressAsked, plain } from "../rules/address.ts";
import { coordinatesIn } from "../rules/coordinates.ts";
import { findAddresses } from "../tables/address.ts";
import type { LocationTables } from "../tables/rows.ts";
import { Location } from "../words.ts";
import { query } from "./operating.ts";

type Tables = CommandTables & LocationTables;
const Searched = z.enum(["coordinates", "place", "unit", "address"]);
type Searched = z.infer<typeof Searched>;
const NAMED = ["place", "unit"] as const;

interface Found {
  readonly score: number;
  readonly location: Location;
}

/** An address that is meant is typed longer than the name of a post: at equal likeness the operation's own places come first. */
const OWN_FIRST = 0.15;

export const findLocation = (positions: Positions) =>
  query({
    name: "command.find-location",
    summary:
      "Places, posts, gates, units, addresses and coordinates that somebody may mean, the likeliest first; a slip of the finger is forgiven.",
    input: z.object({
      text: line(120),
      limit: z.int().min(1).max(20).default(8),
      among: z.array(Searched).min(1).max(4).readonly().default(Searched.options),
    }),
    /** `text` as it was asked: an answer that comes late is known for what it is. */
    output: z.object({ text: z.string(), locations: z.array(Location) }),
    allow: watches,
    async run({ input: { text, limit, among }, by, read }) {
      const wanted = (what: Searched) => among.includes(what);
      const position = wanted("coordinates") ? coordinatesIn(text) : null;
      if (position !== null) return { text, locations: [{ what: "coordinates" as const, position }] };
      const words = plain(text);
      if (words.length < 2) return { text, locations: [] };
      const [own, addresses] = await Promise.all([
        namesLike(read, words, by, { positions, limit, among: NAMED.filter(wanted) }),
        wanted("address") ? findAddresses(read, addressAsked(text), limit) : [],
      ]);
      const ranked = [...own, ...addresses].toSorted((a, b) => b.score - a.score).slice(0, limit);
      return { text, locations: ranked.map(({ location }) => location) };
    },
  });

interface Asking {
  readonly positions: Positions;
  readonly limit: number;
  readonly among: readonly (typeof NAMED)[number][];
}

async function namesLike(read: Kysely<Tables>, words: string, by: Principal, asking: Asking): Promise<Found[]> {
  if (asking.among.length === 0) return [];
  const begins = `${words.replace(/[\\%_]/g, "\\$&")}%`;
  const mine = by.contingent === null ? sql`` : sql`and (contingent is null or contingent = ${by.contingent})`;
  const { rows } = await sql<{ what: "place" | "unit"; id: string; score: number }>`
    select what, id, public.word_similarity(${words}, name) + case when name like ${begins} then 0.2 else 0 end as score
    from location_name
    where (${words} operator(public.<%) name or name like ${begins}) ${mine} and what in (${sql.join(asking.among)})
    order by score desc, length(name), id limit ${asking.limit}`.execute(read);
  const scores = new Map(rows.map((row) => [row.id, row.score + OWN_FIRST]));
  const placeIds = rows.flatMap(({ what, id }) => (what === "place" ? [PlaceId.parse(id)] : []));
  const unitIds = rows.flatMap(({ what, id }) => (what === "unit" ? [UnitId.parse(id)] : []));
  return [...(await placesOf(read, placeIds)), ...(await unitsOf(read, unitIds, asking.positions))].map(
    ([id, location]) => ({ score: scores.get(id) ?? 0, location }),
  );
}

async function placesOf(read: Kysely<Tables>, ids: readonly PlaceId[]): Promise<(readonly [string, Location])[]> {
  if (ids.length === 0) return [];
  const rows = await read.selectFrom("place").selectAll().where("id", "in", ids).execute();
  return rows.flatMap(({ id, kind, name_fr: fr, name_en: en, shape }) => {
    const position = shape.type === "Point" ? shape.coordinates : positionWithin(shape);
    return position === undefined
      ? []
      : [[id, { what: "place", place: id, kind, name: { fr, en }, position }] as const];
  });
}

async function unitsOf(
  read: Kysely<Tables>,
  ids: readonly UnitId[],
  positions: Positions,
): Promise<(readonly [string, Location])[]> {
  if (ids.length === 0) return [];
  const rows = await read.selectFrom("unit").selectAll().where("id", "in", ids).execute();
  return rows.map(({ id, call_sign: callSign, kind, track }) => {
    const seen = positions.position(track);
    const seenAt: Instant | null = seen === null ? null : instantOf(Math.floor(seen.atMs));
    const position = seen === null ? null : ([seen.lon, seen.lat] as const);
    return [id, { what: "unit", unit: id, callSign, kind, position, seenAt }] as const;
  });
}

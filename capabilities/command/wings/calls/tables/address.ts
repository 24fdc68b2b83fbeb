import type { Migration } from "@cordon/ground";
import { type Kysely, sql } from "kysely";
import { type Address, type AddressAsked, addressLine, plain } from "../rules/address.ts";
import type { Location } from "../words.ts";
import type { LocationTables } from "./rows.ts";

export const addressMigration: Migration = {
  capability: "command",
  name: "0082-addresses",
  async up(db) {
    await sql`create table street (
      id int primary key generated always as identity,
      name text not null,
      postcode text not null,
      town text not null,
      search text not null,
      unique (name, postcode, town)
    )`.execute(db);
    await sql`create index street_like on street using gin (search public.gin_trgm_ops) with (fastupdate = off)`.execute(
      db,
    );
    await sql`create table street_address (
      street int not null,
      number int not null,
      suffix text not null,
      ban text not null,
      lon double precision not null,
      lat double precision not null,
      primary key (street, number, suffix)
    )`.execute(db);
  },
};

export interface Taken {
  readonly added: number;
  readonly changed: number;
}

/** Takes rows in. A house that is known already is changed where it differs; the last of several rows of one house counts. */
export async function takeAddresses(db: Kysely<LocationTables>, addresses: readonly Address[]): Promise<Taken> {
  if (addresses.length === 0) return { added: 0, changed: 0 };
  const keyOf = (of: Pick<Address, "street" | "postcode" | "town">) =>
    JSON.stringify([of.street, of.postcode, of.town]);
  const streets = [...new Map(addresses.map((address) => [keyOf(address), address])).values()];
  const rows = await sql<{ id: number; name: string; postcode: string; town: string }>`
    with given as (select * from json_to_recordset(${JSON.stringify(
      streets.map(({ street: name, postcode, town }) => ({ name, postcode, town, search: plain(`${name} ${town}`) })),
    )}::json) as each (name text, postcode text, town text, search text)),
    made as (insert into street (name, postcode, town, search) select * from given on conflict do nothing returning id, name, postcode, town)
    select id, name, postcode, town from made
    union all select street.id, name, postcode, town from street join given using (name, postcode, town)`.execute(db);
  const ids = new Map(rows.rows.map((row) => [keyOf({ ...row, street: row.name }), row.id]));
  const houses = new Map(
    addresses.map(({ id: ban, number, suffix, lon, lat, ...of }) => {
      const street = ids.get(keyOf(of));
      return [`${street} ${number} ${suffix}`, { street, number, suffix, ban, lon, lat }];
    }),
  );
  const done = await sql<{ added: boolean }>`
    insert into street_address as known (street, number, suffix, ban, lon, lat)
    select * from json_to_recordset(${JSON.stringify([...houses.values()])}::json)
      as each (street int, number int, suffix text, ban text, lon double precision, lat double precision)
    on conflict (street, number, suffix) do update set ban = excluded.ban, lon = excluded.lon, lat = excluded.lat
      where (known.ban, known.lon, known.lat) is distinct from (excluded.ban, excluded.lon, excluded.lat)
    returning xmax = 0 as added`.execute(db);
  const added = done.rows.filter((row) => row.added).length;
  return { added, changed: done.rows.length - added };
}

/** Streets that are looked at for one question. */
const STREETS = 12;

/**
 * Houses whose street sounds like what was typed, the likeliest first: a house a street. First the streets, which are few, by trigrams; then
 * the house by its number. A number that is not there is answered by the nearest on the same street, and says so.
 */
export async function findAddresses(
  read: Kysely<LocationTables>,
  asked: AddressAsked,
  limit: number,
): Promise<{ readonly score: number; readonly location: Location }[]> {
  if (asked.core.length < 2) return [];
  const found = await sql<{
    name: string;
    postcode: string;
    town: string;
    number: number;
    suffix: string;
    lon: number;
    lat: number;
    score: number;
  }>`
    select near.name, near.postcode, near.town, near.score, house.number, house.suffix, house.lon, house.lat
    from (
      select id, name, postcode, town,
        0.7 * public.word_similarity(${asked.core}, search) + 0.3 * public.similarity(${asked.words}, search) as score
      from street
      where ${asked.core} operator(public.<%) search
        ${asked.postcode === null ? sql`` : sql`and postcode = ${asked.postcode}`}
      order by score desc, length(search), id limit ${Math.min(limit, STREETS)}
    ) near
    cross join lateral (${asked.number === null ? middleHouse : nearestHouse(asked.number, asked.suffix)}) house
    order by near.score desc, length(near.name), near.postcode`.execute(read);
  return found.rows.map((row) => {
    const exact = asked.number === null || (row.number === asked.number && row.suffix === asked.suffix);
    const address = addressLine({ ...row, street: row.name });
    // Who names the house means the street that has it.
    const score = row.score + (asked.number === null ? 0 : exact ? 0.1 : -0.05);
    return { score, location: { what: "address", address, position: [row.lon, row.lat], exact } };
  });
}

const middleHouse = sql`select number, suffix, lon, lat from street_address where street = near.id
  order by number, suffix offset (select count(*) / 2 from street_address where street = near.id) limit 1`;

/** Both neighbours are found by the key; the nearer is taken, the same side of the street before the other. */
const nearestHouse = (number: number, suffix: string) => sql`select * from (
    (select number, suffix, lon, lat from street_address where street = near.id and number >= ${number} order by number, suffix limit 4)
    union all
    (select number, suffix, lon, lat from street_address where street = near.id and number < ${number} order by number desc, suffix limit 4)
  ) beside
  order by number = ${number} and suffix = ${suffix} desc, number = ${number} desc,
    abs(number - ${number}) + (number + ${number}) % 2 * 3, suffix limit 1`;

import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { checksumOf } from "./migrate.ts";
import type { Migration } from "./migration.ts";
import { testDatabase } from "./testing.ts";

const lamps: Migration = {
  capability: "lighting",
  name: "0001-lamps",
  async up(db) {
    await db.schema
      .createTable("lamp")
      .addColumn("id", "text", (c) => c.primaryKey())
      .execute();
    await db.schema.createIndex("lamp_by_id").on("lamp").column("id").execute();
  },
};
const poles: Migration = {
  capability: "lighting",
  name: "0002-poles",
  async up(db) {
    await sql`create table pole (id text primary key, metres int not null check (metres > ${sql.lit(2)}))`.execute(db);
  },
};

describe("migrations", () => {
  it("are applied once, in order of their names, whatever the order they come in", async () => {
    await using database = await testDatabase();
    expect(await database.store.migrate([poles, lamps])).toBeNull();
    expect(await database.store.migrate([lamps, poles])).toBeNull();
    const done = await database.store.pool.query("select name from cordon_migration order by position");
    expect(done.rows).toEqual([{ name: "0001-lamps" }, { name: "0002-poles" }]);
    const owners = await database.store.pool.query(
      "select table_name from cordon_table_owner where capability = 'lighting' order by 1",
    );
    expect(owners.rows).toEqual([{ table_name: "lamp" }, { table_name: "pole" }]);
  });

  it("are applied once by many nodes that start together", async () => {
    await using database = await testDatabase();
    const problems = await Promise.all([1, 2, 3, 4].map(() => database.store.migrate([lamps, poles])));
    expect(problems).toEqual([null, null, null, null]);
  });

  it("do not start when one was changed after it ran, and the checksum is of the SQL alone", async () => {
    await using database = await testDatabase([lamps]);
    const reformatted: Migration = {
      ...lamps,
      up: async (tx) => {
        const table = tx.schema.createTable("lamp");
        await table.addColumn("id", "text", (column) => column.primaryKey()).execute();
        await tx.schema.createIndex("lamp_by_id").on("lamp").column("id").execute();
      },
    };
    expect(await checksumOf(reformatted)).toBe(await checksumOf(lamps));
    expect(await database.store.migrate([reformatted])).toBeNull();
    const changed: Migration = {
      ...lamps,
      up: (db) => db.schema.createTable("lamp").addColumn("id", "uuid").execute(),
    };
    expect(await database.store.migrate([changed])).toMatchObject({
      problem: "migration-changed",
      migration: "lighting/0001-lamps",
    });
  });

  it("do not start on a database of a newer Cordon", async () => {
    await using database = await testDatabase([lamps, poles]);
    expect(await database.store.migrate([lamps])).toMatchObject({
      problem: "migration-unknown",
      migration: "lighting/0002-poles",
    });
  });

  it("change nothing when one fails", async () => {
    await using database = await testDatabase();
    const broken: Migration = {
      capability: "lighting",
      name: "0003-broken",
      async up(db) {
        await sql`create table half (id text)`.execute(db);
        await sql`create table half (id text)`.execute(db);
      },
    };
    expect(await database.store.migrate([lamps, broken])).toMatchObject({
      problem: "migration-failed",
      migration: "lighting/0003-broken",
    });
    const tables = await database.store.pool.query("select 1 from pg_tables where tablename = 'half'");
    expect(tables.rows).toEqual([]);
    expect(await database.store.migrate([lamps])).toBeNull();
  });

  it("refuse a name used twice", async () => {
    await using database = await testDatabase();
    expect(await database.store.migrate([lamps, lamps])).toMatchObject({ problem: "migration-twice" });
  });

  it("refuse a table that nobody owns, also one made before the next migration", async () => {
    await using database = await testDatabase([lamps]);
    const client = await database.store.connect({ name: "test" });
    await client.query("create table stray (id text)");
    await client.end();
    expect(await database.store.migrate([lamps, poles])).toMatchObject({
      problem: "table-without-owner",
      table: "stray",
    });
  });
});

describe("a store", () => {
  it("reads times as instants, counts as numbers, and refuses to write where it reads", async () => {
    await using database = await testDatabase([lamps]);
    const { pool } = database.store;
    const asked = await pool.query(
      "select timestamptz '2024-07-26 20:14:07.5+02' as at, count(*) as n, 'é' < 'z' as bytewise from lamp",
    );
    expect(asked.rows).toEqual([{ at: "2024-07-26T18:14:07.500Z", n: 0, bytewise: false }]);
    await expect(pool.query("insert into lamp values ('a')")).rejects.toMatchObject({ code: "25006" });
    await expect(pool.query("select 9007199254740993::bigint")).rejects.toThrow(RangeError);
  });

  it("makes scratch databases that are gone afterwards", async () => {
    await using database = await testDatabase([lamps]);
    const scratch = await database.store.scratch([lamps]);
    if ("problem" in scratch) throw new Error(scratch.message);
    await sql`insert into lamp values ('x')`.execute(scratch.db);
    expect((await database.store.pool.query("select count(*) as n from lamp")).rows).toEqual([{ n: 0 }]);
    await scratch[Symbol.asyncDispose]();
    const left = await database.store.pool.query("select 1 from pg_database where datname = $1", [scratch.name]);
    expect(left.rows).toEqual([]);
  });
});

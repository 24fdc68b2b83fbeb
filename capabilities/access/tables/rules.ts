import { type Migration, projecting } from "@cordon/ground";
import type { Instant, Interval } from "@cordon/kernel";
import { type JSONColumnType, type Kysely, sql } from "kysely";
import { prepare, type PreparedRules } from "../rules/prepared.ts";
import { readSigned } from "../rules/pass/signed.ts";
import {
  type Category,
  type Perimeters,
  type Rule,
  RulesDrafted,
  RuleSet,
  RulesPublished,
  SIGNED_TYPES,
} from "../words.ts";
import { type PerimeterTables, standingGates, standingZones } from "./perimeter.ts";

export interface RuleTables {
  /** One row: what is being worked on. */
  access_draft: {
    one: boolean;
    categories: JSONColumnType<readonly Category[], string, string>;
    rules: JSONColumnType<readonly Rule[], string, string>;
  };
  /** Published rule sets in their parts. */
  access_rules_part: {
    number: number;
    part: number;
    parts: number;
    published_at: Instant;
    valid_from: Instant;
    valid_until: Instant;
    signed: string;
  };
}

export const ruleMigration: Migration = {
  capability: "access",
  name: "0007-rules",
  async up(db) {
    await sql`create table access_draft (one boolean primary key, categories jsonb not null, rules jsonb not null)`.execute(
      db,
    );
    await sql`create table access_rules_part (
      number int not null,
      part int not null,
      parts int not null,
      published_at timestamptz not null,
      valid_from timestamptz not null,
      valid_until timestamptz not null,
      signed text not null,
      primary key (number, part)
    )`.execute(db);
  },
};

const project = projecting<RuleTables>();

export const ruleProjections = [
  project(RulesDrafted, (tx, { data }) => {
    const row = { categories: JSON.stringify(data.categories), rules: JSON.stringify(data.rules) };
    return tx
      .insertInto("access_draft")
      .values({ one: true, ...row })
      .onConflict((conflict) => conflict.column("one").doUpdateSet(row))
      .execute();
  }),
  project(RulesPublished, (tx, { data }) =>
    tx
      .insertInto("access_rules_part")
      .values({
        number: data.number,
        part: data.part,
        parts: data.parts,
        published_at: data.publishedAt,
        valid_from: data.valid.from,
        valid_until: data.valid.until,
        signed: data.signed,
      })
      .onConflict((conflict) => conflict.columns(["number", "part"]).doNothing())
      .execute(),
  ),
];

/** What is being worked on. @param timeZone local time of the operation (IANA) */
export async function draftPerimeters(
  read: Kysely<PerimeterTables & RuleTables>,
  timeZone: string,
): Promise<Perimeters> {
  const zones = await standingZones(read.$pickTables<keyof PerimeterTables>());
  const gates = await standingGates(read.$pickTables<keyof PerimeterTables>());
  const draft = await read.selectFrom("access_draft").select(["categories", "rules"]).executeTakeFirst();
  return { timeZone, zones, gates, categories: draft?.categories ?? [], rules: draft?.rules ?? [] };
}

/** The rule set that gates hold, or should. */
export interface PublishedRules {
  readonly ruleSet: RuleSet;
  /** Ready for `judge`. */
  readonly prepared: PreparedRules;
  /** As the root signed it. */
  readonly signed: string;
}

/** Number and validity of the last published rule set, and the end of its signed text: its signature, which no other has. */
export interface RulesSeal {
  readonly number: number;
  readonly publishedAt: Instant;
  readonly valid: Interval;
  readonly seal: string;
}

/** 64 bytes of signature at the end, in base64url. */
const SEAL_CHARACTERS = 86;

export async function rulesSeal(read: Kysely<RuleTables>): Promise<RulesSeal | null> {
  const row = await read
    .selectFrom("access_rules_part")
    .select(["number", "published_at", "valid_from", "valid_until"])
    .select(sql<string>`right(signed, ${sql.lit(SEAL_CHARACTERS)})`.as("seal"))
    .whereRef("part", "=", "parts")
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { number, seal } = row;
  return { number, publishedAt: row.published_at, valid: { from: row.valid_from, until: row.valid_until }, seal };
}

/** Rule sets that were read, by their seals. A city's takes milliseconds to read and is asked for with every scan. */
const readBefore = new Map<string, PublishedRules>();
const MOST_READ = 4;

/** The last published rule set, null before the first. One small query where it is the same as before. */
export async function publishedRules(read: Kysely<RuleTables>): Promise<PublishedRules | null> {
  const seal = await rulesSeal(read);
  if (seal === null) return null;
  const known = readBefore.get(seal.seal);
  if (known !== undefined) return known;
  const parts = await read
    .selectFrom("access_rules_part")
    .select("signed")
    .where("number", "=", seal.number)
    .orderBy("part")
    .execute();
  // Whoever asked at the same moment may have read it meanwhile: a hundred scans after a start would read it a hundred times.
  const meanwhile = readBefore.get(seal.seal);
  if (meanwhile !== undefined) return meanwhile;
  const signed = parts.map((part) => part.signed).join("");
  const document = readSigned(signed, SIGNED_TYPES.rules);
  if (!document.read) throw new Error(`the rule set ${seal.number} in the tables cannot be read: ${document.fault}`);
  const ruleSet = RuleSet.parse(document.value);
  const published = { ruleSet, prepared: prepare(ruleSet), signed };
  readBefore.set(seal.seal, published);
  for (const oldest of readBefore.keys()) if (readBefore.size > MOST_READ) readBefore.delete(oldest);
  return published;
}

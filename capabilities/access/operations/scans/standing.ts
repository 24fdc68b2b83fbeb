import type { PassNumber, PlaceId, ScanId } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import type { AccessTables } from "../../tables.ts";
import type { Scan, ScanSource, Verdict, ZoneCode } from "../../words.ts";
import type { KnownCard, Movement } from "../../rules.ts";

/** A scan as it is about to be ruled: what the tables are asked about. */
export interface Asked {
  readonly id: ScanId;
  readonly pass: PassNumber | null;
  readonly zone: ZoneCode;
}

/** The same scan, written down before. */
export interface KnownScan {
  readonly by: string;
  readonly standing: "asked" | "acted";
  readonly source: ScanSource;
  readonly verdict: Verdict;
  readonly overridden: boolean;
  readonly moved: boolean;
}

/** What the tables know of one scan. */
export interface Known {
  readonly known: KnownScan | null;
  readonly revoked: boolean;
  readonly last: Movement | null;
}

type Read = Kysely<AccessTables>;

type Given = { readonly n: number; readonly id: ScanId; readonly pass: PassNumber | null; readonly zone: ZoneCode };

/** One scan alone, as nearly always, is asked without arrays: the database keeps a plan for that, and would make one anew for every array. */
function givenOf(asked: readonly Asked[]) {
  const [only, ...others] = asked;
  if (only !== undefined && others.length === 0)
    return sql<Given>`(values (${only.id}::text, ${only.pass}::bigint, ${only.zone}::text, 1))`;
  return sql<Given>`unnest(
    ${asked.map((one) => one.id)}::text[], ${asked.map((one) => one.pass)}::bigint[], ${asked.map((one) => one.zone)}::text[]
  ) with ordinality`;
}

/** Where a device works now, and where it ever did. */
export interface Posts {
  readonly now: PlaceId | null;
  readonly ever: ReadonlySet<PlaceId>;
}

/** All that rulings of what a device sent need, in one question: it is asked a thousand times a second. In the order asked, at least one. */
export async function standingOf(
  read: Read,
  asked: readonly Asked[],
  device: string,
): Promise<{ readonly known: readonly Known[]; readonly posts: Posts }> {
  const rows = await read
    .selectFrom(givenOf(asked).as<"asked">(sql.raw("asked (id, pass, zone, n)")))
    .leftJoin("access_scan as scan", "scan.id", "asked.id")
    .leftJoin("access_presence as presence", (join) =>
      join.onRef("presence.pass", "=", "asked.pass").onRef("presence.zone", "=", "asked.zone"),
    )
    .leftJoin("access_pass as pass", "pass.number", "asked.pass")
    .select(["scan.device", "scan.standing", "scan.source", "scan.verdict", "scan.override_by", "scan.moved"])
    .select(["presence.inside", "presence.at", "presence.gate", "presence.scan"])
    .select(["asked.pass as number", "asked.zone", "pass.revoked_at"])
    .select([
      sql<PlaceId | null>`(select gate from access_device where device = ${device})`.as("posted"),
      sql<readonly PlaceId[]>`array(select gate from access_posting where device = ${device})`.as("posted_ever"),
    ])
    .orderBy("asked.n")
    .execute();
  const posts = { now: rows[0]?.posted ?? null, ever: new Set(rows[0]?.posted_ever) };
  const known = rows.map((row) => ({
    known:
      row.device === null || row.standing === null || row.source === null || row.verdict === null || row.moved === null
        ? null
        : {
            by: row.device,
            standing: row.standing,
            source: row.source,
            verdict: row.verdict,
            overridden: row.override_by !== null,
            moved: row.moved,
          },
    revoked: row.revoked_at !== null,
    last:
      row.number === null || row.inside === null || row.at === null || row.gate === null || row.scan === null
        ? null
        : {
            pass: row.number,
            zone: row.zone,
            inside: row.inside,
            at: row.at,
            gate: row.gate,
            scan: row.scan,
            overridden: false,
          },
  }));
  return { known, posts };
}

/** What moved these passes in these zones, in no order: for scans that arrive after later ones. */
export async function movementsOf(
  read: Read,
  pairs: readonly { readonly pass: PassNumber; readonly zone: ZoneCode }[],
): Promise<readonly Movement[]> {
  if (pairs.length === 0) return [];
  const given = sql<{ pass: PassNumber; zone: ZoneCode }>`unnest(
    ${pairs.map((pair) => pair.pass)}::bigint[], ${pairs.map((pair) => pair.zone)}::text[]
  )`;
  const rows = await read
    .selectFrom(given.as<"pair">(sql.raw("pair (pass, zone)")))
    .innerJoin("access_scan as scan", (join) =>
      join
        .onRef("scan.pass", "=", "pair.pass")
        .onRef("scan.zone", "=", "pair.zone")
        .on("scan.moved", "is", sql.lit(true)),
    )
    .select(["pair.pass", "pair.zone", "scan.direction", "scan.counts_at", "scan.gate", "scan.id", "scan.override_by"])
    .execute();
  return rows.map((row) => ({
    pass: row.pass,
    zone: row.zone,
    inside: row.direction === "in",
    at: row.counts_at,
    gate: row.gate,
    scan: row.id,
    overridden: row.override_by !== null,
  }));
}

/** The cards that overrides name, as far as they were ever given out. */
export async function cardsOf(
  read: Read,
  scans: readonly Pick<Scan, "override">[],
): Promise<ReadonlyMap<PassNumber, KnownCard>> {
  const numbers = scans.flatMap(({ override }) => override?.by ?? []);
  if (numbers.length === 0) return new Map();
  const rows = await read
    .selectFrom("access_pass")
    .select(["number", "category", "not_before", "not_after", "revoked_at"])
    .where(sql<boolean>`number = any(${numbers}::bigint[])`)
    .execute();
  return new Map(
    rows.map(({ number, category, not_before, not_after, revoked_at }) => [
      number,
      { category, notBefore: not_before, notAfter: not_after, revokedAt: revoked_at },
    ]),
  );
}

export async function postsOf(read: Read, device: string): Promise<Posts> {
  const rows = await read
    .selectFrom("access_posting as posting")
    .leftJoin("access_device as device", "device.device", "posting.device")
    .select(["posting.gate", "device.gate as now"])
    .where(sql<boolean>`posting.device = ${device}`)
    .execute();
  return { now: rows[0]?.now ?? null, ever: new Set(rows.map((row) => row.gate)) };
}

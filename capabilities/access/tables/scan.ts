import { type Migration, projecting } from "@cordon/ground";
import type { Actor, Instant, MandateId, PassNumber, PlaceId, ScanId } from "@cordon/kernel";
import { SignalRaised } from "@cordon/kernel";
import { type JSONColumnType, sql } from "kysely";
import {
  admits,
  type Direction,
  type LaneCode,
  type Means,
  type OverrideReason,
  type Scan,
  Scanned,
  ScansForgotten,
  type ScanSource,
  type Verdict,
  type VerdictName,
  type ZoneCode,
} from "../words.ts";

export interface ScanTables {
  access_scan: {
    id: ScanId;
    /** The number of the last entry that told of it. */
    seq: number;
    gate: PlaceId;
    lane: LaneCode;
    zone: ZoneCode;
    direction: Direction;
    means: Means;
    source: ScanSource;
    pass: PassNumber | null;
    /** What the gate's clock said. */
    at: Instant;
    /** Its place in the order of movements. */
    counts_at: Instant;
    recorded_at: Instant;
    standing: Scan["standing"];
    verdict_name: VerdictName;
    verdict: JSONColumnType<Verdict, string, string>;
    found_name: VerdictName;
    override_by: PassNumber | null;
    override_reason: OverrideReason | null;
    override_note: string | null;
    device_kind: Actor["kind"];
    device: string;
    skew_ms: number | null;
    from_the_future: boolean;
    mandate: MandateId | null;
    /** A pass went in or out by it. */
    moved: boolean;
  };
  /** Where each pass was last seen going, in each zone. */
  access_presence: {
    pass: PassNumber;
    zone: ZoneCode;
    inside: boolean;
    at: Instant;
    gate: PlaceId;
    scan: ScanId;
    /** The number of the entry that changed it: a gate asks for what came after the last it knows. */
    seq: number;
  };
  /** A pass that went in twice without coming out: the scan of the second entry, and the one before it. In whichever zone: only where `antiPassback` holds is it looked at. */
  access_double: {
    second: ScanId;
    first: ScanId;
    pass: PassNumber;
    zone: ZoneCode;
    seq: number;
    /** A signal told of it, or whoever wrote the scan down knew and raised one. */
    told: boolean;
  };
}

export const scanMigration: Migration = {
  capability: "access",
  name: "0004-scans",
  async up(db) {
    // Ids are compared byte by byte, as the rules compare them.
    await sql`create table access_scan (
      id text collate "C" primary key,
      seq bigint not null,
      gate text not null,
      lane text not null,
      zone text not null,
      direction text not null,
      means text not null,
      source text not null,
      pass bigint,
      at timestamptz not null,
      counts_at timestamptz not null,
      recorded_at timestamptz not null,
      standing text not null,
      verdict_name text not null,
      verdict jsonb not null,
      found_name text not null,
      override_by bigint,
      override_reason text,
      override_note text,
      device_kind text not null,
      device text not null,
      skew_ms int,
      from_the_future boolean not null,
      mandate text,
      moved boolean not null
    )`.execute(db);
    await sql`create index access_scan_movement on access_scan (pass, zone, counts_at, id) where moved`.execute(db);
    await sql`create index access_scan_recorded on access_scan (seq)`.execute(db);
    await sql`create index access_scan_forged on access_scan (gate, recorded_at) where verdict_name = 'not-genuine'`.execute(
      db,
    );
    await sql`create table access_presence (
      pass bigint not null,
      zone text not null,
      inside boolean not null,
      at timestamptz not null,
      gate text not null,
      scan text collate "C" not null,
      seq bigint not null,
      primary key (pass, zone)
    ) with (fillfactor = 80)`.execute(db);
    await sql`create index access_presence_change on access_presence (zone, seq)`.execute(db);
    await sql`create table access_double (
      second text collate "C" primary key,
      first text collate "C" not null,
      pass bigint not null,
      zone text not null,
      seq bigint not null,
      told boolean not null
    )`.execute(db);
    await sql`create index access_double_untold on access_double (seq) where not told`.execute(db);
    await sql`create index access_double_pass on access_double (pass)`.execute(db);
  },
};

/** A tablet whose battery was flat begins in 1970: half a century in milliseconds is more than an `int` holds. */
export const skewMigration: Migration = {
  capability: "access",
  name: "0008-skew",
  async up(db) {
    await sql`alter table access_scan alter column skew_ms type bigint`.execute(db);
  },
};

const project = projecting<ScanTables>();

export const scanProjections = [
  project(Scanned, (tx, { seq, at: recordedAt, mandate, data }) => {
    const { scan, verdict, zone, countsAt, device } = data;
    const passed = admits(verdict) || scan.override !== null;
    const moved = passed && scan.pass !== null;
    const put = sql`insert into access_scan (id, seq, gate, lane, zone, direction, means, source, pass, at, counts_at, recorded_at, standing,
        verdict_name, verdict, found_name, override_by, override_reason, override_note, device_kind, device, skew_ms, from_the_future, mandate, moved)
      values (${scan.id}, ${seq}, ${scan.gate}, ${scan.lane}, ${zone}, ${scan.direction}, ${scan.means}, ${scan.source}, ${scan.pass},
        ${scan.at}, ${countsAt}, ${recordedAt}, ${scan.standing}, ${verdict.is}, ${JSON.stringify(verdict)}, ${scan.found.is},
        ${scan.override?.by ?? null}, ${scan.override?.reason ?? null}, ${scan.override?.note ?? null}, ${device.kind}, ${device.id},
        ${scan.skewMs}, ${data.fromTheFuture}, ${mandate}, ${moved})
      on conflict (id) do update set seq = excluded.seq, standing = excluded.standing, verdict_name = excluded.verdict_name,
        verdict = excluded.verdict, found_name = excluded.found_name, override_by = excluded.override_by,
        override_reason = excluded.override_reason, override_note = excluded.override_note,
        counts_at = case when access_scan.moved then access_scan.counts_at else excluded.counts_at end,
        moved = access_scan.moved or excluded.moved`;
    if (!moved) return put.execute(tx);
    // One statement, so that a batch of scans waits for none of them. What it reads is from before the scan was put: its neighbours in the order
    // of movements, and what it makes of them is what `rules/presence.ts` makes of them, in whatever order scans arrive.
    const inside = scan.direction === "in";
    const overridden = scan.override !== null;
    // A scan that moved its pass once keeps its place however often more is told of it; an override told later only forgives the double.
    return sql`with put as (${put}),
      stood as (select from access_scan where id = ${scan.id} and moved),
      forgiven as (
        delete from access_double where ${overridden}::boolean and second = ${scan.id} and exists (select from stood)
      ),
      moved as (
        insert into access_presence (pass, zone, inside, at, gate, scan, seq)
        select ${scan.pass}::bigint, ${zone}, ${inside}::boolean, ${countsAt}::timestamptz, ${scan.gate}, ${scan.id}, ${seq}::bigint
        where not exists (select from stood)
        on conflict (pass, zone) do update set inside = excluded.inside, at = excluded.at, gate = excluded.gate,
          scan = excluded.scan, seq = excluded.seq
        where (access_presence.at, access_presence.scan) < (excluded.at, excluded.scan)
      ),
      before as (
        select id, direction from access_scan
        where moved and pass = ${scan.pass} and zone = ${zone} and (counts_at, id) < (${countsAt}, ${scan.id})
        order by counts_at desc, id desc limit 1
      ),
      after as (
        select id, direction, override_by is not null as overridden from access_scan
        where moved and pass = ${scan.pass} and zone = ${zone} and (counts_at, id) > (${countsAt}, ${scan.id})
        order by counts_at, id limit 1
      ),
      healed as (
        delete from access_double using after
        where access_double.second = after.id and not ${inside}::boolean and not exists (select from stood)
      )
      insert into access_double (second, first, pass, zone, seq, told)
      select second, first, ${scan.pass}, ${zone}, ${seq}, ${data.double}::boolean from (
        select ${scan.id} as second, id as first from before where direction = 'in' and ${inside}::boolean and not ${overridden}::boolean
        union all
        select id as second, ${scan.id} as first from after where direction = 'in' and ${inside}::boolean and not overridden
      ) as doubles
      where not exists (select from stood)
      on conflict (second) do update set first = excluded.first`.execute(tx);
  }),
  // A signal about a scan bears the scan's id: that is how what was told is known.
  project(SignalRaised, async (tx, { data }) => {
    if (data.kind !== "gate") return;
    await sql`update access_double set told = true where second = ${data.id}`.execute(tx);
  }),
  // What was seen last before then is not known any more: who is inside for longer than anything may be kept is not known to be inside.
  project(ScansForgotten, (tx, { data: { before, mandate = null } }) =>
    sql`with forgotten as (
        delete from access_scan where counts_at < ${before} and (${mandate}::text is null or mandate = ${mandate}) returning id
      ),
      gone as (
        delete from access_presence using forgotten where access_presence.scan = forgotten.id
      )
      delete from access_double using forgotten where second = forgotten.id or first = forgotten.id`.execute(tx),
  ),
];

import { setTimeout as sleep } from "node:timers/promises";
import { Instant, type Refusal } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type pg from "pg";
import type { OwnedTable } from "../capability.ts";
import type { Clock } from "../clock.ts";
import type { Projection } from "../projection.ts";
import type { Migration } from "../store/migration.ts";
import { errorCodeOf, refusalOf } from "../store/problem.ts";
import type { Schema } from "../store/schema.ts";
import type { Store } from "../store/store.ts";
import { instantOfEntry, sizeAt } from "./course.ts";
import { Intake } from "./intake.ts";
import type { Moment, Past, PastProgress } from "./port.ts";
import { makePast, type PastPlace, pastPlace } from "./tables.ts";
import { refuseAs } from "../refusals.ts";

export interface PastConfig {
  readonly store: Store;
  /** Those of the rooms; the journal's own tables are where they are. */
  readonly migrations: readonly Migration[];
  readonly projections: readonly Projection[];
  readonly tables: readonly OwnedTable[];
  readonly clock: Clock;
  /** How many entries the journal has. */
  readonly size: () => number;
  /** Told once of a past that cannot be kept: a bug in a projection. */
  readonly onBroken: (error: unknown) => void;
}

export interface OpenPast extends Past, AsyncDisposable {
  /** Entries were appended: they are taken in soon, when the house has time. */
  noticed(): void;
}

/** People who look at the same time; the next one waits for a turn. */
const READERS = 4;
/** Entries that are taken in by themselves: enough that they cost little each, few enough that whoever asks does not wait for them. */
const LAG = 256;
const SOON_MS = 20_000;
/** In the background, a portion, and then rest for three times as long as it took: a quarter of one connection at most. */
const PORTION = 128;
const REST = 3;
/** For somebody who waits. */
const LARGE_PORTION = 1024;
/** How long somebody waits for entries that have not been taken in; then it is said how far it is. */
const WAIT_MS = 10_000;

/** Opens the past of a store whose tables are up to date. Costs nothing until entries come or somebody looks. */
export function openPast(config: PastConfig): OpenPast {
  return new KeptPast(config);
}

class KeptPast implements OpenPast {
  readonly #config: PastConfig;
  readonly #projections: ReadonlyMap<string, readonly Projection[]>;
  readonly #waitedFor = new Set<string>();
  readonly #stopping = new AbortController();
  #place: Promise<PastPlace> | null = null;
  #readers: Promise<pg.Pool> | null = null;
  #intake: Intake | null = null;
  /** One portion at a time, whoever asks. */
  #taking: Promise<unknown> = Promise.resolve();
  #taken = 0;
  #timer: NodeJS.Timeout | null = null;
  #following: Promise<void> | null = null;
  #broken: Refusal | null = null;
  /** People who wait for entries: the background makes way. */
  #waiting = 0;

  constructor(config: PastConfig) {
    this.#config = config;
    this.#projections = Map.groupBy(config.projections, (projection) => projection.kind);
  }

  progress(): PastProgress {
    return { taken: this.#taken, size: this.#config.size() };
  }

  noticed(): void {
    if (this.#stopping.signal.aborted || this.#broken !== null) return;
    if (this.#config.size() - this.#taken >= LAG) this.#follow();
    else
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        this.#follow();
      }, SOON_MS).unref();
  }

  async find(asked: string): Promise<Moment | Refusal> {
    const size = this.#config.size();
    if (/^\d{1,15}$/.test(asked)) {
      const known = Number(asked);
      if (known > size)
        return refuseAs("beyond-now", "invalid", `The journal has ${size} entries; ${asked} lie ahead.`, "at");
      const last = await instantOfEntry(this.#config.store.read, Math.max(0, known - 1));
      return { size: known, now: last ?? this.#config.clock.now() };
    }
    const instant = Instant.safeParse(asked);
    if (!instant.success)
      return refuseAs(
        "no-such-moment",
        "invalid",
        "A moment is a number of entries, or an instant such as 2024-07-26T18:14:07.000Z.",
        "at",
      );
    if (instant.data > this.#config.clock.now())
      return refuseAs("beyond-now", "invalid", "This moment lies ahead.", "at");
    return { size: await sizeAt(this.#config.store.read, instant.data, size), now: instant.data };
  }

  async at<Answer>(moment: Moment, look: (read: Kysely<Schema>) => Promise<Answer>): Promise<Answer | Refusal> {
    const missing = await this.#upTo(moment.size);
    if (missing !== null) return missing;
    let looked: { readonly place: PastPlace; readonly oid: number | null } | null = null;
    try {
      const place = await this.#made();
      const client = await (await this.#pool()).connect();
      let lost = false;
      try {
        const set = await client.query<{ taken: number | null; oid: number | null }>({
          name: "cordon_moment",
          text: `select set_config('cordon.moment', $1, false), kept.taken, kept.tableoid::int8 as oid
            from (select) as one left join ${place.kept}.past_taken as kept on true`,
          values: [String(moment.size)],
        });
        const { taken = null, oid = null } = set.rows[0] ?? {};
        // A crash of PostgreSQL has emptied it.
        if (taken === null || taken < moment.size) return this.#gone();
        looked = { place, oid };
        return await look(this.#config.store.kyselyOn(client));
      } catch (error) {
        lost = refusalOf(error) !== null;
        throw error;
      } finally {
        client.release(lost);
      }
    } catch (error) {
      if (errorCodeOf(error) === "42P01")
        return looked !== null && (await this.#isStill(looked.place, looked.oid)) ? presentAlone() : this.#gone();
      const refusal = refusalOf(error);
      if (refusal === null) throw error;
      return refusal;
    }
  }

  /**
   * Whether the place is the one that was looked at. A rebuild or another node drops it beneath us, and it may be made
   * anew by now: then what was asked for is missing because it went, and not because no past has it.
   */
  async #isStill(place: PastPlace, oid: number | null): Promise<boolean> {
    const asked = await this.#config.store.pool.query<{ oid: number | null }>(
      "select to_regclass($1)::oid::int8 as oid",
      [`${place.kept}.past_taken`],
    );
    return oid !== null && asked.rows[0]?.oid === oid;
  }

  #gone(): Refusal {
    this.#forget();
    this.#follow();
    return beingRead();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#following;
    await this.#taking.catch(() => {});
    await this.#intake?.end().catch(() => {});
    const pool = await this.#readers?.catch(() => null);
    this.#readers = null;
    await pool?.end();
  }

  /** Null when at least `size` entries have been taken in. */
  async #upTo(size: number): Promise<Refusal | null> {
    if (this.#broken !== null) return this.#broken;
    const { clock } = this.#config;
    const giveUpAt = clock.elapsedMs() + WAIT_MS;
    this.#waiting += 1;
    try {
      // Also looks whether it is there at all.
      await this.#made();
      while (this.#taken < size) {
        if (clock.elapsedMs() > giveUpAt) {
          this.#follow();
          return refuseAs(
            "past-being-read",
            "unavailable",
            `The past is being read: ${this.#taken} of ${this.#config.size()} entries. Ask again in a moment.`,
            "past",
          );
        }
        await this.#take(Math.min(LARGE_PORTION, size - this.#taken));
      }
      return null;
    } catch (error) {
      return this.#refused(error);
    } finally {
      this.#waiting -= 1;
    }
  }

  #refused(error: unknown): Refusal {
    const code = errorCodeOf(error);
    if (code === "42501") {
      return refuseAs(
        "past-not-allowed",
        "not-possible-now",
        "Cordon's role may not make schemas in this database, so the past cannot be shown. Whoever runs PostgreSQL can allow it: grant create on database … to Cordon's role.",
        "past",
      );
    }
    this.#forget();
    // Dropped beneath us, by another node or a rebuild.
    if (code === "42P01" && error instanceof Error && /cordon_past_/.test(error.message)) return beingRead();
    const refusal = refusalOf(error);
    if (refusal !== null) return refusal;
    this.#config.onBroken(error);
    this.#broken = refuseAs(
      "past-unreadable",
      "unavailable",
      "The past cannot be shown: an entry could not be read. The log says why.",
      "past",
    );
    return this.#broken;
  }

  /** Looks anew next time: for what is there, and by new connections. */
  #forget(): void {
    const intake = this.#intake;
    this.#intake = null;
    this.#place = null;
    this.#taken = 0;
    intake?.end().catch(() => {});
  }

  #made(): Promise<PastPlace> {
    this.#place ??= this.#make().catch((error: unknown) => {
      this.#place = null;
      throw error;
    });
    return this.#place;
  }

  async #make(): Promise<PastPlace> {
    const { store, migrations, tables } = this.#config;
    const place = await pastPlace(migrations, tables);
    const client = await store.connect({ name: "past" });
    try {
      await makePast(client, place, migrations, tables);
      const asked = await client.query<{ taken: number }>(`select taken from ${place.kept}.past_taken`);
      this.#taken = asked.rows[0]?.taken ?? 0;
    } finally {
      await client.end();
    }
    return place;
  }

  #pool(): Promise<pg.Pool> {
    this.#readers ??= this.#made().then(({ seen }) =>
      this.#config.store.pooled({ name: "past reader", readOnly: true, schema: seen }, READERS),
    );
    return this.#readers;
  }

  #take(limit: number): Promise<void> {
    const taking = this.#taking
      .catch(() => {})
      .then(async () => {
        const place = await this.#made();
        const { store } = this.#config;
        this.#intake ??= new Intake(
          await store.connect({ name: "past", pipeline: true, schema: place.kept }),
          place,
          this.#projections,
          this.#waitedFor,
        );
        this.#taken = await this.#intake.take(limit);
      });
    this.#taking = taking;
    taking.catch(() => {});
    return taking;
  }

  #follow(): void {
    this.#following ??= this.#followAll().finally(() => {
      this.#following = null;
    });
  }

  /** Takes in what there is, a portion at a time, at rest most of the time. */
  async #followAll(): Promise<void> {
    const { clock, store, size } = this.#config;
    const { signal } = this.#stopping;
    while (!signal.aborted && this.#broken === null && store.obstacle() === null) {
      try {
        await this.#made();
        if (this.#taken >= size()) return;
        const begun = clock.elapsedMs();
        if (this.#waiting === 0) await this.#take(PORTION);
        await sleep(20 + REST * (clock.elapsedMs() - begun), undefined, { signal, ref: false });
      } catch (error) {
        if (!signal.aborted) this.#refused(error);
        return;
      }
    }
  }
}

function presentAlone(): Refusal {
  return refuseAs(
    "now-alone",
    "not-possible-now",
    "This hangs on what the journal does not know: it can be seen for now alone.",
  );
}

function beingRead(): Refusal {
  return refuseAs("past-being-read", "unavailable", "The past is being read anew. Ask again in a moment.", "past");
}

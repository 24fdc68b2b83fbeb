import type pg from "pg";
import { envelopeOf } from "../journal/leaf.ts";
import { Preparing, sendQuery, Turn, Wire } from "../journal/transaction.ts";
import type { Projection } from "../projection.ts";
import { PAST_LOCK, type PastPlace } from "./tables.ts";

interface Row {
  readonly seq: number;
  readonly body: string;
  readonly leaf_hash: Buffer;
}

/**
 * Takes entries into the past: the projections that ran when they were appended run again, in the past's own tables. As in the journal's
 * batches, only projections that take several queries are waited for; which those are, experience shows.
 */
export class Intake {
  readonly #client: pg.Client;
  readonly #place: PastPlace;
  readonly #projections: ReadonlyMap<string, readonly Projection[]>;
  readonly #wire: Wire;
  readonly #preparing = new Preparing();
  readonly #waitedFor: Set<string>;
  readonly #running = new Set<Turn>();

  /** @param client in pipeline mode, with the place's own tables in its search path */
  constructor(
    client: pg.Client,
    place: PastPlace,
    projections: ReadonlyMap<string, readonly Projection[]>,
    waitedFor: Set<string>,
  ) {
    this.#client = client;
    this.#place = place;
    this.#projections = projections;
    this.#waitedFor = waitedFor;
    this.#wire = new Wire(client);
  }

  /**
   * At most `limit` entries in one transaction. Another node may take some in between.
   * @returns how many have been taken in, in all
   * @throws when an entry cannot be projected, and when the store does not answer
   */
  async take(limit: number): Promise<number> {
    for (;;) {
      try {
        const taken = await this.#attempt(limit);
        if (taken !== "again") return taken;
        await this.#wire.query("rollback");
      } catch (error) {
        for (const turn of this.#running) turn.closed = true;
        this.#running.clear();
        await this.#wire.query("rollback").catch(() => {});
        throw error;
      }
    }
  }

  end(): Promise<void> {
    return this.#client.end();
  }

  async #attempt(limit: number): Promise<number | "again"> {
    const begun = [
      // What is lost here is made again.
      this.#wire.query("begin"),
      this.#wire.query("set local synchronous_commit = off"),
      this.#wire.query(`select pg_advisory_xact_lock(${PAST_LOCK})`),
    ];
    for (const one of begun) one.catch(() => {});
    const found = await this.#wire.query<Row>({
      name: "cordon_past_next",
      text: `select seq, body, leaf_hash from public.journal_entry
        where seq >= (select taken from ${this.#place.kept}.past_taken) order by seq limit $1`,
      values: [limit],
    });
    await Promise.all(begun);
    const last = found.rows.at(-1);
    if (last === undefined) {
      await this.#wire.query("rollback");
      return this.#taken();
    }
    if ((await this.#project(found.rows)) === "again") return "again";
    const moved = this.#wire.query({
      name: "cordon_past_taken",
      text: `update ${this.#place.kept}.past_taken set taken = $1, last = $2`,
      values: [last.seq + 1, last.leaf_hash],
    });
    moved.catch(() => {});
    const { command } = await this.#wire.query("commit");
    await moved;
    if (command !== "COMMIT") throw new Error(`PostgreSQL answered ${command} to COMMIT`);
    return last.seq + 1;
  }

  async #taken(): Promise<number> {
    const asked = await this.#wire.query<{ taken: number }>(`select taken from ${this.#place.kept}.past_taken`);
    return asked.rows[0]?.taken ?? 0;
  }

  async #project(rows: readonly Row[]): Promise<"done" | "again"> {
    const pending: Promise<unknown>[] = [];
    let misordered = false;
    for (const { seq, body } of rows) {
      const envelope = envelopeOf(body);
      const projections = this.#projections.get(envelope.kind);
      if (projections === undefined) continue;
      // What an earlier projection still sends would be taken for this entry's.
      for (const other of this.#running) other.overtaken = true;
      pending.push(
        watched(
          this.#wire.query({
            name: "cordon_past_entry",
            text: "select set_config('cordon.entry', $1, true)",
            values: [String(seq)],
          }),
        ),
      );
      for (const projection of projections) {
        const turn = this.#turn();
        const done = projection.apply(turn.tx, envelope).then(() => {
          turn.closed = true;
          this.#running.delete(turn);
          if (turn.late) misordered = true;
          if (turn.sent > 1) this.#waitedFor.add(envelope.kind);
        });
        pending.push(watched(done));
        if (this.#waitedFor.has(envelope.kind)) await done;
        else await Promise.race([turn.firstSent(), done]);
      }
    }
    for (const one of pending) await one;
    return misordered ? "again" : "done";
  }

  #turn(): Turn {
    const turn = new Turn(
      (query) => sendQuery(this.#wire, this.#preparing, query),
      (sender) => {
        for (const other of this.#running) if (other !== sender) other.overtaken = true;
      },
    );
    this.#running.add(turn);
    return turn;
  }
}

/** A promise whose failure is looked at later: until then it must not count as unhandled. */
function watched(promise: Promise<unknown>): Promise<unknown> {
  promise.catch(() => {});
  return promise;
}

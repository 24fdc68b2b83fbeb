import { type EntryKind, isRefusal, millisecondsOf, type NewEntry } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { schemaOf, tablesOf } from "../../store/schema.ts";
import type { WorkerContext } from "../../worker.ts";
import type { NodeTables } from "../tables.ts";
import { Followed, MOST_FOLLOWED, type OfferedCode, type ToldEntry } from "../words.ts";
import type { Centre } from "./centre.ts";
import type { Standing } from "./standing.ts";

/** The operation under which a centre's entries stand in a node's journal: what bears it is never reported back. */
export const MIRRORING = "nodes.mirror";
export const MIRROR = { kind: "system", id: "mirror" } as const;

/** Entries in one transaction: the gates' own scans go between two of them. */
const SLICE = 250;
/** Entries passed over before that is written down, where none of them concerns a node. */
const PASSED_OVER = 5_000;

export interface DownParts extends Pick<WorkerContext, "read" | "journal" | "clock" | "log"> {
  readonly centre: Centre;
  readonly standing: Standing;
  readonly kinds: ReadonlyMap<string, EntryKind>;
}

/** How the round went: more is there at once, nothing new, or it has to be tried again later. */
export type Round = "more" | "idle" | "again";

/**
 * Follows the centre's entries into the node's own journal, each once: how far is written in the transaction that appends.
 * The projections are the centre's own, so the tables become what they are there.
 */
export class Down {
  readonly #parts: DownParts;
  /** As the table has it. */
  #written: number;
  #codes: string | null = null;

  constructor(parts: DownParts, written: number) {
    this.#parts = parts;
    this.#written = written;
    parts.standing.followed = written;
  }

  static async open(parts: DownParts): Promise<Down> {
    const row = await tablesOf<NodeTables>(parts.read)
      .selectFrom("node_link")
      .select("followed")
      .executeTakeFirstOrThrow();
    return new Down(parts, row.followed);
  }

  async round(): Promise<Round> {
    const { centre, standing, clock } = this.#parts;
    const from = standing.followed;
    const asked = await centre.query("nodes.follow", { from, limit: MOST_FOLLOWED }, Followed);
    standing.asked(asked);
    if (asked.came !== "answer") return "again";
    const { entries, next, size, codes, now } = asked.output;
    standing.skewMs = Math.round(millisecondsOf(clock.now()) - asked.tookMs / 2 - millisecondsOf(now));
    if (size < from) {
      standing.wrong(
        "down",
        "other-journal",
        `The centre has ${size} entries and this node has followed ${from}: it is not the same journal, or was restored from an older one.`,
      );
      return "again";
    }
    const unfit = entries.find(({ kind, data }) => this.#parts.kinds.get(kind)?.data.safeParse(data).success !== true);
    const good = unfit === undefined ? entries : entries.slice(0, entries.indexOf(unfit));
    if (!(await this.#append(good, codes))) return "again";
    if (unfit !== undefined) {
      standing.wrong(
        "down",
        "other-version",
        `The centre's entry ${unfit.seq} (${unfit.kind}) does not fit: update this node.`,
      );
      return "again";
    }
    if (next - this.#written > PASSED_OVER && !(await this.#write([], next, null))) return "again";
    standing.followed = next;
    standing.right("down");
    return next < size ? "more" : "idle";
  }

  async #append(entries: readonly ToldEntry[], codes: readonly OfferedCode[]): Promise<boolean> {
    const text = JSON.stringify(codes);
    const news = text === this.#codes ? null : codes;
    // With the last of the entries: whoever hears that this node has followed an offer may use its code, also if it is killed now.
    const last = Math.max(0, Math.ceil(entries.length / SLICE) - 1);
    for (let at = 0; at <= last; at++) {
      const slice = entries.slice(at * SLICE, (at + 1) * SLICE);
      const told = at === last ? news : null;
      if (slice.length === 0 && told === null) return true;
      const upTo = Math.max(this.#written, (slice.at(-1)?.seq ?? -1) + 1);
      if (!(await this.#write(slice, upTo, told))) return false;
      this.#parts.standing.followed = Math.max(this.#parts.standing.followed, upTo);
    }
    this.#codes = text;
    return true;
  }

  async #write(slice: readonly ToldEntry[], upTo: number, codes: readonly OfferedCode[] | null): Promise<boolean> {
    const written = this.#written;
    const entries = slice.map(({ kind, data, mandate }): NewEntry => ({ kind, data, mandate }));
    const done = await this.#parts.journal.run({
      by: MIRROR,
      operation: MIRRORING,
      async decide({ tx }) {
        const db = tablesOf<NodeTables>(tx);
        const moved = await db
          .updateTable("node_link")
          .set({ followed: upTo })
          .where("followed", "=", written)
          .returning("followed")
          .executeTakeFirst();
        // Nobody else moves it: two mirrors on one database would tear the order apart.
        if (moved === undefined) throw new Error(`the mirror is not at ${written} any more`);
        if (codes !== null) await replaceCodes(db, codes);
        return { entries, output: null };
      },
    });
    if (isRefusal(done)) {
      this.#parts.log.warn({ because: done.because }, "the mirror could not write");
      return false;
    }
    this.#written = upTo;
    return true;
  }
}

/** What is offered at the centre now is what may be used here: a code that was used or taken back there opens nothing here. */
async function replaceCodes(db: Kysely<NodeTables>, codes: readonly OfferedCode[]): Promise<void> {
  await db.deleteFrom("identity_enrolment").execute();
  if (codes.length === 0) return;
  await tablesOf<NodeTables>(schemaOf(db))
    .insertInto("identity_enrolment")
    .values(codes.map(({ hash, device, until }) => ({ code_hash: hash, device, until })))
    .execute();
}

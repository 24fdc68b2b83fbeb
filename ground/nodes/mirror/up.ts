import { AnyEnvelope, isRefusal } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import { REPORTING } from "../operations/follow.ts";
import { tablesOf } from "../../store/schema.ts";
import type { WorkerContext } from "../../worker.ts";
import { journalSize, type NodeTables } from "../tables.ts";
import { MOST_REPORTED, type ToldEntry, Taken } from "../words.ts";
import type { Centre } from "./centre.ts";
import { MIRROR, MIRRORING, type Round } from "./down.ts";
import type { Standing } from "./standing.ts";

/** Text in one report: a door takes half a megabyte. */
const MOST_CHARACTERS = 250_000;
/** Entries looked at in one step. */
const WINDOW = 20_000;

export interface UpParts extends Pick<WorkerContext, "read" | "journal" | "log"> {
  readonly centre: Centre;
  readonly standing: Standing;
  readonly kinds: readonly string[];
  readonly site: string;
  /** Where gates find this node. */
  readonly origin: () => string;
}

type Read = Kysely<NodeTables>;

/** What was born here and is to be reported, from a number on. Entries that were mirrored bear their operation. */
function bornHere(read: Read, kinds: readonly string[], from: number) {
  // In this very spelling: bodies are canonical JSON, where no text of a person can hold it unescaped.
  const mirrored = `"operation":${JSON.stringify(MIRRORING)}`;
  return read
    .selectFrom("journal_entry")
    .where("seq", ">=", from)
    .where("kind", "in", kinds)
    .where(sql<boolean>`position(${mirrored} in body) = 0`);
}

export async function countWaiting(read: Read, kinds: readonly string[], from: number): Promise<number> {
  const counted = await bornHere(read, kinds, from)
    .select((eb) => eb.fn.countAll<number>().as("waiting"))
    .executeTakeFirstOrThrow();
  return counted.waiting;
}

/**
 * Reports what was born at the node, in order. What was taken the centre knows, says in every answer, and is asked again after every question
 * that had none. The node's own mark is how far it may ever have reported, written before it does: a centre that has taken more was told by a
 * later state of this journal, of which this folder is an older copy.
 */
export class Up {
  readonly #parts: UpParts;
  readonly #read: Read;
  #sure = false;
  /** Below it nothing waits. */
  #looked = 0;
  /** The node's own mark, as it is written; undefined before it was read, null in a folder from before there was one. */
  #reported: number | null | undefined;

  constructor(parts: UpParts) {
    this.#parts = parts;
    this.#read = tablesOf<NodeTables>(parts.read);
  }

  /** @param heartbeat report how the node does though there is nothing to say */
  async round(heartbeat: boolean): Promise<Round> {
    const { centre, standing, kinds } = this.#parts;
    if (!this.#sure && !(await this.#connect())) return "again";
    const taken = standing.taken ?? 0;
    const entries = await this.#next();
    if (entries.length === 0 && !heartbeat) return "idle";
    // Counting takes time where much waits, so not with every report.
    if (heartbeat || standing.waiting === null) standing.waiting = await countWaiting(this.#read, kinds, this.#looked);
    const { followed, skewMs } = standing;
    const waiting = Math.max(standing.waiting, entries.length);
    const last = entries.at(-1);
    if (last !== undefined && !(await this.#mark(last.seq + 1))) return "again";
    const report = { taken, entries, standing: { followed, waiting, skewMs } };
    const asked = await centre.command(REPORTING, report, Taken);
    standing.asked(asked);
    if (asked.came !== "answer") {
      this.#sure = false;
      return "again";
    }
    if (!(await this.#follow(asked.output.taken))) return "again";
    standing.waiting = waiting - (asked.output.taken > taken ? entries.length : 0);
    return entries.length > 0 ? "more" : "idle";
  }

  async #connect(): Promise<boolean> {
    const { centre, site, standing, origin } = this.#parts;
    const asked = await centre.command("nodes.connect", { site, origin: origin() }, Taken);
    standing.asked(asked);
    return asked.came === "answer" && (await this.#follow(asked.output.taken));
  }

  async #follow(taken: number): Promise<boolean> {
    const size = await journalSize(this.#read);
    const { standing } = this.#parts;
    const reported = Math.min(size, (await this.#marked()) ?? size);
    this.#sure = taken <= reported;
    if (!this.#sure) {
      standing.wrong(
        "up",
        "other-journal",
        `The centre has taken ${taken} entries of this node, whose journal has ${size} and has reported ${reported}: this folder is older than what was reported from it. Enrol the node anew, in a new folder.`,
      );
      return false;
    }
    standing.right("up");
    standing.taken = taken;
    this.#looked = taken;
    return true;
  }

  async #marked(): Promise<number | null> {
    if (this.#reported === undefined) {
      const row = await this.#read.selectFrom("node_link").select("reported").executeTakeFirstOrThrow();
      this.#reported = row.reported;
    }
    return this.#reported;
  }

  /** Writes how far is going to be reported, in strides of what there is. @returns whether it is written */
  async #mark(upTo: number): Promise<boolean> {
    if (upTo <= ((await this.#marked()) ?? 0)) return true;
    const { journal, log } = this.#parts;
    const done = await journal.run({
      by: MIRROR,
      operation: MIRRORING,
      // Nothing else reads it: no scan has to wait for it.
      touches: ["how far the node has reported"],
      decide: async ({ tx }) => {
        const db = tablesOf<NodeTables>(tx);
        const reported = await journalSize(db);
        await db.updateTable("node_link").set({ reported }).execute();
        return { entries: [], output: reported };
      },
    });
    if (isRefusal(done)) {
      log.warn({ because: done.because }, "the mirror could not write how far it reports");
      return false;
    }
    this.#reported = done.output;
    return true;
  }

  async #next(): Promise<readonly ToldEntry[]> {
    const size = await journalSize(this.#read);
    while (this.#looked < size) {
      const until = Math.min(this.#looked + WINDOW, size);
      const rows = await bornHere(this.#read, this.#parts.kinds, this.#looked)
        .where("seq", "<", until)
        .select(["seq", "body"])
        .orderBy("seq")
        .limit(MOST_REPORTED)
        .execute();
      this.#looked = rows[0]?.seq ?? until;
      if (rows.length > 0) return bounded(rows);
    }
    return [];
  }
}

function bounded(rows: readonly { readonly seq: number; readonly body: string }[]): readonly ToldEntry[] {
  const entries: ToldEntry[] = [];
  let characters = 0;
  for (const { seq, body } of rows) {
    characters += body.length;
    if (entries.length > 0 && characters > MOST_CHARACTERS) break;
    const { kind, mandate, data } = AnyEnvelope.parse(JSON.parse(body));
    entries.push({ seq, kind, mandate, data });
  }
  return entries;
}

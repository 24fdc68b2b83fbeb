import type { Direction, LaneCode, Means, Presence, Scan } from "@cordon/access/words";
import type { Device } from "@cordon/ground/identity/device-side.ts";
import type { Instant, PlaceId, ScanId } from "@cordon/kernel";
import { askToKeep, makeWay, type Operation } from "@cordon/ui/device";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** What the server said last, but for the signed documents. */
export interface Standing {
  readonly gate: PlaceId;
  readonly mandateUntil: Instant | null;
  /** Of vehicles; absent: as `mandateUntil`. */
  readonly vehicleMandateUntil?: Instant | null;
  readonly skewMs: number;
  /** When the revocations were complete, by the server's clock. */
  readonly revocationsAsOf: Instant;
  readonly presenceVersion: number;
  /** How long who went in may be known; null or absent: not told. */
  readonly retentionDays?: number | null;
}

interface Kept {
  readonly device: Device;
  readonly operation: Operation;
  /** The root's public key, base64url: learned with the first answer after enrolment, never replaced. */
  readonly root: string;
  /** The signed documents as they came: read and verified anew when the page opens. */
  readonly keys: string;
  readonly rules: string;
  readonly revocations: Uint8Array;
  readonly standing: Standing;
  readonly work: { readonly lane: LaneCode; readonly direction: Direction; readonly means: Means };
}

/** A scan that the server will not take, in its own words: for people to look into, never thrown away. */
export interface RefusedScan {
  readonly scan: Scan;
  readonly because: string;
}

interface Schema extends DBSchema {
  kept: { key: keyof Kept; value: Kept[keyof Kept] };
  /** Keys count up: the order of scanning. Ids do not: they follow the clock, and a clock is set back. */
  scan: { key: number; value: Scan; indexes: { id: ScanId } };
  refused: { key: ScanId; value: RefusedScan };
  presence: { key: number; value: Presence };
  /** Space set aside, to be given up for scans when the device is full. */
  reserve: { key: number; value: Uint8Array };
}

export type Wrote = "kept" | "full";

const RESERVE_BYTES = 1_000_000;
/** `crypto.getRandomValues` gives no more at once. */
const RANDOM_BYTES = 65_536;

/** What the gate keeps through being closed, killed, switched off and out of reach. */
export class Keeping {
  readonly #database: IDBPDatabase<Schema>;
  /** Where the scans of this page are kept, so that one is written again without being looked for while somebody waits. */
  readonly #keys = new Map<ScanId, number>();
  #reserveGone = false;

  private constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  static async open(): Promise<Keeping> {
    const database = await openDB<Schema>("cordon-gate", 1, {
      upgrade(db) {
        db.createObjectStore("kept");
        db.createObjectStore("scan", { autoIncrement: true }).createIndex("id", "id", { unique: true });
        db.createObjectStore("refused", { keyPath: "scan.id" });
        db.createObjectStore("presence", { keyPath: "pass" });
        db.createObjectStore("reserve");
      },
      blocking: makeWay,
    });
    askToKeep();
    return new Keeping(database);
  }

  async get<Key extends keyof Kept>(key: Key): Promise<Kept[Key] | null> {
    const value: Kept[Key] | undefined = await this.#read(key);
    return value ?? null;
  }

  /** The store holds under each key what {@link Kept} says, because only `put` writes it. */
  #read<Key extends keyof Kept>(key: Key): Promise<Kept[Key] | undefined>;
  #read(key: keyof Kept): Promise<Kept[keyof Kept] | undefined> {
    return this.#database.get("kept", key);
  }

  /** What can be learned again does not take the room of scans: when the device is full, it is not kept. */
  async put<Key extends keyof Kept>(key: Key, value: Kept[Key]): Promise<Wrote> {
    return orFull(this.#database.put("kept", value, key));
  }

  async drop(key: keyof Kept): Promise<void> {
    await this.#database.delete("kept", key);
  }

  /** Begins anew as a device: of the one before, only the scans it still had to hand over stay. */
  async begin(device: Device): Promise<void> {
    const write = this.#database.transaction(["kept", "presence"], "readwrite");
    const kept = write.objectStore("kept");
    await kept.clear();
    await kept.put(device, "device");
    await write.objectStore("presence").clear();
    await write.done;
  }

  /** What the server has not taken yet, in the order of scanning. */
  async scans(most: number): Promise<readonly Scan[]> {
    return this.#database.getAll("scan", null, most);
  }

  async countScans(): Promise<number> {
    return this.#database.count("scan");
  }

  async refused(): Promise<readonly RefusedScan[]> {
    return this.#database.getAll("refused");
  }

  /**
   * Keeps a scan, or what became of it: durable when it returns where the gate acts on it, as far as a browser can tell. When the device is
   * full, the reserve goes first, then what is known of those inside, which the server can tell again.
   */
  async keepScan(scan: Scan): Promise<Wrote> {
    if ((await this.#keepScan(scan)) === "kept") return "kept";
    this.#reserveGone = true;
    await this.#database.clear("reserve").catch(() => undefined);
    if ((await this.#keepScan(scan)) === "kept") return "kept";
    await this.#database.clear("presence").catch(() => undefined);
    return this.#keepScan(scan);
  }

  async #keepScan(scan: Scan): Promise<Wrote> {
    return orFull(
      (async () => {
        // What is asked is in the server's journal before anybody acts on it; the disk is waited for where it is the only one that knows.
        const durability = scan.standing === "acted" ? "strict" : "relaxed";
        const write = this.#database.transaction("scan", "readwrite", { durability });
        // A failed write shows in `done`; what was asked before it then fails too, and is not another failure.
        const done = write.done;
        done.catch(() => undefined);
        const putting = write.store.put(scan, this.#keys.get(scan.id));
        putting.catch(() => undefined);
        write.commit();
        await done;
        this.#keys.set(scan.id, await putting);
      })(),
    );
  }

  async refuseScan(id: ScanId, because: string): Promise<void> {
    const write = this.#database.transaction(["scan", "refused"], "readwrite");
    const waiting = write.objectStore("scan");
    const key = await waiting.index("id").getKey(id);
    const scan = key === undefined ? undefined : await waiting.get(key);
    if (scan !== undefined) await write.objectStore("refused").put({ scan, because });
    if (key !== undefined) await waiting.delete(key);
    await write.done;
    this.#keys.delete(id);
  }

  async dropScans(ids: readonly ScanId[]): Promise<void> {
    const write = this.#database.transaction("scan", "readwrite");
    const drop = async (id: ScanId) => {
      const key = this.#keys.get(id) ?? (await write.store.index("id").getKey(id));
      if (key !== undefined) await write.store.delete(key);
    };
    await Promise.all([...ids.map(drop), write.done]);
    for (const id of ids) this.#keys.delete(id);
  }

  async presence(): Promise<readonly Presence[]> {
    return this.#database.getAll("presence");
  }

  /** Who is inside; who is not is not kept. */
  async putPresence(changes: readonly Presence[]): Promise<Wrote> {
    return orFull(
      (async () => {
        const write = this.#database.transaction("presence", "readwrite");
        const done = write.done;
        done.catch(() => undefined);
        for (const change of changes) {
          if (change.inside) void write.store.put(change).catch(() => undefined);
          else void write.store.delete(change.pass).catch(() => undefined);
        }
        await done;
      })(),
    );
  }

  async forgetPresence(): Promise<void> {
    await this.#database.clear("presence");
  }

  /** Sets the reserve aside where there is none. Random, so that no disk makes it small. */
  async setReserve(): Promise<Wrote> {
    if ((await this.#database.count("reserve")) > 0) {
      this.#reserveGone = false;
      return "kept";
    }
    const bytes = new Uint8Array(RESERVE_BYTES);
    for (let at = 0; at < bytes.length; at += RANDOM_BYTES)
      crypto.getRandomValues(bytes.subarray(at, Math.min(bytes.length, at + RANDOM_BYTES)));
    const wrote = await orFull(this.#database.put("reserve", bytes, 0));
    this.#reserveGone = wrote === "full";
    return wrote;
  }

  /** The space set aside was given up, or could not be had: the device is nearly full. */
  get reserveGone(): boolean {
    return this.#reserveGone;
  }
}

/** A full disk is expected at a gate; whatever else goes wrong in a write is not. */
async function orFull(writing: Promise<unknown>): Promise<Wrote> {
  try {
    await writing;
    return "kept";
  } catch (error) {
    if (error instanceof DOMException && (error.name === "QuotaExceededError" || error.name === "AbortError"))
      return "full";
    throw error;
  }
}

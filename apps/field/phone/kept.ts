import type { PlaceFeature } from "@cordon/command";
import type { Device } from "@cordon/ground/identity/device-side.ts";
import type { CommandId } from "@cordon/kernel";
import { askToKeep, makeWay, type Operation } from "@cordon/ui/device";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Letter, PhotoId, Returned } from "../outbox/letters.ts";
import type { Conflict, Press } from "../outbox/presses.ts";
import type { Calls, Fix, Messages, Overlays, Shifts, Tasks } from "./state.ts";

interface Kept {
  readonly device: Device;
  readonly tasks: Tasks;
  readonly places: readonly PlaceFeature[];
  readonly operation: Operation;
  readonly conflicts: readonly Conflict[];
  readonly returned: readonly Returned[];
  readonly calls: Calls;
  readonly shifts: Shifts;
  readonly messages: Messages;
  readonly overlays: Overlays;
  readonly fix: Fix;
  readonly favourites: readonly string[];
  readonly push: PushWish;
  /** The key photographs are kept under: it opens them in this browser and cannot be read out of it. */
  readonly photoKey: CryptoKey;
}

/** What the officer said of being told with the page closed. `ending`: no more, and the server does not know it yet. */
export type PushWish = "on" | "ending" | "off";

/** What is another unit's business once this phone is. */
const OF_THE_UNIT: readonly (keyof Kept)[] = [
  "tasks",
  "conflicts",
  "returned",
  "calls",
  "shifts",
  "messages",
  "overlays",
  "fix",
  "push",
];

/** A photograph as it is kept: sealed with AES-GCM. */
export interface SealedPhoto {
  readonly type: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

interface Schema extends DBSchema {
  kept: { key: keyof Kept; value: Kept[keyof Kept] };
  /** Each letter in a row of its own: two pages of one phone do not overwrite each other's. Keys count up. */
  letter: { key: number; value: Letter; indexes: { id: string } };
  photo: { key: PhotoId; value: SealedPhoto };
  /** Until version 1: presses alone. */
  press: { key: number; value: Press; indexes: { commandId: CommandId } };
}

/** What the phone keeps through being closed, switched off and out of reach. */
export class Keeping {
  readonly #database: IDBPDatabase<Schema>;

  private constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  static async open(): Promise<Keeping> {
    const database = await openDB<Schema>("cordon-field", 2, {
      async upgrade(db, from, _to, transaction) {
        if (from < 1) db.createObjectStore("kept");
        db.createObjectStore("photo");
        const letters = db.createObjectStore("letter", { autoIncrement: true });
        letters.createIndex("id", "id", { unique: true });
        if (from !== 1) return;
        // What an officer pressed before the page was updated is sent all the same.
        for (const press of await transaction.objectStore("press").getAll())
          await letters.add({ what: "press", id: press.commandId, press });
        db.deleteObjectStore("press");
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

  async put<Key extends keyof Kept>(key: Key, value: Kept[Key]): Promise<void> {
    await this.#database.put("kept", value, key);
  }

  /** In the order they were written. */
  async letters(): Promise<readonly Letter[]> {
    return this.#database.getAll("letter");
  }

  /** Durable when it returns, as far as a browser can tell. */
  async addLetter(letter: Letter): Promise<void> {
    const write = this.#database.transaction("letter", "readwrite", { durability: "strict" });
    await Promise.all([write.store.add(letter), write.done]);
  }

  async dropLetters(ids: readonly string[]): Promise<void> {
    const write = this.#database.transaction("letter", "readwrite");
    for (const id of ids) {
      const key = await write.store.index("id").getKey(id);
      if (key !== undefined) await write.store.delete(key);
    }
    await write.done;
  }

  async photo(id: PhotoId): Promise<SealedPhoto | null> {
    return (await this.#database.get("photo", id)) ?? null;
  }

  async putPhoto(id: PhotoId, photo: SealedPhoto): Promise<void> {
    await this.#database.put("photo", photo, id);
  }

  async dropPhotos(ids: readonly PhotoId[]): Promise<void> {
    const write = this.#database.transaction("photo", "readwrite");
    await Promise.all([...ids.map((id) => write.store.delete(id)), write.done]);
  }

  /** Another unit's tasks, messages and shifts are not its business. */
  async forgetUnit(): Promise<void> {
    const write = this.#database.transaction("kept", "readwrite");
    await Promise.all([...OF_THE_UNIT.map((key) => write.store.delete(key)), write.done]);
  }

  /** Forgets who this phone is and what it was told, and what it had to say. */
  async forget(): Promise<void> {
    await this.forgetUnit();
    const write = this.#database.transaction(["kept", "letter", "photo"], "readwrite");
    await Promise.all([
      write.objectStore("kept").delete("device"),
      write.objectStore("letter").clear(),
      write.objectStore("photo").clear(),
      write.done,
    ]);
  }
}

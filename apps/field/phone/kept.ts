import type { PlaceFeature, TaskView, UnitView } from "@cordon/command";
import type { Device } from "@cordon/ground/identity/device-side.ts";
import type { CommandId, Instant } from "@cordon/kernel";
import { askToKeep, makeWay, type Operation } from "@cordon/ui/device";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Conflict, Press } from "../queue/rules.ts";

/** What the server said last. */
export interface Tasks {
  readonly unit: UnitView;
  readonly open: readonly TaskView[];
  readonly ended: readonly TaskView[];
  /** By the server's clock. */
  readonly at: Instant;
}

interface Kept {
  readonly device: Device;
  readonly tasks: Tasks;
  readonly places: readonly PlaceFeature[];
  readonly operation: Operation;
  readonly conflicts: readonly Conflict[];
}

interface Schema extends DBSchema {
  kept: { key: keyof Kept; value: Kept[keyof Kept] };
  /** Each press in a row of its own: two pages of one phone do not overwrite each other's. Keys count up. */
  press: { key: number; value: Press; indexes: { commandId: CommandId } };
}

/** What the phone keeps through being closed, switched off and out of reach. */
export class Keeping {
  readonly #database: IDBPDatabase<Schema>;

  private constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  static async open(): Promise<Keeping> {
    const database = await openDB<Schema>("cordon-field", 1, {
      upgrade(db) {
        db.createObjectStore("kept");
        db.createObjectStore("press", { autoIncrement: true }).createIndex("commandId", "commandId", { unique: true });
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

  /** In the order they were pressed. */
  async presses(): Promise<readonly Press[]> {
    return this.#database.getAll("press");
  }

  /** Durable when it returns, as far as a browser can tell. */
  async addPress(press: Press): Promise<void> {
    const write = this.#database.transaction("press", "readwrite", { durability: "strict" });
    await Promise.all([write.store.add(press), write.done]);
  }

  async dropPresses(commandIds: readonly CommandId[]): Promise<void> {
    const write = this.#database.transaction("press", "readwrite");
    for (const commandId of commandIds) {
      const key = await write.store.index("commandId").getKey(commandId);
      if (key !== undefined) await write.store.delete(key);
    }
    await write.done;
  }

  async forgetTasks(): Promise<void> {
    const write = this.#database.transaction("kept", "readwrite");
    await Promise.all([write.store.delete("tasks"), write.store.delete("conflicts"), write.done]);
  }

  /** Forgets who this phone is and what it was told: another unit's tasks are not its business. */
  async forget(): Promise<void> {
    await this.forgetTasks();
    const write = this.#database.transaction(["kept", "press"], "readwrite");
    await Promise.all([write.objectStore("kept").delete("device"), write.objectStore("press").clear(), write.done]);
  }
}

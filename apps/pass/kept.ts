import { PASS_PREFIX } from "@cordon/access/rules";
import { z } from "zod";

/** What this phone keeps of itself: passes, and what the server said last of rules and keys. Nothing of it is ever sent. */
const Kept = z.object({
  passes: z.array(z.string().startsWith(PASS_PREFIX)).max(20).default([]),
  /** Index of the one that is shown. */
  shown: z.int().nonnegative().default(0),
  language: z.enum(["fr", "en"]).nullable().default(null),
  /** The signed rule set, and when it was asked for (milliseconds). */
  rules: z.object({ signed: z.string(), askedAt: z.number() }).nullable().default(null),
  /** The key set as the server published it. */
  keys: z.unknown().optional(),
});
export type Kept = z.infer<typeof Kept>;

const NAME = "cordon-pass";

/** Reads and writes the phone's storage; where there is none, it lasts as long as the page, and {@link lasts} is false. */
export class Keeper {
  readonly #storage: Storage | null;
  #kept: Kept;
  lasts: boolean;

  constructor(storage: Storage | null) {
    this.#storage = storage;
    this.lasts = storage !== null;
    this.#kept = this.#read();
  }

  get kept(): Kept {
    return this.#kept;
  }

  change(changed: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...changed };
    try {
      this.#storage?.setItem(NAME, JSON.stringify(this.#kept));
    } catch {
      // Full, or forbidden in a private window: the page says that it will not last.
      this.lasts = false;
    }
  }

  /** Keeps a pass and shows it; one that is there already is only shown. */
  add(pass: string): void {
    const { passes } = this.#kept;
    const known = passes.indexOf(pass);
    if (known >= 0) return this.change({ shown: known });
    const all = [...passes, pass].slice(-20);
    this.change({ passes: all, shown: all.length - 1 });
  }

  remove(pass: string): void {
    this.change({ passes: this.#kept.passes.filter((other) => other !== pass), shown: 0 });
  }

  #read(): Kept {
    try {
      return Kept.parse(JSON.parse(this.#storage?.getItem(NAME) ?? "{}"));
    } catch {
      // Written by something else or by an older page: begin anew.
      return Kept.parse({});
    }
  }
}

/** The browser's storage; null where the browser forbids it. */
export function browserStorage(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

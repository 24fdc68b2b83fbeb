import type { CommandApi } from "@cordon/command";
import { ulid } from "@cordon/kernel";
import type { Client } from "@cordon/ui";
import type { Letter } from "../outbox/letters.ts";
import type { Keeping } from "./kept.ts";
import type { Shown } from "./shown.ts";

/** What each part of the phone stands on. */
export interface Desk {
  readonly shown: Shown;
  readonly client: Client<CommandApi>;
  /** Null while the browser keeps nothing. */
  readonly keeping: () => Keeping | null;
  /** Keeps a letter, shows that it waits, and sends it when it may be. */
  readonly post: (letter: Letter) => Promise<void>;
  /** Whether this phone may ask and send as itself now. */
  readonly identified: () => boolean;
  readonly signal: AbortSignal;
}

/** A name that nothing else has, drawn here. */
export const newUlid = (nowMs = Date.now()): string => ulid(nowMs, crypto.getRandomValues(new Uint8Array(10)));

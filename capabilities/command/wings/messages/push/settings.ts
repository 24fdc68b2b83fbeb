import type { Vapid } from "./vapid.ts";

/** What pushing needs of the house. */
export interface PushSettings {
  readonly vapid: Vapid;
  /** Whom the server may call: see `isPushEndpoint`. */
  readonly hosts: readonly string[];
}

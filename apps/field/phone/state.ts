import type { PlaceFeature } from "@cordon/command";
import type { Offer, SignedIn } from "@cordon/ground/identity/device-side.ts";
import type { Problem } from "@cordon/ui";
import type { Operation } from "@cordon/ui/device";
import type { Conflict, Queue } from "../queue/rules.ts";
import type { Tasks } from "./kept.ts";

/** Where this phone stands with the server. */
export type Standing =
  | { readonly standing: "starting" }
  /** The browser keeps nothing (private mode of some): the phone cannot work. */
  | { readonly standing: "cannot-keep" }
  | { readonly standing: "unenrolled"; readonly problem: Problem | null }
  | { readonly standing: "offered"; readonly offer: Offer; readonly problem: Problem | null; readonly busy: boolean }
  | { readonly standing: "enrolled" }
  /** Somebody else is signed in with this browser. */
  | { readonly standing: "taken"; readonly by: SignedIn }
  | { readonly standing: "revoked" };

/** How news comes: at once, every quarter of a minute, or not at all. */
export type Reach = "live" | "polling" | "nobody";

export interface PhoneState {
  readonly at: Standing;
  readonly label: string;
  readonly operation: Operation | null;
  readonly tasks: Tasks | null;
  readonly places: readonly PlaceFeature[];
  readonly queue: Queue;
  readonly conflicts: readonly Conflict[];
  readonly reach: Reach;
  /** When the server was last heard, by this phone's clock. */
  readonly heardAtMs: number | null;
  /** What the server's clock is ahead of the phone's. */
  readonly aheadMs: number;
  /** What keeps the tasks from being read, other than being out of reach. */
  readonly problem: Problem | null;
  /** The server was updated: this page must be loaded again. */
  readonly outdated: boolean;
}

export const STARTING: PhoneState = {
  at: { standing: "starting" },
  label: "",
  operation: null,
  tasks: null,
  places: [],
  queue: [],
  conflicts: [],
  reach: "polling",
  heardAtMs: null,
  aheadMs: 0,
  problem: null,
  outdated: false,
};

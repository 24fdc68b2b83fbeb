import type { CommandApi, PlaceFeature, TaskView, UnitView } from "@cordon/command";
import type { Offer, SignedIn } from "@cordon/ground/identity/device-side.ts";
import type { Instant, SignalId } from "@cordon/kernel";
import type { Problem } from "@cordon/ui";
import type { Operation } from "@cordon/ui/device";
import { NO_TRIES, type Tries } from "../outbox/courier.ts";
import type { Outbox, Returned } from "../outbox/letters.ts";
import type { Conflict, Queue } from "../outbox/presses.ts";

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

/** What the server said last. */
export interface Tasks {
  readonly unit: UnitView;
  readonly open: readonly TaskView[];
  readonly ended: readonly TaskView[];
  /** By the server's clock. */
  readonly at: Instant;
}

/** How news comes: at once, every quarter of a minute, or not at all. */
export type Reach = "live" | "polling" | "nobody";

/** What became of this unit's calls for help, as the server said last. */
export type Calls = CommandApi["command.my-sos"]["output"]["calls"];
export type Shifts = CommandApi["command.my-shifts"]["output"];
/** Something drawn on the map for this unit to see. */
export type DrawnOverlay = CommandApi["command.list-overlays"]["output"]["overlays"][number];
export type Overlays = readonly DrawnOverlay[];
export type Messages = CommandApi["command.my-messages"]["output"]["messages"];

/** Where this phone was last. */
export interface Fix {
  readonly lon: number;
  readonly lat: number;
  readonly accuracyMetres: number;
  readonly headingDegrees: number | null;
  readonly speed: number | null;
  readonly atMs: number;
}

/**
 * Whether this phone shares where it is. `unknown`: the server was not asked yet; `unasked`: nobody has allowed it yet; `denied`: the browser
 * will not tell; `unsupported`: it cannot; `searching`: no position yet; `off-duty` and `paused`: it looks for none.
 */
export type Sharing = "unknown" | "unasked" | "denied" | "unsupported" | "searching" | "shared" | "off-duty" | "paused";

/**
 * Whether this phone is told though its page is closed. `unknown`: not found out yet; `unasked`: it could be, and nobody was asked yet; `off`:
 * switched off here; `failed`: the browser's push service was not reached; `unsupported`: this browser cannot; `unsent`: this server sends none.
 */
export type Pushing = "unknown" | "unasked" | "on" | "off" | "denied" | "failed" | "unsupported" | "unsent";

export interface PhoneState {
  readonly at: Standing;
  readonly label: string;
  readonly operation: Operation | null;
  readonly tasks: Tasks | null;
  readonly places: readonly PlaceFeature[];
  /** What is drawn for this unit; null until it was read. */
  readonly overlays: Overlays | null;
  /** All that waits to be sent. */
  readonly outbox: Outbox;
  /** Of that, what was pressed of tasks. */
  readonly queue: Queue;
  /** What the server would not take. */
  readonly returned: readonly Returned[];
  /** How the call for help that waits goes. */
  readonly sosTries: Tries;
  readonly calls: Calls;
  /** The last call whose end the officer has seen. */
  readonly callSeen: SignalId | null;
  readonly fix: Fix | null;
  readonly sharing: Sharing;
  /** Why its officer paused it; empty where it is not paused. */
  readonly pausedBecause: string;
  readonly pushing: Pushing;
  readonly shifts: Shifts | null;
  readonly messages: Messages | null;
  /** Of the photograph that is being sent, 0 to 1; null when none is. */
  readonly uploading: number | null;
  /** Phrase cards that are used often. */
  readonly favourites: readonly string[];
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
  overlays: null,
  outbox: [],
  queue: [],
  returned: [],
  sosTries: NO_TRIES,
  calls: [],
  callSeen: null,
  fix: null,
  sharing: "unknown",
  pausedBecause: "",
  pushing: "unknown",
  shifts: null,
  messages: null,
  uploading: null,
  favourites: [],
  conflicts: [],
  reach: "polling",
  heardAtMs: null,
  aheadMs: 0,
  problem: null,
  outdated: false,
};

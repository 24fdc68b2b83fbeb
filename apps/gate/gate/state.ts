import type {
  Direction,
  Gate,
  Holder,
  LaneCode,
  Means,
  Override,
  ScanSource,
  Verdict,
  Zone,
  ZoneNow,
} from "@cordon/access/words";
import type { Offer, SignedIn } from "@cordon/ground/identity/device-side.ts";
import type { Instant, Interval, PassNumber, PlaceId, ScanId } from "@cordon/kernel";
import type { Problem } from "@cordon/ui";
import type { Operation } from "@cordon/ui/device";

/*
 * Everything a screen of the gate shows. Moments named `...Ms` are milliseconds since 1970 by this device's own clock; an `Instant` is the
 * server's time, as well as this device knows it.
 */

/** Where this device stands with the server. */
export type Standing =
  | { readonly standing: "starting" }
  /** The browser keeps nothing (private mode of some): no scan could be kept, so the gate does not work here. */
  | { readonly standing: "cannot-keep" }
  /** `cleared`: the browser is still signed in as a device, but what it kept is gone: it must be enrolled again. */
  | { readonly standing: "unenrolled"; readonly problem: Problem | null; readonly cleared: boolean }
  | { readonly standing: "offered"; readonly offer: Offer; readonly problem: Problem | null; readonly busy: boolean }
  /** Somebody else is signed in with this browser. */
  | { readonly standing: "taken"; readonly by: SignedIn }
  /** Another page of this device is at work: two must not scan at once. This one takes over when the other is closed, or when told to. */
  | { readonly standing: "elsewhere" }
  /** Enrolled, but the command room has not said at which gate it works. */
  | { readonly standing: "no-post" }
  /** At its gate. Whether it may check is in `problems`. */
  | { readonly standing: "ready" }
  /** Not this operation's device any more. What it still had to say stays kept. */
  | { readonly standing: "revoked" };

/** How the server (or the site's node) is reached. */
export type Reach = { readonly reach: "live" } | { readonly reach: "cut"; readonly sinceMs: number };

export interface Post {
  readonly gate: PlaceId;
  /** As the rules describe it; null while it has no rules, or they do not know this gate. */
  readonly described: Gate | null;
  readonly zone: Zone | null;
}

/** What the steward has chosen: what is about to be scanned comes this way. */
export interface Work {
  readonly lane: LaneCode;
  readonly direction: Direction;
  readonly means: Means;
}

/** What the gate goes by. Null: it has none. */
export interface Holds {
  readonly rules: { readonly number: number; readonly publishedAt: Instant; readonly valid: Interval } | null;
  readonly keys: { readonly number: number; readonly publishedAt: Instant } | null;
  /** `asOf`: when the list was complete, as the server said it. */
  readonly revocations: { readonly count: number; readonly asOf: Instant } | null;
  /** Passes may be checked until then; null: no mandate is in force. */
  readonly mandateUntil: Instant | null;
  /** How many people's last movement it knows. */
  readonly presence: number;
}

/** What a pass said that was read. The holder is for comparing with an identity document or a plate. */
export interface Shown {
  readonly number: PassNumber;
  readonly category: string;
  readonly zones: readonly string[];
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  /** Null: the number was typed, and who holds the pass is known nowhere but on it. */
  readonly holder: Holder | null;
}

/** One scan and its verdict, until the next takes its place. */
export interface Ruling {
  /** Null: the gate could not check, and nothing was looked at. */
  readonly scan: ScanId | null;
  readonly at: Instant;
  /** With an `override` the person goes through in spite of it (unless the gate is closed): see `goesThrough` in check.ts. */
  readonly verdict: Verdict;
  /** `node`: ruled by the server, which knows what all gates of the zone let in. `alone`: by this device alone. */
  readonly basis: "node" | "alone";
  readonly source: ScanSource;
  readonly direction: Direction;
  readonly means: Means;
  /** Null where nothing was read as a pass. */
  readonly shown: Shown | null;
  readonly override: Override | null;
  /** The revocations it went by; null with none. */
  readonly revocationsAsOf: Instant | null;
  /** The gate where the pass went in, for `already-inside`, by the code on its sign; null when not known here. */
  readonly insideAt: string | null;
  /** What the server said too late, where it differs: the person has gone through or not. */
  readonly late: Verdict | null;
}

/** A supervisor lets somebody through: first the supervisor's own card, then the reason. */
export type Overriding =
  | { readonly step: "card"; readonly ruling: Ruling; readonly refused: "not-a-supervisor" | "unreadable" | null }
  | { readonly step: "reason"; readonly ruling: Ruling; readonly by: PassNumber };

/** A number that was typed. What comes of it is the next ruling. */
export type LookUp =
  | { readonly step: "asking"; readonly number: PassNumber }
  | {
      readonly step: "failed";
      readonly number: PassNumber;
      readonly because: "unknown-number" | "needs-server" | "not-permitted" | "broken";
    };

export type Facing = "environment" | "user";

export type Camera =
  | { readonly camera: "off" }
  | { readonly camera: "starting" }
  | {
      readonly camera: "on";
      readonly facing: Facing;
      /** `none`: this camera has no light. */
      readonly torch: "none" | "off" | "on";
      readonly canSwitch: boolean;
    }
  /** The page is hidden: it stops to spare the battery, and goes on by itself. */
  | { readonly camera: "paused" }
  /** `denied`: permission was refused. `none`: this device has no camera. `busy`: another app has it. `insecure`: the page is not served by https. */
  | { readonly camera: "failed"; readonly because: "denied" | "none" | "busy" | "insecure" | "broken" };

/** What is not as it should be; each is shown as long as it holds, the first first. */
export type GateProblem =
  /** Nothing more can be kept and the server is out of reach: the gate must not go on. */
  | { readonly problem: "cannot-keep" }
  | { readonly problem: "nearly-full" }
  | { readonly problem: "no-keys" }
  | { readonly problem: "no-rules" }
  | { readonly problem: "rules-not-in-force"; readonly valid: Interval }
  /** The rules it holds do not speak of this gate. */
  | { readonly problem: "gate-not-in-rules" }
  | { readonly problem: "no-mandate" }
  | { readonly problem: "no-revocations" }
  /** A key set or rule set was refused: signed by another root, broken, or older than what is held. Somebody may be forging. */
  | { readonly problem: "forged"; readonly what: "keys" | "rules" | "root"; readonly because: DocumentFault }
  | { readonly problem: "clock-skew"; readonly skewMs: number }
  /** The server was updated: the page must be loaded again. What waits is kept. */
  | { readonly problem: "outdated" }
  /** Scans the server will not take, kept here: the command room must know. */
  | { readonly problem: "refused-scans"; readonly count: number; readonly detail: string }
  /** The server answers, but not what was asked. */
  | { readonly problem: "server"; readonly detail: string };

export type DocumentFault = "malformed" | "another-root" | "bad-signature" | "older" | "not-a-document";

export interface GateState {
  readonly at: Standing;
  /** The device's name, as the command room gave it. */
  readonly label: string;
  readonly operation: Operation | null;
  readonly post: Post | null;
  /** Null until a gate is known. */
  readonly work: Work | null;
  readonly reach: Reach;
  /** When the server was last heard; null: never since the page was opened. */
  readonly heardAtMs: number | null;
  readonly holds: Holds;
  /** Device's clock minus the server's; null when never compared. */
  readonly skewMs: number | null;
  /** Scans that the server has not taken yet. */
  readonly waiting: number;
  /** A code was read and the server is being asked; the verdict follows in at most {@link ANSWER_WITHIN_MS}. */
  readonly checking: boolean;
  /** The last verdict; null before the first, and after it was put away. */
  readonly ruling: Ruling | null;
  readonly overriding: Overriding | null;
  readonly lookUp: LookUp | null;
  readonly camera: Camera;
  /** How many are inside, as the server last said; null: unknown. */
  readonly inside: ZoneNow | null;
  readonly problems: readonly GateProblem[];
}

/** How long a person at the gate waits for the server before the gate rules alone. */
export const ANSWER_WITHIN_MS = 1_500;

export const STARTING: GateState = {
  at: { standing: "starting" },
  label: "",
  operation: null,
  post: null,
  work: null,
  reach: { reach: "cut", sinceMs: 0 },
  heardAtMs: null,
  holds: { rules: null, keys: null, revocations: null, mandateUntil: null, presence: 0 },
  skewMs: null,
  waiting: 0,
  checking: false,
  ruling: null,
  overriding: null,
  lookUp: null,
  camera: { camera: "off" },
  inside: null,
  problems: [],
};

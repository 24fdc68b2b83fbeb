import { COMMAND_ROOM, DeviceId, entry, Instant, MandateId, OVERSIGHT, type Role } from "@cordon/kernel";
import { z } from "zod";
import { DeviceSite } from "../identity/words.ts";

const SEEN: readonly Role[] = [...new Set([...COMMAND_ROOM, ...OVERSIGHT])];

const NO_ORIGIN = "expected an origin such as https://node.example, with no path";

/** What gates of a site type, scheme and host: `https://node.trocadero.example`. */
export const NodeOrigin = z
  .string()
  .max(200)
  .regex(/^https?:\/\/[^/\s]+$/, NO_ORIGIN)
  .refine((text) => {
    const url = URL.parse(text);
    return url !== null && url.username + url.password + url.search + url.hash === "";
  }, NO_ORIGIN);

/** A node speaks for its site from now on, and its gates find it at `origin`. Said again when the origin changes. */
export const NodeConnected = entry(
  "node.connected",
  z.object({ node: DeviceId, site: DeviceSite, origin: NodeOrigin }),
  { roles: SEEN },
);

/** Everything the node's journal holds below `taken` is dealt with here: said in the transaction that does it, so each of its entries comes once. */
export const NodeReported = entry(
  "node.reported",
  z.object({ node: DeviceId, taken: z.int().positive(), entries: z.int().nonnegative() }),
  { roles: OVERSIGHT },
);

/** An entry that a node may not say: of another site, of a device that is not its own. It stands in the node's journal under `seq`, and nowhere else. */
export const NodeEntrySetAside = entry(
  "node.entry-set-aside",
  z.object({
    node: DeviceId,
    seq: z.int().nonnegative(),
    kind: z.string().max(80),
    because: z.string().min(1).max(500),
  }),
  { roles: SEEN },
);

/** An entry as one journal tells it another; `seq` is its number in the teller's. */
export const ToldEntry = z.object({
  seq: z.int().nonnegative(),
  kind: z.string().min(1).max(80),
  mandate: MandateId.nullable(),
  data: z.unknown(),
});
export type ToldEntry = z.infer<typeof ToldEntry>;

/** An enrolment that was offered to a gate of the site: its code's SHA-256, so that the code can be used where the internet is cut. */
export const OfferedCode = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/), device: DeviceId, until: Instant });
export type OfferedCode = z.infer<typeof OfferedCode>;

/** What the centre tells a node that follows it. */
export const Followed = z.object({
  /** The centre's clock as it answered. */
  now: Instant,
  entries: z.array(ToldEntry).readonly(),
  /** Where to ask from next; below `size` when there is more at once. */
  next: z.int().nonnegative(),
  /** How many entries the centre's journal has. */
  size: z.int().nonnegative(),
  codes: z.array(OfferedCode).readonly(),
});
export type Followed = z.infer<typeof Followed>;

/** How a node does, as it says itself. */
export const NodeStanding = z.object({
  /** The number of the centre's journal it asks from next. */
  followed: z.int().nonnegative(),
  /** Entries of its own that the centre has not taken. */
  waiting: z.int().nonnegative(),
  /** Its clock minus the centre's, milliseconds; null before it was compared. */
  skewMs: z.int().nullable(),
});
export type NodeStanding = z.infer<typeof NodeStanding>;

/** What the centre has taken: the number of the node's journal it wants next. Other than what the node thought: nothing was taken now. */
export const Taken = z.object({ taken: z.int().nonnegative(), now: Instant });

/** Entries in one report: some 200 kB, well under what a door takes. */
export const MOST_REPORTED = 200;
/** Entries in one answer to a node that follows. */
export const MOST_FOLLOWED = 1000;

/** A node as the command room sees it. */
export const NodeView = z.object({
  node: DeviceId,
  label: z.string(),
  site: DeviceSite,
  state: z.enum(["offered", "enrolled", "revoked"]),
  /** Null before it connected for the first time. */
  origin: z.string().nullable(),
  /** Heard within the last ten seconds. */
  connected: z.boolean(),
  heardAt: Instant.nullable(),
  /** Entries of this journal it has not looked at, when it was last heard. */
  behind: z.int().nonnegative().nullable(),
  waiting: z.int().nonnegative().nullable(),
  skewMs: z.int().nullable(),
  /** Entries it reported that were not taken over: see `node.entry-set-aside`. */
  setAside: z.int().nonnegative(),
});
export type NodeView = z.infer<typeof NodeView>;

import { Instant, type SessionId } from "@cordon/kernel";
import { z } from "zod";

/** How a call came in. Signing in depends on it; nothing else should. */
export interface Door {
  /** Where the caller's page was served from, e.g. `https://cordon.example`; its host was checked. Null for calls that no browser made. */
  readonly origin: string | null;
  /** Nothing between the caller and this machine: loopback address on both ends, a loopback Host, no trace of a proxy. */
  readonly fromThisMachine: boolean;
  /** The server rehearses: it may sign a rehearsal operator in, from this machine alone. */
  readonly rehearsing: boolean;
  /** The session the caller's cookie opened; null without one. */
  readonly session: SessionId | null;
}

/** A call from inside: workers, tests, the command line. */
export const noDoor: Door = { origin: null, fromThisMachine: false, rehearsing: false, session: null };

/**
 * What an operation marked `session: "opens"` adds to its output. The HTTP door moves it into the cookie `cordon_session` and takes it
 * out of the answer, so no script ever sees the token.
 */
export const SessionGrant = z.object({ token: z.string(), expiresAt: Instant });
export type SessionGrant = z.infer<typeof SessionGrant>;

/** How often one address may call an operation: for the ones that guess at secrets. */
export interface CallLimit {
  readonly calls: number;
  readonly perSeconds: number;
}

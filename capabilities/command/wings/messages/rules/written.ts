import { type Instant, millisecondsOf } from "@cordon/kernel";

/*
 * When a message was written, which is not when it arrived if its phone was out of reach. A thread keeps the order in which messages arrived,
 * as the journal does: what is new to whoever reads stands last, and an answer never stands before what it answers. Pure, for server and pages.
 */

/** A clock that says longer ago than this has lost its date. */
export const OLDEST_WRITTEN_DAYS = 30;
/** Sending takes a while; what took no longer than this is not said to have been late. */
const LATE_MS = 60_000;

/**
 * What a phone says of when a message was written, as far as that can be. Nobody loses what they wrote over a wrong clock: what lies ahead or
 * long ago is not taken, and the message is of when it arrived.
 * @param now the journal's time
 */
export function writtenWhen(said: Instant | null, now: Instant): Instant | undefined {
  if (said === null) return undefined;
  const agoMs = millisecondsOf(now) - millisecondsOf(said);
  return agoMs >= 0 && agoMs <= OLDEST_WRITTEN_DAYS * 86_400_000 ? said : undefined;
}

interface Timed {
  readonly at: Instant;
  readonly writtenAt: Instant | null;
}

/** The time that a message is shown with; `arrived` is null where that was about the same time. */
export function timesOf({ at, writtenAt }: Timed): { readonly written: Instant; readonly arrived: Instant | null } {
  if (writtenAt === null) return { written: at, arrived: null };
  return { written: writtenAt, arrived: millisecondsOf(at) - millisecondsOf(writtenAt) > LATE_MS ? at : null };
}

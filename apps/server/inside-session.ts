import { randomBytes } from "node:crypto";
import { instantOf, type Principal, SessionId } from "@cordon/kernel";
import { newId, type OpenSession, type SessionBook } from "@cordon/ground";

/** A session that the server gives to a worker of its own, in memory alone: the exercise speaks through the public doors with it. */
export interface InsideSession {
  readonly token: string;
  readonly sessions: SessionBook;
}

/** @param book every other session */
export function withInsideSession(book: SessionBook, principal: Principal): InsideSession {
  const token = randomBytes(32).toString("base64url");
  const session: OpenSession = {
    id: newId(SessionId),
    principal,
    rehearsal: true,
    until: instantOf(Date.UTC(9000, 0)),
  };
  return {
    token,
    sessions: {
      open: (given, now) => (given === token ? Promise.resolve(session) : book.open(given, now)),
      learn: (envelope) => book.learn(envelope),
      whenEnded: (open, listener) => (open.id === session.id ? () => undefined : book.whenEnded(open, listener)),
      [Symbol.dispose]: () => book[Symbol.dispose](),
    },
  };
}

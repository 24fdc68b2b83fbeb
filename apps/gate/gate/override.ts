import { type Credential, SUPERVISOR } from "@cordon/access/rules";
import type { Instant, PassNumber } from "@cordon/kernel";

/** Whose card this is, if it is a supervisor's, in force, and not revoked. In which zones it is good does not matter: supervisors go round. */
export function mayOverride(
  card: Credential,
  at: Instant,
  isRevoked: (pass: PassNumber) => boolean,
): PassNumber | "not-a-supervisor" | "unreadable" {
  if (card.kind === "unreadable") return "unreadable";
  if (card.kind !== "pass") return "not-a-supervisor";
  const { number, category, notBefore, notAfter } = card.claims;
  if (category !== SUPERVISOR || at < notBefore || at >= notAfter || isRevoked(number)) return "not-a-supervisor";
  return number;
}

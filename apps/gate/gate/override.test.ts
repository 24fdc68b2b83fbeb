import type { Credential } from "@cordon/access/rules";
import { Claims } from "@cordon/access/words";
import { Instant } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { mayOverride } from "./override.ts";

const NOW = Instant.parse("2024-07-26T18:00:00.000Z");
const CLAIMS = Claims.parse({
  number: 17,
  category: "supervisor",
  zones: ["G9"],
  notBefore: "2024-07-26T06:00:00.000Z",
  notAfter: "2024-07-27T06:00:00.000Z",
  holder: { kind: "person", initials: "CD", birthYear: 1979 },
});
const card = (said: Partial<Claims> = {}): Credential => ({ kind: "pass", claims: { ...CLAIMS, ...said } });
const never = () => false;

describe("a card that is held out to overrule a verdict", () => {
  it("is a supervisor's in force, of whatever zone", () => {
    expect(mayOverride(card(), NOW, never)).toBe(17);
  });

  it("is not anybody else's, nor a supervisor's that is over, not yet good, or revoked", () => {
    const refused = [
      mayOverride(card({ category: "resident" }), NOW, never),
      mayOverride(card({ notAfter: NOW }), NOW, never),
      mayOverride(card({ notBefore: Instant.parse("2024-07-26T18:00:00.001Z") }), NOW, never),
      mayOverride(card(), NOW, (pass) => pass === 17),
      mayOverride({ kind: "not-genuine", because: "bad-signature" }, NOW, never),
      mayOverride({ kind: "responder", service: "police" }, NOW, never),
    ];
    expect(new Set(refused)).toEqual(new Set(["not-a-supervisor"]));
  });

  it("is asked for again when it cannot be read", () => {
    expect(mayOverride({ kind: "unreadable", because: "malformed" }, NOW, never)).toBe("unreadable");
  });
});

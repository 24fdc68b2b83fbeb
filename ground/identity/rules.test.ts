import { ContingentId, DeviceId, Instant, isRefusal, PersonId, type Principal, UnitId } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeRoles, offerEnrolment, type PersonFacts, register, revokePerson } from "./rules.ts";
import { challengeEnd, issueChallenge } from "./secret.ts";
import { DeviceKind, PersonRole, PersonState } from "./words.ts";

const person = PersonId.parse("01J3ZK8Q4M7V9X2B5N6P0RSTWY");
const device = DeviceId.parse("01J3ZK8Q4M7V9X2B5N6P0RSTWX");
const unit = UnitId.parse("01J3ZK8Q4M7V9X2B5N6P0RSTW9");
const contingents = ["01J3ZK8Q4M7V9X2B5N6P0RSTW1", "01J3ZK8Q4M7V9X2B5N6P0RSTW2"].map((id) => ContingentId.parse(id));
const now = Instant.parse("2026-07-26T18:00:00.000Z");

const facts: fc.Arbitrary<PersonFacts> = fc.record({
  id: fc.constant(person),
  state: fc.constantFrom(...PersonState.options),
  roles: fc.uniqueArray(fc.constantFrom(...PersonRole.options), { minLength: 1 }),
});

describe("people", () => {
  it("always leaves an administrator, and changes nothing of who was revoked", () => {
    fc.assert(
      fc.property(
        facts,
        fc.nat(3),
        fc.uniqueArray(fc.constantFrom(...PersonRole.options), { minLength: 1 }),
        (who, others, roles) => {
          const admins = (holds: boolean) => others + (who.state === "active" && holds ? 1 : 0);
          const before = admins(who.roles.includes("admin"));
          const changed = changeRoles({ contingent: null }, who, { roles, contingent: null }, others);
          if (!isRefusal(changed) && before > 0) expect(admins(roles.includes("admin"))).toBeGreaterThan(0);
          const revoked = revokePerson(who, "over", others);
          if (!isRefusal(revoked) && before > 0) expect(others).toBeGreaterThan(0);
          if (who.state === "revoked")
            for (const outcome of [changed, revoked, register(who)]) expect(isRefusal(outcome)).toBe(true);
        },
      ),
    );
  });
});

describe("devices", () => {
  it("are of the offerer's contingent, and speak for a unit exactly when they are an officer's", () => {
    const some = fc.constantFrom(null, ...contingents);
    fc.assert(
      fc.property(
        fc.constantFrom(...DeviceKind.options),
        fc.constantFrom(null, unit),
        some,
        some,
        fc.constantFrom(null, "trocadero"),
        (kind, ofUnit, contingent, own, site) => {
          const by: Principal = { kind: "person", id: person, roles: ["operator"], contingent: own, unit: null };
          const outcome = offerEnrolment(by, { device, kind, unit: ofUnit, contingent, label: "x", site }, now);
          const fits = (kind === "field") === (ofUnit !== null) && (kind !== "field" || contingent !== null);
          const placed = kind === "gate" || (kind === "node") === (site !== null);
          expect(isRefusal(outcome)).toBe(!(fits && placed && (own === null || own === contingent)));
        },
      ),
    );
  });
});

describe("a challenge", () => {
  const secret = Buffer.alloc(32, 1);
  const until = Instant.parse("2026-07-26T18:05:00.000Z");

  it("holds for its purpose, its server and its time alone", () => {
    const challenge = issueChallenge(secret, "sign-in", until);
    expect(challengeEnd(secret, "sign-in", challenge, now)).toBe(Date.parse(until));
    expect(challengeEnd(secret, "sign-in", challenge, until)).toBeNull();
    expect(challengeEnd(secret, "enrol", challenge, now)).toBeNull();
    expect(challengeEnd(Buffer.alloc(32, 2), "sign-in", challenge, now)).toBeNull();
  });

  it("is refused with any bit changed, and in any other spelling", () => {
    const challenge = issueChallenge(secret, "sign-in", until);
    fc.assert(
      fc.property(fc.nat(54 * 8 - 1), (bit) => {
        const bytes = Buffer.from(challenge, "base64url");
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(challengeEnd(secret, "sign-in", bytes.toString("base64url"), now)).toBeNull();
      }),
    );
    for (const spelling of [
      `${challenge}=`,
      challenge.replaceAll("-", "+").replaceAll("_", "/"),
      `${challenge}A`,
      ` ${challenge}`,
    ]) {
      if (spelling !== challenge) expect(challengeEnd(secret, "sign-in", spelling, now)).toBeNull();
    }
  });

  it("is never issued twice", () => {
    expect(new Set(Array.from({ length: 1000 }, () => issueChallenge(secret, "sign-in", until))).size).toBe(1000);
  });
});

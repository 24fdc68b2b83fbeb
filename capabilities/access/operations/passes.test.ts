import { verify, createPublicKey } from "node:crypto";
import { isRefusal, PassNumber } from "@cordon/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodePass, fromBase64url, Revocations } from "../rules.ts";
import { openRoom, type Room } from "../testing/room.ts";
import { inDays, officer, operator, publishOne, request, steward, supervisor } from "../testing/standing.ts";
import { PassesIssued, PassesRevoked, PassLookedUp, type RevocationUpdate } from "../words.ts";

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  await publishOne(room);
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

function genuine(text: string, x: string): boolean {
  const decoded = decodePass(text);
  if (!decoded.read) throw new Error(decoded.because);
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return verify(null, decoded.toBeSigned, key, decoded.signature);
}

const numbers = (...given: number[]) => given.map((number) => PassNumber.parse(number));

describe("passes", () => {
  it("are issued with consecutive numbers, in the order they were asked for, and verify with the published key", async () => {
    const requests = [
      request(),
      request({ category: "visitor" }),
      request({ holder: { kind: "vehicle", plate: "AB-123-CD" } }),
      request({ category: "visitor", holder: { kind: "person", initials: "É", birthYear: 2012 } }),
    ];
    const { passes, kid } = await room.must("access.issue-passes", { requests }, officer);
    expect(passes.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
    const { keySet } = await room.must("access.pass-keys", {}, steward);
    const key = keySet.keys.find((each) => each.kid === kid);
    for (const [at, { number, text }] of passes.entries()) {
      expect(decodePass(text)).toMatchObject({ read: true, kid, claims: { ...requests[at], number } });
      expect(genuine(text, key?.x ?? "")).toBe(true);
      expect(text.length).toBeLessThanOrEqual(250);
    }
  });

  it("leave no trace of who holds them: neither in the journal nor in the tables", async () => {
    const holder = { kind: "person", initials: "QQW", birthYear: 1907 } as const;
    const plate = { kind: "vehicle", plate: "ZZ-987-ZZ" } as const;
    await room.must("access.issue-passes", { requests: [request({ holder }), request({ holder: plate })] }, officer);
    const kept = JSON.stringify([
      await room.entries(),
      await room.must("access.list-passes", { limit: 200 }, officer),
      (await room.store.pool.query("select * from access_pass")).rows,
    ]);
    for (const secret of ["QQW", "1907", "ZZ-987-ZZ"]) expect(kept).not.toContain(secret);
  });

  it("of a thousand alike are one run of one entry, and a thousand rows", async () => {
    const before = room.journal.size();
    const requests = Array.from({ length: 1000 }, (_, at) =>
      request({ category: at % 2 === 0 ? "resident" : "visitor" }),
    );
    const { passes } = await room.must("access.issue-passes", { requests }, officer);
    const [entry, ...others] = (await room.entries()).slice(before);
    expect(others).toEqual([]);
    expect(PassesIssued.data.parse(entry?.data).runs.map(({ count }) => count)).toEqual([500, 500]);
    expect(new Set(passes.map(({ number }) => number)).size).toBe(1000);
    for (const at of [0, 1, 498, 501, 999]) {
      const pass = passes[at];
      if (pass === undefined) throw new Error("a pass is missing");
      expect(decodePass(pass.text)).toMatchObject({
        claims: { number: pass.number, category: requests[at]?.category },
      });
      expect(await room.must("access.show-pass", { pass: pass.number }, officer)).toMatchObject({
        category: requests[at]?.category,
        revoked: null,
      });
    }
  });

  it("are refused all together, saying which request is at fault, and nothing is given out", async () => {
    const before = room.journal.size();
    for (const [wrong, said] of [
      [request({ zones: ["X1"] }), "Request 2: there is no zone X1."],
      [request({ category: "tourist" }), "Request 2: there is no category tourist."],
      [request({ notBefore: inDays(-3), notAfter: inDays(-2) }), "Request 2: it would have ended already."],
    ] as const) {
      const refused = await room.ask("access.issue-passes", { requests: [request(), wrong] }, officer);
      expect(isRefusal(refused) && refused.because).toBe(said);
    }
    const backwards = { ...request(), notBefore: inDays(3), notAfter: inDays(2) };
    expect(await room.call("access.issue-passes", { requests: [backwards] }, officer)).toMatchObject({
      refused: "invalid",
    });
    expect(await room.ask("access.issue-passes", { requests: [request()] }, operator)).toMatchObject({
      refused: "not-permitted",
    });
    expect(room.journal.size()).toBe(before);
  });

  it("asked for by several at once never share a number", async () => {
    const some = { requests: Array.from({ length: 60 }, () => request()) };
    const answers = await Promise.all(Array.from({ length: 8 }, () => room.must("access.issue-passes", some, officer)));
    const given = answers.flatMap(({ passes }) => passes.map(({ number }) => number));
    expect(new Set(given).size).toBe(480);
  });

  it("are looked up for a reason, which the journal keeps even of a number that nobody has", async () => {
    const before = room.journal.size();
    expect(await room.call("access.look-up-pass", { pass: 1, because: "  " }, steward)).toMatchObject({
      refused: "invalid",
    });
    expect(room.journal.size()).toBe(before);
    const looked = { pass: PassNumber.parse(1), because: "The print is torn" };
    expect(await room.must("access.look-up-pass", looked, steward)).toMatchObject({ pass: { number: 1 } });
    const nobodys = { pass: PassNumber.parse(4_000_000_000), because: "Typed at gate 7" };
    expect(await room.must("access.look-up-pass", nobodys, steward)).toEqual({ pass: null });
    expect((await room.entries()).slice(before)).toMatchObject([
      { kind: PassLookedUp.kind, data: { ...looked, gate: null }, by: { id: "p1" } },
      { kind: PassLookedUp.kind, data: nobodys },
    ]);
  });

  it("are listed newest first, a page at a time, by what they are", async () => {
    const first = await room.must("access.list-passes", { limit: 2 }, officer);
    expect(first.next).toBe(first.passes[1]?.number);
    const second = await room.must("access.list-passes", { limit: 2, before: first.next ?? undefined }, officer);
    expect(second.passes[0]?.number).toBe((first.passes[1]?.number ?? 0) - 1);
    const visitors = await room.must("access.list-passes", { category: "visitor", limit: 200 }, officer);
    expect(new Set(visitors.passes.map(({ category }) => category))).toEqual(new Set(["visitor"]));
    expect((await room.must("access.list-passes", { zone: "G2" }, officer)).passes).toEqual([]);
    expect(await room.ask("access.list-passes", {}, steward)).toMatchObject({ refused: "not-permitted" });
  });
});

describe("revocation", () => {
  const held = (update: RevocationUpdate, before: Revocations): Revocations => {
    if (update.form === "same") return before;
    const bytes = fromBase64url(update.bytes);
    if (bytes === undefined) throw new Error("not base64url");
    if (update.form === "delta") {
      expect(before.apply(bytes)).toBe("applied");
      return before;
    }
    const list = Revocations.decode(bytes);
    if (list === null) throw new Error("no list");
    return list;
  };

  it("takes passes back and gives them back; gates hear what changed since what they hold", async () => {
    await using own = await openRoom();
    await publishOne(own);
    await own.must("access.issue-passes", { requests: Array.from({ length: 50 }, () => request()) }, officer);
    let list = Revocations.empty();
    const catchUp = async () => {
      const update = await own.must("access.revocations", { since: list.version }, steward);
      list = held(update, list);
      expect(list.version).toBe(update.version);
      return update.form;
    };
    expect(await catchUp()).toBe("same");
    const revoke = { passes: numbers(3, 7, 7), reason: "lost", note: "" } as const;
    expect(await own.must("access.revoke-passes", revoke, officer)).toEqual({ revoked: 2 });
    expect(await catchUp()).toBe("whole");
    expect([3, 4, 7].map((number) => list.has(PassNumber.parse(number)))).toEqual([true, false, true]);
    const size = own.journal.size();
    expect(await own.must("access.revoke-passes", revoke, officer)).toEqual({ revoked: 0 });
    expect(own.journal.size()).toBe(size);
    expect(await catchUp()).toBe("same");

    await own.must("access.revoke-passes", { passes: numbers(9), reason: "stolen" }, officer);
    expect(await own.must("access.reinstate-passes", { passes: numbers(3, 5) }, officer)).toEqual({ reinstated: 1 });
    expect(await catchUp()).toBe("delta");
    expect([3, 5, 7, 9].map((number) => list.has(PassNumber.parse(number)))).toEqual([false, false, true, true]);
    expect(await own.must("access.show-pass", { pass: PassNumber.parse(9) }, officer)).toMatchObject({
      revoked: { reason: "stolen" },
    });
    expect(await own.must("access.list-passes", { state: "revoked" }, officer)).toMatchObject({
      issued: 50,
      revoked: 2,
    });
    // A version of another journal: whoever holds it gets everything.
    expect(await own.must("access.revocations", { since: 1_000_000 }, steward)).toMatchObject({ form: "whole" });
  });

  it("of a number that was never given out refuses the whole list", async () => {
    const size = room.journal.size();
    const refused = await room.ask(
      "access.revoke-passes",
      { passes: numbers(1, 4_000_000_000), reason: "lost" },
      officer,
    );
    expect(refused).toMatchObject({ refused: "not-found", because: expect.stringContaining("4000000000") });
    expect(room.journal.size()).toBe(size);
  });

  it("of ten thousand at once fits the journal's entries", async () => {
    await using own = await openRoom();
    await publishOne(own);
    for (let at = 0; at < 10; at++)
      await own.must("access.issue-passes", { requests: Array.from({ length: 1000 }, () => request()) }, officer);
    const passes = numbers(...Array.from({ length: 10_000 }, (_, at) => at + 1));
    expect(await own.must("access.revoke-passes", { passes, reason: "withdrawn" }, supervisor)).toEqual({
      revoked: 10_000,
    });
    expect((await own.entries()).filter(({ kind }) => kind === PassesRevoked.kind)).toHaveLength(2);
  }, 30_000);
});

import { ContingentId, isRefusal } from "@cordon/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { firstInvitation } from "./first-invitation.ts";
import { PublicKeyOptions } from "./passkey.ts";
import { sessionBook } from "./sessions.ts";
import { type Bend, SoftwareAuthenticator } from "./testing/authenticator.ts";
import { type Caller, ORIGIN, type TestHouse, testHouse } from "./testing/house.ts";

const Options = z.object({ options: PublicKeyOptions });
const Invited = z.object({ person: z.string(), link: z.string() });
const People = z.object({
  people: z.array(
    z.object({ id: z.string(), name: z.string().nullable(), state: z.string(), roles: z.array(z.string()) }),
  ),
});

const Commanders = z.object({
  people: z.array(z.object({ id: z.string(), name: z.string().nullable(), roles: z.array(z.string()) })),
});

const house = (rehearsing = false) => testHouse({ rehearsing });

function invitationIn(link: string): string {
  return link.slice(link.indexOf("#") + 1);
}

async function register(
  caller: Caller,
  link: string,
  authenticator: SoftwareAuthenticator,
  bend: Bend = {},
): Promise<void> {
  const invitation = invitationIn(link);
  const { options } = Options.parse(await caller.call("identity.begin-passkey", { invitation }));
  await caller.call("identity.add-passkey", { invitation, response: authenticator.create(options, bend) });
}

/** The first administrator, signed in. */
async function administrator(cordon: TestHouse): Promise<{ caller: Caller; authenticator: SoftwareAuthenticator }> {
  const invitation = await firstInvitation(cordon, ORIGIN);
  if (invitation === null || isRefusal(invitation)) throw new Error("no first invitation");
  const caller = cordon.caller();
  const authenticator = new SoftwareAuthenticator(ORIGIN);
  await register(caller, invitation.link, authenticator);
  return { caller, authenticator };
}

async function invite(
  admin: Caller,
  roles: readonly string[],
  contingent: string | null = null,
): Promise<{ person: string; link: string }> {
  return Invited.parse(await admin.call("identity.invite-person", { name: "Ada Lovelace", roles, contingent }));
}

describe("people", () => {
  it("lets the first administrator in by the link of the terminal, once", async () => {
    await using cordon = await house();
    const first = await firstInvitation(cordon, ORIGIN);
    const again = await firstInvitation(cordon, ORIGIN);
    if (first === null || isRefusal(first) || again === null || isRefusal(again)) throw new Error("no invitation");
    expect(first.link).toMatch(/^https:\/\/cordon\.example\/invitation#[\w-]{43}$/);

    const caller = cordon.caller();
    const authenticator = new SoftwareAuthenticator(ORIGIN);
    // A new start ends the link of the start before.
    expect(await caller.refusal("identity.begin-passkey", { invitation: invitationIn(first.link) })).toMatchObject({
      refused: "not-permitted",
    });
    await register(caller, again.link, authenticator);
    expect(await caller.call("identity.whoami")).toMatchObject({
      signedIn: true,
      name: "Administrator",
      roles: ["admin", "supervisor"],
      rehearsal: false,
    });
    expect(
      await cordon.caller().refusal("identity.begin-passkey", { invitation: invitationIn(again.link) }),
    ).toMatchObject({ refused: "not-permitted" });
    expect(await firstInvitation(cordon, ORIGIN)).toBeNull();
    expect((await cordon.entries()).map(({ kind }) => kind)).toEqual([
      "identity.person-invited",
      "identity.person-registered",
      "identity.passkey-added",
      "identity.signed-in",
    ]);
  });

  it.each(["ES256", "EdDSA"] as const)("signs in with a passkey of %s, again and again", async (algorithm) => {
    await using cordon = await house();
    const { caller: admin } = await administrator(cordon);
    const { person, link } = await invite(admin, ["operator"]);
    const authenticator = new SoftwareAuthenticator(ORIGIN, algorithm);
    await register(cordon.caller(), link, authenticator);
    for (let time = 0; time < 2; time++) {
      const caller = cordon.caller();
      expect(await caller.call("identity.whoami")).toEqual({ signedIn: false, rehearsalOffered: false });
      const { options } = Options.parse(await caller.call("identity.begin-sign-in"));
      await caller.call("identity.sign-in", { response: authenticator.get(options) });
      expect(await caller.session()).toMatchObject({
        principal: { kind: "person", id: person, roles: ["operator"], contingent: null },
        rehearsal: false,
      });
    }
  });

  /** For tests that change nothing but who was refused: one house and its administrator. */
  let shared: { readonly cordon: TestHouse } & Awaited<ReturnType<typeof administrator>>;
  beforeAll(async () => {
    const cordon = await house();
    shared = { cordon, ...(await administrator(cordon)) };
  });
  afterAll(() => shared?.cordon[Symbol.asyncDispose]());

  const wrong: readonly (readonly [string, Bend])[] = [
    ["another origin", { origin: "https://cordon.example.evil.test" }],
    ["another relying party", { rpId: "evil.test" }],
    ["a signature with one bit changed", { spoilSignature: true }],
    ["a challenge that this server never issued", { challenge: Buffer.alloc(54, 7).toString("base64url") }],
    ["a creation passed off as a sign-in", { type: "webauthn.create" }],
    ["no check of the user", { userVerified: false }],
    ["somebody else's handle", { userHandle: Buffer.from("01J3ZK8Q4M7V9X2B5N6P0RSTWY").toString("base64url") }],
    ["a counter that went back", { counter: 1 }],
  ];
  it.each(wrong)("refuses a passkey with %s", async (_, bend) => {
    const { cordon, authenticator } = shared;
    const caller = cordon.caller();
    const { options } = Options.parse(await caller.call("identity.begin-sign-in"));
    const before = (await cordon.entries()).length;
    expect(await caller.refusal("identity.sign-in", { response: authenticator.get(options, bend) })).toMatchObject({
      refused: "not-permitted",
    });
    expect(await caller.session()).toBeNull();
    expect(await cordon.entries()).toHaveLength(before);
    // The passkey itself is as good as before.
    await caller.call("identity.sign-in", { response: authenticator.get(options) });
    expect(await caller.session()).not.toBeNull();
  });

  it("refuses the same answer twice, one to an old challenge, and one to a challenge for another purpose", async () => {
    await using cordon = await house();
    const { caller: admin, authenticator } = await administrator(cordon);
    const caller = cordon.caller();
    const { options } = Options.parse(await caller.call("identity.begin-sign-in"));
    const keyWithoutCounter = new SoftwareAuthenticator(ORIGIN, "ES256", false);
    await register(caller, (await invite(admin, ["operator"])).link, keyWithoutCounter);
    const answer = keyWithoutCounter.get(options);
    await cordon.caller().call("identity.sign-in", { response: answer });
    expect(await cordon.caller().refusal("identity.sign-in", { response: answer })).toMatchObject({
      what: "challenge",
    });

    const { options: adding } = Options.parse(await admin.call("identity.begin-passkey", { invitation: null }));
    const { challenge } = z.object({ challenge: z.string() }).parse(adding);
    expect(
      await cordon.caller().refusal("identity.sign-in", { response: authenticator.get(options, { challenge }) }),
    ).toMatchObject({ what: "challenge" });

    const { options: old } = Options.parse(await caller.call("identity.begin-sign-in"));
    cordon.clock.pass(5 * 60);
    expect(await cordon.caller().refusal("identity.sign-in", { response: authenticator.get(old) })).toMatchObject({
      what: "challenge",
    });
  });

  it.each(
    wrong.filter(
      ([, bend]) =>
        bend.spoilSignature !== true &&
        bend.userHandle === undefined &&
        bend.counter === undefined &&
        bend.type === undefined,
    ),
  )("refuses to register a passkey with %s", async (_, bend) => {
    const { cordon, caller: admin } = shared;
    const { person, link } = await invite(admin, ["operator"]);
    await expect(register(cordon.caller(), link, new SoftwareAuthenticator(ORIGIN), bend)).rejects.toThrow(
      /not-permitted/,
    );
    const { people } = People.parse(await admin.call("identity.list-people"));
    expect(people.find(({ id }) => id === person)).toMatchObject({ state: "invited" });
  });

  it("takes an invitation up once, within a day, and after another only the newer one", async () => {
    await using cordon = await house();
    const { caller: admin } = await administrator(cordon);
    const { person, link } = await invite(admin, ["operator"]);
    const again = Invited.parse(await admin.call("identity.invite-again", { person }));
    await expect(register(cordon.caller(), link, new SoftwareAuthenticator(ORIGIN))).rejects.toThrow(/not-permitted/);
    await register(cordon.caller(), again.link, new SoftwareAuthenticator(ORIGIN));
    await expect(register(cordon.caller(), again.link, new SoftwareAuthenticator(ORIGIN))).rejects.toThrow(
      /not-permitted/,
    );
    const late = await invite(admin, ["operator"]);
    cordon.clock.pass(24 * 3600);
    await expect(register(cordon.caller(), late.link, new SoftwareAuthenticator(ORIGIN))).rejects.toThrow(
      /not-permitted/,
    );
  });

  it("adds a second passkey for whoever is signed in, and either signs in", async () => {
    await using cordon = await house();
    const { caller: admin, authenticator } = await administrator(cordon);
    const second = new SoftwareAuthenticator(ORIGIN, "EdDSA", false);
    const { options } = Options.parse(await admin.call("identity.begin-passkey", { invitation: null }));
    await admin.call("identity.add-passkey", { invitation: null, response: second.create(options) });
    for (const each of [authenticator, second]) {
      const caller = cordon.caller();
      const begun = Options.parse(await caller.call("identity.begin-sign-in"));
      await caller.call("identity.sign-in", { response: each.get(begun.options) });
      expect(await caller.call("identity.whoami")).toMatchObject({ name: "Administrator" });
    }
    expect(await cordon.caller().refusal("identity.begin-passkey", { invitation: null })).toMatchObject({
      refused: "not-permitted",
    });
    // A console that was left open a while ago makes no passkey for whoever sits down at it.
    cordon.clock.pass(10 * 60 + 1);
    expect(await admin.refusal("identity.begin-passkey", { invitation: null })).toMatchObject({
      refused: "not-permitted",
    });
  });

  it("ends every session of a revoked person at once, and their passkey opens no other", async () => {
    await using cordon = await house();
    const { caller: admin } = await administrator(cordon);
    const { person, link } = await invite(admin, ["operator"]);
    const operator = cordon.caller();
    const authenticator = new SoftwareAuthenticator(ORIGIN);
    await register(operator, link, authenticator);
    const session = await operator.session();
    if (session === null) throw new Error("not signed in");
    const ends: string[] = [];
    cordon.sessions.whenEnded(session, (end) => ends.push(end));

    await admin.call("identity.revoke-person", { person, because: "left the operation" });
    expect(ends).toEqual(["revoked"]);
    expect(await operator.session()).toBeNull();
    expect(await operator.call("identity.whoami")).toMatchObject({ signedIn: false });
    const { options } = Options.parse(await operator.call("identity.begin-sign-in"));
    expect(await operator.refusal("identity.sign-in", { response: authenticator.get(options) })).toMatchObject({
      refused: "not-permitted",
    });
    expect(await admin.refusal("identity.invite-again", { person })).toMatchObject({ refused: "not-possible-now" });
  });

  it("changes what a signed-in person may do from the next call on", async () => {
    await using cordon = await house();
    const { caller: admin } = await administrator(cordon);
    const { person, link } = await invite(admin, ["operator"]);
    const operator = cordon.caller();
    await register(operator, link, new SoftwareAuthenticator(ORIGIN));
    expect(await operator.refusal("identity.list-people")).toMatchObject({ refused: "not-permitted" });
    // Whom to ask to take command they may know, and nothing else of them.
    const { people } = Commanders.parse(await operator.call("identity.list-commanders"));
    expect(people).toContainEqual({ id: person, name: "Ada Lovelace", roles: ["operator"] });
    const session = await operator.session();
    if (session === null) throw new Error("not signed in");
    const ends: string[] = [];
    cordon.sessions.whenEnded(session, (end) => ends.push(end));
    await admin.call("identity.change-roles", { person, roles: ["auditor"], contingent: null });
    expect(ends).toEqual(["roles-changed"]);
    await operator.call("identity.list-people");
    expect(await operator.refusal("identity.list-commanders")).toMatchObject({ refused: "not-permitted" });
  });

  it("keeps one administrator who can let people in", async () => {
    await using cordon = await house();
    const { caller: admin } = await administrator(cordon);
    const person = (await admin.session())?.principal.id;
    expect(await admin.refusal("identity.revoke-person", { person, because: "by mistake" })).toMatchObject({
      refused: "conflict",
    });
    expect(
      await admin.refusal("identity.change-roles", { person, roles: ["operator"], contingent: null }),
    ).toMatchObject({ refused: "conflict" });
  });

  it("lets an administrator of one contingent make nobody who knows more than that", async () => {
    await using cordon = await testHouse();
    const { caller: admin } = await administrator(cordon);
    const own = ContingentId.parse("01J3ZK8Q4M7V9X2B5N6P0RSTW1");
    const { person: stranger } = await invite(admin, ["operator"]);
    const local = cordon.caller();
    const { person, link } = await invite(admin, ["admin"], own);
    await register(local, link, new SoftwareAuthenticator(ORIGIN));
    const { person: colleague } = await invite(local, ["operator"], own);
    const { people } = People.parse(await local.call("identity.list-people"));
    expect(people.map(({ id }) => id).toSorted()).toEqual([person, colleague].toSorted());
    for (const contingent of [null, "01J3ZK8Q4M7V9X2B5N6P0RSTW2"]) {
      const ask = { name: "x", roles: ["operator"], contingent };
      expect(await local.refusal("identity.invite-person", ask)).toMatchObject({ refused: "not-permitted" });
      const change = { person, roles: ["admin"], contingent };
      expect(await local.refusal("identity.change-roles", change)).toMatchObject({ refused: "not-permitted" });
    }
    for (const [name, more] of [
      ["identity.change-roles", { roles: ["operator"], contingent: own }],
      ["identity.revoke-person", { because: "x" }],
      ["identity.invite-again", {}],
    ] as const) {
      expect(await local.refusal(name, { person: stranger, ...more }), name).toMatchObject({ refused: "not-found" });
    }
  });

  it("keeps no name in the journal, and erases the one in the vault", async () => {
    await using cordon = await house();
    const { caller: admin } = await administrator(cordon);
    const { person } = await invite(admin, ["operator"]);
    expect(JSON.stringify(await cordon.entries())).not.toContain("Lovelace");
    await expect(cordon.callAs({ roles: ["data-protection"] }, "identity.erase-person", { person })).rejects.toThrow(
      /not-possible-now/,
    );
    await admin.call("identity.revoke-person", { person, because: "over" });
    await cordon.callAs({ roles: ["data-protection"] }, "identity.erase-person", { person });
    const { people } = People.parse(await admin.call("identity.list-people"));
    expect(people.find(({ id }) => id === person)).toMatchObject({ name: null, state: "revoked" });
  });
});

describe("sessions", () => {
  it("keeps only the hash of the token", async () => {
    await using cordon = await house();
    const { caller } = await administrator(cordon);
    const rows = await cordon.store.pool.query("select * from identity_session");
    expect(rows.rows).toHaveLength(1);
    expect(caller.token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(rows.rows)).not.toContain(caller.token);
    expect(JSON.stringify(await cordon.entries())).not.toContain(caller.token);
  });

  it("ends after an hour without use, and after twelve in any case", async () => {
    await using cordon = await house();
    const { caller, authenticator } = await administrator(cordon);
    cordon.clock.pass(3599);
    expect(await caller.session()).not.toBeNull();
    cordon.clock.pass(3600);
    expect(await caller.session()).toBeNull();

    const { options } = Options.parse(await caller.call("identity.begin-sign-in"));
    await caller.call("identity.sign-in", { response: authenticator.get(options) });
    for (let quarter = 0; quarter < 47; quarter++) {
      cordon.clock.pass(900);
      expect(await caller.session()).not.toBeNull();
    }
    cordon.clock.pass(900);
    expect(await caller.session()).toBeNull();
  });

  it("signs out here, and everywhere", async () => {
    await using cordon = await house();
    const { caller: one, authenticator } = await administrator(cordon);
    const two = cordon.caller();
    const { options } = Options.parse(await two.call("identity.begin-sign-in"));
    await two.call("identity.sign-in", { response: authenticator.get(options) });
    const three = cordon.caller({}, two.token);
    const stolen = cordon.caller({}, one.token);
    await one.call("identity.sign-out");
    expect(await stolen.session()).toBeNull();
    expect(await three.session()).not.toBeNull();
    await two.call("identity.sign-out-everywhere");
    expect(await three.session()).toBeNull();
  });

  it("opens nothing for a token that is made up", async () => {
    await using cordon = await house();
    for (const token of ["", "x", "0".repeat(43), "ü".repeat(43), "a".repeat(10_000)]) {
      expect(await cordon.sessions.open(token, cordon.clock.now())).toBeNull();
    }
  });

  it("ends on a node that heard nothing of it within five seconds", async () => {
    await using cordon = await house();
    const { caller } = await administrator(cordon);
    const parts = { read: cordon.store.read, journal: cordon.journal, now: cordon.clock.now, rehearsing: false };
    using deaf = sessionBook(parts);
    const token = caller.token ?? "";
    expect(await deaf.open(token, cordon.clock.now())).not.toBeNull();
    await caller.call("identity.sign-out");
    cordon.clock.pass(5);
    expect(await deaf.open(token, cordon.clock.now())).toBeNull();
  });

  it("is never opened from what was read before its end", async () => {
    await using cordon = await house();
    const { caller, authenticator } = await administrator(cordon);
    for (let time = 0; time < 20; time++) {
      const { options } = Options.parse(await caller.call("identity.begin-sign-in"));
      await caller.call("identity.sign-in", { response: authenticator.get(options) });
      const token = caller.token ?? "";
      // Lookups before, while and after the session ends; whatever they answered, it is over afterwards.
      const lookups = Array.from({ length: 8 }, () => cordon.sessions.open(token, cordon.clock.now()));
      await Promise.all([
        ...lookups,
        caller.call("identity.sign-out"),
        cordon.sessions.open(token, cordon.clock.now()),
      ]);
      expect(await cordon.sessions.open(token, cordon.clock.now())).toBeNull();
    }
  });

  it("remembers use across a restart of the server", async () => {
    await using cordon = await house();
    const { caller } = await administrator(cordon);
    cordon.clock.pass(3000);
    expect(await caller.session()).not.toBeNull();
    cordon.clock.pass(3000);
    // Another node, or this one started anew, which knows only the table.
    using other = sessionBook({
      read: cordon.store.read,
      journal: cordon.journal,
      now: cordon.clock.now,
      rehearsing: false,
    });
    await expect.poll(() => other.open(caller.token ?? "", cordon.clock.now())).not.toBeNull();
  });
});

describe("the rehearsal operator", () => {
  it("signs in on the machine itself, while the server rehearses, and says so", async () => {
    await using cordon = await house(true);
    const caller = cordon.caller({ fromThisMachine: true });
    expect(await caller.call("identity.whoami")).toEqual({ signedIn: false, rehearsalOffered: true });
    await caller.call("identity.sign-in-rehearsal");
    expect(await caller.call("identity.whoami")).toMatchObject({ signedIn: true, rehearsal: true });
    await cordon.caller({ fromThisMachine: true }).call("identity.sign-in-rehearsal");
    const { people } = People.parse(await caller.call("identity.list-people"));
    expect(people).toHaveLength(1);
    // It does not count as somebody: the terminal still prints the way in.
    expect(await firstInvitation(cordon, ORIGIN)).not.toBeNull();
  });

  it("stays out when the call came over the network, and when nobody rehearses", async () => {
    await using rehearsing = await house(true);
    expect(await rehearsing.caller().refusal("identity.sign-in-rehearsal")).toMatchObject({ refused: "not-permitted" });
    await using serious = await house();
    expect(await serious.caller({ fromThisMachine: true }).refusal("identity.sign-in-rehearsal")).toMatchObject({
      refused: "not-permitted",
    });
  });

  it("loses its sessions when the server stops rehearsing", async () => {
    await using cordon = await house(true);
    const caller = cordon.caller({ fromThisMachine: true });
    await caller.call("identity.sign-in-rehearsal");
    using serious = sessionBook({
      read: cordon.store.read,
      journal: cordon.journal,
      now: cordon.clock.now,
      rehearsing: false,
    });
    expect(await serious.open(caller.token ?? "", cordon.clock.now())).toBeNull();
  });
});

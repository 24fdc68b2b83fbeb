import { createHash, randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { access, DevicePosted, firstKeys, issuerIn, KeyId, PassesIssued } from "@cordon/access";
import {
  DeviceEnrolled,
  dispatching,
  EnrolmentOffered,
  identity,
  isSigningKeyProblem,
  isStoreProblem,
  journalMigrations,
  mandateBook,
  mandates,
  newId,
  openJournal,
  openStore,
  signingKeyIn,
  type Store,
  systemClock,
} from "@cordon/ground";
import {
  DeviceId,
  instantOf,
  isRefusal,
  type NewEntry,
  PassNumber,
  PlaceDrawn,
  type PlaceId,
  PlaceRemoved,
  type Principal,
  SessionId,
  SignalRaised,
} from "@cordon/kernel";
import { z } from "zod";
import { noVault, silentBus } from "../silence.ts";

/** Twenty zones of fifty gates, a device a gate: as many gates as one rule set may have. */
const ZONES = 20;
const GATES = 1000;

/** A device with its session, for the load. */
export interface Enrolled {
  readonly token: string;
  readonly gate: PlaceId;
}

const admin: Principal = { kind: "person", id: "bench", roles: ["admin", "supervisor"], contingent: null, unit: null };

const DAY_MS = 86_400_000;
const inDays = (days: number) => instantOf(Math.floor((Date.now() + days * DAY_MS) / 1000) * 1000);

/**
 * Furnishes a data folder before a server opens it: zones, gates, rules, passes and a mandate by the operations that draw them, devices and
 * their sessions straight into the journal and its tables, as a thousand enrolments would leave them.
 */
export async function furnish(folder: string, passes: number): Promise<readonly Enrolled[]> {
  await using opening = new AsyncDisposableStack();
  const keys = join(folder, "keys");
  await mkdir(keys, { recursive: true, mode: 0o700 });
  const opened = await openStore({ kind: "embedded", folder: join(folder, "postgres") });
  if (isStoreProblem(opened)) throw new Error(opened.message);
  const store = opening.use(opened);
  const issuer = issuerIn(keys);
  if ("problem" in issuer) throw new Error(issuer.message);
  opening.use(issuer);
  const rooms = [identity, mandates, access({ issuer, timeZone: "Europe/Paris" })];
  const problem = await store.migrate([...journalMigrations, ...rooms.flatMap((room) => [...room.migrations])]);
  if (problem !== null) throw new Error(problem.message);
  const key = signingKeyIn(keys, "bench");
  if (isSigningKeyProblem(key)) throw new Error(key.message);
  const started = await openJournal({
    store,
    key,
    kinds: [...rooms.flatMap((room) => [...room.entries]), PlaceDrawn, PlaceRemoved, SignalRaised],
    projections: rooms.flatMap((room) => [...room.projections]),
    clock: systemClock,
    bus: silentBus,
    shared: false,
  });
  if ("problem" in started) throw new Error(started.problem);
  const journal = opening.use(started);
  const book = opening.use(await mandateBook({ read: store.read, clock: systemClock }));
  const parts = { read: store.read, journal, mandates: book, vault: noVault, clock: systemClock };
  const dispatcher = dispatching({ operations: rooms.flatMap((room) => [...room.operations]), ...parts });
  async function must<Output>(name: string, input: unknown, output: z.ZodType<Output>): Promise<Output> {
    const answer = await dispatcher.call(name, input, admin);
    if (isRefusal(answer)) throw new Error(`${name}: ${answer.because}`);
    return output.parse(answer.output);
  }
  async function append(...entries: readonly NewEntry[]): Promise<void> {
    const by = { kind: "system", id: "bench" } as const;
    const done = await journal.run({ by, operation: "bench.furnish", decide: async () => ({ entries, output: null }) });
    if (isRefusal(done)) throw new Error(done.because);
  }

  const publishing = firstKeys(issuer, systemClock.now());
  await append(publishing);
  const places: PlaceId[] = [];
  const Drawn = z.object({ place: z.custom<PlaceId>((value) => typeof value === "string") });
  for (let zone = 0; zone < ZONES; zone++) await must("access.draw-zone", zoneAt(zone), Drawn);
  for (let gate = 0; gate < GATES; gate++) {
    const { place } = await must("access.draw-gate", gateAt(gate), Drawn);
    places.push(place);
  }
  await must("access.draft-rules", { categories: [RESIDENT], rules: [ON_FOOT] }, z.unknown());
  const valid = { from: inDays(-1), until: inDays(30) };
  await must("access.publish-rules", { valid, basedOn: 0 }, z.unknown());
  await must("mandates.grant", { ...ORDER, period: { from: inDays(-1), until: inDays(1) } }, z.unknown());
  // In runs that fit a statement: what is tried is scanning, not issuing.
  const kid = KeyId.parse(issuer.spare([]).kid);
  const run = {
    category: "resident",
    zones: Array.from({ length: 8 }, (_, zone) => codeOf(zone)),
    notBefore: inDays(-1),
    notAfter: inDays(8),
    holder: "person" as const,
  };
  for (let first = 1; first <= passes; first += 50_000) {
    const count = Math.min(50_000, passes - first + 1);
    await append(PassesIssued.of({ first: PassNumber.parse(first), kid, runs: [{ ...run, count }] }));
  }
  const devices = places.map((gate) => ({
    device: newId(DeviceId),
    gate,
    token: randomBytes(32).toString("base64url"),
  }));
  for (let from = 0; from < devices.length; from += 100) {
    const some = devices.slice(from, from + 100);
    await append(...some.flatMap(({ device, gate }, at) => enrolment(device, gate, `Device ${from + at}`)));
  }
  await openSessions(store, devices);
  return devices.map(({ token, gate }) => ({ token, gate }));
}

const key = { kty: "OKP", crv: "Ed25519", x: Buffer.alloc(32, 1).toString("base64url") } as const;

function enrolment(device: DeviceId, gate: PlaceId, label: string): readonly NewEntry[] {
  const offered = { device, kind: "gate" as const, unit: null, contingent: null, site: null, label, until: inDays(1) };
  return [
    EnrolmentOffered.of(offered),
    DeviceEnrolled.of({ device, contingent: null, key }),
    DevicePosted.of({ device, gate, lane: "A" }),
  ];
}

async function openSessions(
  store: Store,
  devices: readonly { readonly device: DeviceId; readonly token: string }[],
): Promise<void> {
  const client = await store.connect({ name: "bench sessions" });
  try {
    await client.query(
      `insert into identity_session (id, token_hash, actor_kind, actor, rehearsal, opened_at, used_at, idle_seconds, until)
       select id, hash, 'device', actor, false, now(), now(), 86400, now() + interval '1 day'
       from unnest($1::text[], $2::text[], $3::text[]) as session (id, hash, actor)`,
      [
        devices.map(() => newId(SessionId)),
        devices.map(({ token }) => createHash("sha256").update(token).digest("hex")),
        devices.map(({ device }) => device),
      ],
    );
  } finally {
    await client.end();
  }
}

const codeOf = (zone: number) => `Z${zone}`;
const RESIDENT = { code: "resident", name: { fr: "Riverain", en: "Resident" } };
const ALWAYS = { spans: [], weekly: [], except: [] };
const ON_FOOT = {
  id: "on-foot",
  zones: [],
  regimes: ["grey"],
  categories: [],
  means: ["foot"],
  ages: null,
  when: ALWAYS,
  effect: "admit",
  pass: "needed",
  idCheckFromAge: 13,
  note: "",
};
const WEST = 2.25;
const SOUTH = 48.84;

/** Five by four squares of about 700 m by 550 m. */
function zoneAt(zone: number) {
  const west = WEST + (zone % 5) * 0.01;
  const south = SOUTH + Math.floor(zone / 5) * 0.005;
  const ring = [
    [west, south],
    [west + 0.01, south],
    [west + 0.01, south + 0.005],
    [west, south + 0.005],
    [west, south],
  ];
  const name = { fr: `Zone ${zone}`, en: `Zone ${zone}` };
  const shape = { type: "Polygon", coordinates: [ring] };
  return { code: codeOf(zone), name, regime: "grey", shape, capacity: 1_000_000, antiPassback: true };
}

function gateAt(gate: number) {
  const zone = gate % ZONES;
  const west = WEST + (zone % 5) * 0.01;
  const south = SOUTH + Math.floor(zone / 5) * 0.005;
  const along = (Math.floor(gate / ZONES) + 0.5) / (GATES / ZONES);
  return {
    code: `${gate}`,
    name: { fr: `Accès ${gate}`, en: `Gate ${gate}` },
    position: [west + along * 0.01, south],
    zone: codeOf(zone),
    site: `site-${zone}`,
    lanes: [
      { code: "A", direction: "in", means: [] },
      { code: "B", direction: "out", means: [] },
    ],
    hours: ALWAYS,
  };
}

const ORDER = {
  reference: "BENCH-1",
  authority: "Bench",
  legalBasis: "None: a measurement",
  processings: ["pass-check"],
  events: [],
  purpose: "event-security",
  statement: { fr: "Mesure.", en: "A measurement." },
  area: {
    type: "Polygon",
    coordinates: [
      [
        [2.2, 48.8],
        [2.4, 48.8],
        [2.4, 48.9],
        [2.2, 48.9],
        [2.2, 48.8],
      ],
    ],
  },
  retentionDays: 3,
};

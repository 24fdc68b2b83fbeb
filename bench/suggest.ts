import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command } from "@cordon/command";
import { restBookFrom, ForceIndex, forces as forcesWing, load } from "@cordon/command/forces";
import { PowersGranted } from "@cordon/command/forces/words";
import { ShiftPlanned } from "@cordon/command/roster/words";
import {
  dispatching,
  isSigningKeyProblem,
  isStoreProblem,
  journalMigrations,
  mandateBook,
  mandates,
  newId,
  openJournal,
  openStore,
  signingKeyIn,
  systemClock,
  tablesOf,
} from "@cordon/ground";
import {
  ContingentId,
  ContingentRegistered,
  instantOf,
  isRefusal,
  LegalPower,
  type NewEntry,
  PlaceDrawn,
  PlaceId,
  type Position,
  type Principal,
  ShiftId,
  STANDARD_UNIT_KINDS,
  type TrackPoint,
  UnitId,
  UnitRegistered,
} from "@cordon/kernel";
import { z } from "zod";
import type { Measurement } from "./measurement.ts";
import { mulberry, percentile } from "./numbers.ts";
import { noVault, silentBus } from "./silence.ts";

const UNITS = 63_000;
const CONTINGENTS = 43;
const QUESTIONS = 2000;
/** The plain scan takes so long that a few dozen say what it costs. */
const SCANS = 20;
const SLICE = 3000;
const QUARTER_MS = 15 * 60_000;
const HALF_HOUR_MS = 2 * QUARTER_MS;
/** A whole minute: a quarter of an hour from it nothing begins or ends. */
const BEGAN_MS = Math.floor(Date.now() / 60_000) * 60_000;
const OPERATOR: Principal = { kind: "person", id: "bench", roles: ["operator"], contingent: null, unit: null };
const Answered = z.object({
  suggestions: z.array(z.object({ unit: z.object({ id: z.string() }) })),
  suitable: z.number(),
  leftOut: z.array(z.unknown()),
});

/**
 * The best units for a task among 63,000 of 43 contingents, asked through the operation as a console asks, with abilities, powers, rest and
 * travel time, while every tenth of a second's positions come in between. The reference is the same operation before the index is there: every unit read
 * from the tables and the plain rule asked of each. The two must agree, or there is no measurement.
 */
export async function* suggestBench(): AsyncGenerator<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), "cordon-bench-suggest-"));
  try {
    yield await measure(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string): Promise<Measurement> {
  const random = mulberry(7);
  const last = new Map<number, TrackPoint>();
  let moved: TrackPoint[] = [];
  const see = (track: number) => {
    const lon = 2.2 + random() * 0.3;
    const lat = 48.75 + random() * 0.2;
    const point = { track, lon, lat, heading: 0, speed: 0, atMs: Date.now() };
    last.set(track, point);
    moved.push(point);
  };
  const positions = {
    position: (track: number) => last.get(track) ?? null,
    each: () => {},
    moved(since: number, take: (track: number, lon: number, lat: number, atMs: number) => void) {
      for (const { track, lon, lat, atMs } of moved) take(track, lon, lat, atMs);
      moved = [];
      return since;
    },
  };
  const room = command({ positions });
  const index = new ForceIndex(positions);
  await using opening = new AsyncDisposableStack();
  const store = await openStore({ kind: "embedded", folder });
  if (isStoreProblem(store)) throw new Error(store.message);
  opening.use(store);
  const rooms = [mandates, room];
  const problem = await store.migrate([...journalMigrations, ...rooms.flatMap(({ migrations }) => [...migrations])]);
  if (problem !== null) throw new Error(problem.message);
  const key = signingKeyIn(folder, "bench");
  if (isSigningKeyProblem(key)) throw new Error(key.message);
  const journal = await openJournal({
    store,
    key,
    kinds: rooms.flatMap(({ entries }) => [...entries]),
    projections: rooms.flatMap(({ projections }) => [...projections]),
    clock: systemClock,
    bus: silentBus,
    shared: false,
  });
  if ("problem" in journal) throw new Error(journal.problem);
  opening.use(journal);
  const book = opening.use(await mandateBook({ read: store.read, clock: systemClock }));
  const dispatcher = dispatching({
    operations: forcesWing(index, positions).operations,
    ...{ read: store.read, journal, mandates: book, vault: noVault, clock: systemClock },
  });
  for (const entries of forces(random)) {
    const by = { kind: "system", id: "bench" } as const;
    const done = await journal.run({ by, operation: "bench.forces", decide: async () => ({ entries, output: null }) });
    if (isRefusal(done)) throw new Error(done.because);
  }
  await store.pool.query("analyze");
  for (let track = 1; track <= UNITS; track++) if (track % 50 !== 0) see(track);

  const ask = async (input: object) => {
    const began = performance.now();
    const answer = await dispatcher.call("command.suggest-units", input, OPERATOR);
    const ms = performance.now() - began;
    if (isRefusal(answer)) throw new Error(answer.because);
    return { ms, said: JSON.stringify(Answered.parse(answer.output)) };
  };
  const questions = Array.from({ length: QUESTIONS }, () => question(random));
  const compared = questions.slice(0, SCANS);
  const scans: number[] = [];
  const expected: string[] = [];
  for (const input of compared) {
    const { ms, said } = await ask(input);
    scans.push(ms);
    expected.push(said);
  }
  await load(index, tablesOf(store.read));
  (await restBookFrom(index, { read: store.read, clock: systemClock })).all(Date.now());
  index.opened();
  for (const [at, input] of compared.entries()) {
    const { said } = await ask(input);
    if (said !== expected[at]) throw new Error(`the index answers question ${at} unlike the plain scan`);
  }
  const times: number[] = [];
  for (const input of questions) {
    // 12,600 positions a second, as many as come in a tenth of one.
    for (let update = 0; update < 1260; update++) see(1 + Math.floor(random() * UNITS));
    times.push((await ask(input)).ms);
  }
  const ours = percentile(times, 0.99);
  const reference = percentile(scans, 0.5);
  return {
    bench: "suggest",
    metric: "suggest-p99",
    value: ours,
    unit: "ms",
    reference: {
      what: "every unit read from the tables, the plain rule asked of each; the middle one",
      value: reference,
    },
    ratio: ours / reference,
    target: 20,
  };
}

/**
 * Two units of three have worked: a shift of eight hours that began up to a day ago, so that some work, some must rest by now, and some
 * are rested. Rest changes on the quarter, never between the two answers that are compared.
 */
function shiftsOf(unit: UnitId, contingent: ContingentId, place: PlaceId, random: () => number): readonly NewEntry[] {
  if (random() < 1 / 3) return [];
  const begin = BEGAN_MS - Math.floor(random() * 48) * HALF_HOUR_MS - QUARTER_MS;
  const [from, until] = [instantOf(begin), instantOf(begin + 16 * HALF_HOUR_MS)];
  const shift = { id: newId(ShiftId), unit, contingent, place, capability: "patrol", from, until, override: "" };
  return [ShiftPlanned.of(shift)];
}

function* forces(random: () => number): Generator<readonly NewEntry[]> {
  const post = newId(PlaceId);
  yield [
    PlaceDrawn.of({
      ...{ id: post, reference: "POST", kind: "post", name: { fr: "Poste", en: "Post" }, regime: null },
      shape: { type: "Point", coordinates: [2.3, 48.85] },
    }),
  ];
  const contingents = Array.from({ length: CONTINGENTS }, () => newId(ContingentId));
  yield contingents.flatMap((id, at): NewEntry[] => {
    const nation = `${String.fromCharCode(65 + (at % 26))}${at < 26 ? "A" : "B"}`;
    const named = {
      id,
      reference: `C${at}`,
      name: `Contingent ${at}`,
      nation,
      languages: at % 3 === 0 ? ["fr"] : ["en"],
    };
    const grants = LegalPower.options
      .filter(() => random() < 0.6)
      .map((power) => ({ power, places: null, period: null }));
    return [ContingentRegistered.of(named), PowersGranted.of({ contingent: id, grants, releasableTo: null })];
  });
  for (let from = 0; from < UNITS; from += SLICE) {
    yield Array.from({ length: Math.min(SLICE, UNITS - from) }, (_, at): readonly NewEntry[] => {
      const track = from + at + 1;
      const kind = STANDARD_UNIT_KINDS[Math.floor(random() * STANDARD_UNIT_KINDS.length)]?.code ?? "patrol";
      const contingent = contingents[Math.floor(random() * CONTINGENTS)] ?? newId(ContingentId);
      const unit = newId(UnitId);
      return [
        UnitRegistered.of({ id: unit, callSign: `B${track}`, kind, contingent, strength: 4, track }),
        ...shiftsOf(unit, contingent, post, random),
      ];
    }).flat();
  }
}

/** A third asks for nothing but who is near: then all 63,000 suit. */
function question(random: () => number): object {
  const position: Position = [2.2 + random() * 0.3, 48.75 + random() * 0.2];
  const asks = random();
  if (asks < 1 / 3) return { position };
  const abilities = [random() < 0.5 ? "search-explosives" : "observe"];
  return { position, needs: asks < 2 / 3 ? { abilities } : { abilities, powers: ["search-bag"], languages: ["fr"] } };
}

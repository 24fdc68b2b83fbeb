import { QueueReported, Scanned } from "@cordon/access";
import { MessageSent } from "@cordon/command/messages/words";
import { FenceDrawn, OverlayDrawn } from "@cordon/command/picture/words";
import { PostRequired, ShiftPlanned, ShiftTakenUp } from "@cordon/command/roster/words";
import { type Clock, newId } from "@cordon/ground";
import {
  ContingentId,
  ContingentRegistered,
  FenceId,
  IncidentClosed,
  IncidentHandedOver,
  IncidentId,
  IncidentNoted,
  IncidentOpened,
  IncidentPrioritised,
  type Instant,
  instantOf,
  MessageId,
  millisecondsOf,
  type NewEntry,
  OverlayId,
  PlaceDrawn,
  PlaceId,
  type Position,
  ScanId,
  ShiftId,
  SignalConfirmed,
  SignalDismissed,
  SignalId,
  SignalMerged,
  SignalRaised,
  SubjectId,
  TaskAcknowledged,
  TaskFinished,
  TaskId,
  TaskOffered,
  TaskStarted,
  UnitId,
  UnitRegistered,
} from "@cordon/kernel";

const CONTINGENTS = 43;
/** Of six: 63,000 people. */
const UNITS = 10_500;
const GATES = 300;
const POSTS = 1000;
const DRAWINGS = 30;
const OPEN_AT_MOST = 60;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A number from 0 to below `below`, the same in every run. */
export function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * A day of an operation as its journal has it, without end: forces, places and the roster first, then what gates, cameras and people report,
 * what is decided of it, what units do and what is written; in the proportions of a large event's evening.
 */
export function* day(clock: Clock): Generator<NewEntry> {
  const draw = drawing(26_072_024);
  const by = { kind: "person", id: "bench" } as const;
  const somewhere = (): Position => [2.28 + draw(1000) / 10_000, 48.82 + draw(600) / 10_000];
  const pick = <Thing>(things: readonly Thing[]): Thing => {
    const thing = things[draw(things.length)];
    if (thing === undefined) throw new Error("nothing to draw from");
    return thing;
  };
  const contingents = Array.from({ length: CONTINGENTS }, () => newId(ContingentId));
  for (const [at, id] of contingents.entries()) {
    yield ContingentRegistered.of({
      id,
      reference: `C-${at}`,
      name: `Contingent ${at}`,
      nation: "FR",
      languages: ["fr"],
    });
  }
  const units: { readonly unit: UnitId; readonly contingent: ContingentId }[] = [];
  for (let track = 1; track <= UNITS; track++) {
    const one = { unit: newId(UnitId), contingent: pick(contingents) };
    units.push(one);
    yield UnitRegistered.of({
      id: one.unit,
      callSign: `U${track}`,
      kind: "patrol",
      contingent: one.contingent,
      strength: 6,
      track,
    });
  }
  const places: PlaceId[] = [];
  for (let at = 0; at < GATES; at++) {
    const id = newId(PlaceId);
    places.push(id);
    const shape = { type: "Point", coordinates: somewhere() } as const;
    const named = { reference: `P-${at}`, kind: "gate", name: { fr: `Porte ${at}`, en: `Gate ${at}` } } as const;
    yield PlaceDrawn.of({ id, ...named, shape, regime: null });
  }
  const shifts = yield* roster(clock, units, somewhere);
  for (let at = 0; at < DRAWINGS; at++) {
    const shape = { type: "Point", coordinates: somewhere() } as const;
    const drawn = { id: newId(OverlayId), version: 1, name: `Mark ${at}`, style: "mark", shape, text: "" } as const;
    yield OverlayDrawn.of({ ...drawn, audience: { to: "all" }, units: null });
    const [west, south] = somewhere();
    const ring: Position[] = [
      [west, south],
      [west + 0.002, south],
      [west + 0.002, south + 0.002],
      [west, south],
    ];
    const about = { kinds: [], contingents: [], on: "both", from: null, until: null } as const;
    const area = { type: "Polygon", coordinates: [ring] } as const;
    yield FenceDrawn.of({ id: newId(FenceId), name: `Fence ${at}`, area, ...about });
  }
  const waiting: SignalId[] = [];
  const incidents: IncidentId[] = [];
  const tasks: { readonly step: Step; done: number }[] = [];
  const kinds = ["density", "abandoned-object", "zone-entry", "report"] as const;
  let number = 0;
  for (;;) {
    const lot = draw(100);
    const now = clock.now();
    if (lot < 50) yield scanned(now, pick(places), draw);
    else if (lot < 51) yield written(pick(units));
    else if (lot < 52 && shifts.length > 0) {
      const shift = shifts.pop();
      if (shift !== undefined) yield ShiftTakenUp.of({ ...shift, commandId: null, pressedAt: now, relieves: null });
    } else if (lot < 56)
      yield QueueReported.of(QueueReported.data.parse({ gate: pick(places), lane: "A", waiting: draw(400), at: now }));
    else if (lot < 66 || waiting.length === 0) {
      const id = newId(SignalId);
      waiting.push(id);
      const where = { position: somewhere(), place: pick(places), camera: null, zone: null, box: null };
      const said = { kind: pick(kinds), confidence: 0.8, note: "Seen at the north quay", exhibits: [] };
      yield SignalRaised.of({ id, since: now, noticedAt: now, ...where, ...said });
    } else if (lot < 74) {
      const [signal] = waiting.splice(draw(waiting.length), 1);
      if (signal === undefined) continue;
      const fate = draw(10);
      const incident = incidents[draw(incidents.length)];
      if (fate < 6) yield SignalDismissed.of({ signal, reason: "no-action", note: "" });
      else if (fate < 8 && incident !== undefined) yield SignalMerged.of({ signal, incident });
      else {
        const id = newId(IncidentId);
        incidents.push(id);
        const said = { number: ++number, kind: pick(kinds), title: `Incident ${number}`, priority: 2 } as const;
        yield IncidentOpened.of({ id, ...said, position: somewhere(), place: pick(places), commander: by, signal });
        yield SignalConfirmed.of({ signal, incident: id });
      }
    } else if (lot < 82 && incidents.length > 0) {
      const at = draw(incidents.length);
      const incident = pick(incidents);
      const deed = draw(12);
      if (incidents.length > OPEN_AT_MOST) {
        const [closed] = incidents.splice(at, 1);
        if (closed !== undefined) yield IncidentClosed.of({ incident: closed, outcome: "Put right by the patrol" });
      } else if (deed === 0) yield IncidentPrioritised.of({ incident, priority: 1 });
      else if (deed === 1) yield IncidentHandedOver.of({ incident, commander: by });
      else yield IncidentNoted.of({ incident, text: "The patrol says that the crowd is calm and the gate closed." });
    } else if (tasks.length < OPEN_AT_MOST * 3 && incidents.length > 0) {
      const to = pick(units);
      const task = newId(TaskId);
      tasks.push({ step: { task, ...to, commandId: null, pressedAt: now }, done: 0 });
      yield TaskOffered.of({ id: task, incident: pick(incidents), ...to, order: "Go and look", position: somewhere() });
    } else if (tasks.length > 0) {
      const at = draw(tasks.length);
      const task = pick(tasks.slice(at, at + 1));
      task.done += 1;
      if (task.done === 1) yield TaskAcknowledged.of(task.step);
      else if (task.done === 2) yield TaskStarted.of(task.step);
      else {
        tasks.splice(at, 1);
        yield TaskFinished.of({ ...task.step, note: "Done" });
      }
    }
  }
}

/** Posts that need a unit around the clock, and a shift of eight hours for every unit at one of them: some are left without for hours. */
function* roster(
  clock: Clock,
  units: readonly { readonly unit: UnitId; readonly contingent: ContingentId }[],
  somewhere: () => Position,
): Generator<NewEntry, { readonly shift: ShiftId; readonly unit: UnitId; readonly contingent: ContingentId }[]> {
  const midnight = Math.floor(millisecondsOf(clock.now()) / DAY_MS) * DAY_MS;
  const posts = Array.from({ length: POSTS }, () => newId(PlaceId));
  for (const [at, id] of posts.entries()) {
    const shape = { type: "Point", coordinates: somewhere() } as const;
    const named = { reference: `Q-${at}`, kind: "post", name: { fr: `Poste ${at}`, en: `Post ${at}` } } as const;
    yield PlaceDrawn.of({ id, ...named, shape, regime: null });
    const whole = { from: instantOf(midnight), until: instantOf(midnight + 2 * DAY_MS) };
    yield PostRequired.of({ place: id, requirements: [{ capability: "patrol", units: 4, ...whole }] });
  }
  const planned: { readonly shift: ShiftId; readonly unit: UnitId; readonly contingent: ContingentId }[] = [];
  for (const [at, { unit, contingent }] of units.entries()) {
    const shift = newId(ShiftId);
    planned.push({ shift, unit, contingent });
    const begin = midnight + (at % 6) * 8 * HOUR_MS;
    const when = { from: instantOf(begin), until: instantOf(begin + 8 * HOUR_MS) };
    const place = posts[Math.floor(at / 6) % POSTS] ?? newId(PlaceId);
    yield ShiftPlanned.of({ id: shift, unit, contingent, place, capability: "patrol", ...when, override: "" });
  }
  return planned;
}

/** A message to a unit; what was written is in the vault, and erased by the next day. */
function written({ unit, contingent }: { readonly unit: UnitId; readonly contingent: ContingentId }): NewEntry {
  const message = newId(MessageId);
  const from = { units: [unit], from: null, own: false, to: { kind: "unit", unit }, urgency: "routine", replyTo: null };
  return MessageSent.of(
    MessageSent.data.parse({ message, thread: `unit:${unit}`, contingent, text: newId(SubjectId), ...from }),
  );
}

type Step = Parameters<typeof TaskStarted.of>[0];

function scanned(now: Instant, gate: PlaceId, draw: (below: number) => number): NewEntry {
  const verdict = { is: "admit-with-id-check", identity: null } as const;
  const how = { lane: "A", direction: "in", source: "camera", means: "foot", standing: "asked", override: null };
  const known = { rules: 1, revocationsAsOf: now, skewMs: 0 };
  const scan = { id: newId(ScanId), gate, at: now, pass: draw(40_000) + 1, found: verdict, ...how, ...known };
  const device = { kind: "device", id: "bench" };
  const ruled = { zone: "GRIS", verdict, double: false, countsAt: now, fromTheFuture: false };
  return Scanned.of(Scanned.data.parse({ scan, device, ...ruled }));
}

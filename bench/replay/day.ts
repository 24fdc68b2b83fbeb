import { QueueReported, Scanned } from "@cordon/access";
import { type Clock, newId } from "@cordon/ground";
import {
  ContingentId,
  ContingentRegistered,
  IncidentClosed,
  IncidentHandedOver,
  IncidentId,
  IncidentNoted,
  IncidentOpened,
  IncidentPrioritised,
  type NewEntry,
  type Instant,
  PlaceDrawn,
  PlaceId,
  type Position,
  ScanId,
  SignalConfirmed,
  SignalDismissed,
  SignalId,
  SignalMerged,
  SignalRaised,
  TaskAcknowledged,
  TaskFinished,
  TaskId,
  TaskOffered,
  TaskStarted,
  UnitId,
  UnitRegistered,
} from "@cordon/kernel";

const CONTINGENTS = 43;
const UNITS = 2000;
const PLACES = 300;
const OPEN_AT_MOST = 60;

/** A number from 0 to below `below`, the same in every run. */
export function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * A day of an operation as its journal has it, without end: forces and places first, then what gates, cameras and people report, what is
 * decided of it, and what units do; in the proportions of a large event's evening.
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
      strength: 4,
      track,
    });
  }
  const places: PlaceId[] = [];
  for (let at = 0; at < PLACES; at++) {
    const id = newId(PlaceId);
    places.push(id);
    const shape = { type: "Point", coordinates: somewhere() } as const;
    yield PlaceDrawn.of({
      id,
      reference: `P-${at}`,
      kind: "gate",
      name: { fr: `Porte ${at}`, en: `Gate ${at}` },
      shape,
      regime: null,
    });
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
    else if (lot < 56)
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

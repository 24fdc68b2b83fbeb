/**
 * Those who stand at the gates: they scan who comes, say how long the queue is, and count who is inside when they take over. Through the
 * operations that a gate's device and its stewards call.
 */
import { Instant, instantOf, millisecondsOf, PlaceId } from "@cordon/kernel";
import { z } from "zod";
import { cutOff, happeningsBetween } from "../scenario/at-gates.ts";
import { gates, zones } from "../scenario/perimeters.ts";
import { arrivalsBetween, insideAt, leavingBetween, minutesOfWait, perMinute } from "../scenario/visits.ts";
import { DoorClosed, type Doors } from "./doors.ts";
import { gatesInForce, type OpenGates } from "./open-gates.ts";
import { type HeldPass, passBook } from "./pass-book.ts";
import { type Looked, lookAtArrival, lookAtHappening, lookAtLeaving, type Moment, type SentScan } from "./scans.ts";
import { verdicts } from "./verdicts.ts";

export type GateCrew = {
  /** Everything that happened at the gates since, up to a second of the evening. */
  work(fromSeconds: number, untilSeconds: number): Promise<void>;
  /** Takes over at a second of the evening: the clock has jumped, or the exercise begins. */
  takeOver(scenarioSeconds: number): Promise<void>;
};

const Recorded = z.object({
  ruled: z.array(z.object({ verdict: z.object({ is: z.string() }) })),
  rules: z.int(),
});
const ZonesNow = z.object({ zones: z.array(z.object({ code: z.string(), inside: z.int() })) });
const LastScan = z.object({ scans: z.array(z.object({ at: Instant })) });
const Waits = z.object({
  gates: z.array(
    z.object({
      gate: PlaceId,
      code: z.string(),
      lanes: z.array(z.object({ code: z.string(), wait: z.object({ known: z.boolean() }) })),
    }),
  ),
});

/** As many scans as one call takes. */
const mostAtOnce = 200;
/** Passes that are remembered as inside. */
const mostInside = 5_000;
/** What the gates did just before the rehearsal joined them, seconds: as far back as a lane's rate looks. */
const broughtSeconds = 300;
/** A gate's stewards count their queue every so often, seconds of the evening; each of them has its turn. */
const queueEverySeconds = 600;
/** Gates that are refused - an order was withdrawn - try again after so long, milliseconds. */
const refusedRestMs = 30_000;
/** A count that is so far from what was planned is set right. */
const countOff = { share: 0.04, persons: 60 } as const;

const admitted = new Set(["admit", "admit-with-id-check", "escort"]);

export async function gateCrew(system: Doors, opened: OpenGates): Promise<GateCrew> {
  const book = await passBook(system, opened.valid);
  const ruling = verdicts(system);
  const inside: HeldPass[] = [];
  let inForce = opened;
  let rules = 0;
  let kept: Looked[] = [];
  let wentInTwice = false;
  let restUntilMs = 0;

  const momentAt = (realMs: Moment["realMs"]): Moment => ({
    book,
    verdicts: ruling,
    places: inForce.places,
    inside,
    rules,
    realMs,
  });

  const send = async (all: readonly Looked[]): Promise<void> => {
    for (let first = 0; first < all.length; first += mostAtOnce) {
      const some = all.slice(first, first + mostAtOnce);
      const scans: readonly SentScan[] = some.map(({ scan }) => scan);
      const answer = await system.tell("access.record-scans", { scans }, Recorded);
      for (const [at, { scan, pass }] of some.entries()) {
        const isIn = admitted.has(answer.ruled[at]?.verdict.is ?? "") || scan.override !== null;
        if (isIn && scan.direction === "in" && pass !== null) inside.push(pass);
      }
      if (inside.length > mostInside) inside.splice(0, inside.length - mostInside);
      if (answer.rules === rules) continue;
      // Somebody has published: other gates may be in force, and say something else.
      if (rules !== 0) inForce = await gatesInForce(system);
      rules = answer.rules;
      ruling.forget();
    }
  };

  const looks = async (fromSeconds: number, untilSeconds: number, moment: Moment): Promise<Looked[]> => {
    const seen: (Looked | null)[] = [];
    for (const arrival of arrivalsBetween(fromSeconds, untilSeconds)) seen.push(await lookAtArrival(arrival, moment));
    for (const one of happeningsBetween(fromSeconds, untilSeconds)) seen.push(lookAtHappening(one, moment));
    for (const one of leavingBetween(fromSeconds, untilSeconds)) seen.push(lookAtLeaving(one, moment));
    return seen.filter((one) => one !== null);
  };

  /** One that went in at the gate without a network goes in once more where there is one. */
  const elsewhere = (nowMs: number): Looked[] => {
    const first = kept.find(
      ({ scan, pass }) => pass !== null && scan.direction === "in" && admitted.has(scan.found.is),
    );
    const gate = gates.find(({ code }) => code === cutOff.elsewhere);
    const place = inForce.places.get(cutOff.elsewhere);
    if (!first || !gate || place === undefined) return [];
    wentInTwice = true;
    const { scan } = first;
    const id = `${scan.id.slice(0, -1)}${scan.id.endsWith("0") ? "1" : "0"}`;
    return [{ ...first, gate, scan: { ...scan, id, gate: place, lane: "A", at: instantOf(nowMs), standing: "asked" } }];
  };

  const tellQueues = async (fromSeconds: number, untilSeconds: number): Promise<void> => {
    const turn = queueEverySeconds / gates.length;
    for (let n = Math.floor(fromSeconds / turn) + 1; n <= Math.floor(untilSeconds / turn); n++) {
      const gate = gates[n % gates.length];
      const place = gate && inForce.places.get(gate.code);
      if (!gate || place === undefined) continue;
      for (const { code, direction, means } of gate.lanes)
        if (direction === "in" && means.length === 0) await tellQueue(gate, place, code, untilSeconds);
    }
  };

  const tellQueue = async (
    gate: (typeof gates)[number],
    place: string,
    lane: string,
    scenarioSeconds: number,
  ): Promise<void> => {
    const waiting = Math.round(perMinute(gate, scenarioSeconds) * minutesOfWait(gate, scenarioSeconds));
    await system.tell("access.report-queue", { gate: place, lane, waiting }, z.object({}));
  };

  const count = async (scenarioSeconds: number): Promise<void> => {
    const now = await system.ask("access.zones-now", {}, ZonesNow);
    for (const zone of zones) {
      const counted = now.zones.find(({ code }) => code === zone.code)?.inside;
      if (zone.capacity === null || counted === undefined) continue;
      const planned = insideAt(zone, scenarioSeconds);
      if (Math.abs(planned - counted) <= Math.max(countOff.persons, planned * countOff.share)) continue;
      const because = "Comptage à la prise de poste (exercice) / counted on taking over (exercise)";
      await system.tell("access.set-occupancy", { zone: zone.code, inside: planned, because }, z.object({}));
    }
  };

  /** What gates did in the last minutes; they tell of it now. Of nothing that was told before, and under the orders of the evening. */
  const bringLastMinutes = async (scenarioSeconds: number): Promise<void> => {
    const nowMs = Date.now();
    const { scans } = await system.ask("access.list-scans", { limit: 1 }, LastScan);
    const last = scans[0] === undefined ? 0 : millisecondsOf(scans[0].at);
    const passed = Math.min(broughtSeconds, Math.floor((nowMs - last) / 1000) - 1, scenarioSeconds);
    if (passed <= 0) return;
    const moment = momentAt((each) => nowMs - (scenarioSeconds - each) * 1000);
    const seen = await looks(scenarioSeconds - passed, scenarioSeconds, moment);
    await send(seen.map((one) => ({ ...one, scan: { ...one.scan, standing: "acted" } })));
  };

  const tellUnknownQueues = async (scenarioSeconds: number): Promise<void> => {
    const now = await system.ask("access.gates-now", {}, Waits);
    for (const { gate: place, code, lanes } of now.gates) {
      const gate = gates.find((each) => each.code === code);
      if (!gate) continue;
      const unknown = new Set(lanes.filter(({ wait }) => !wait.known).map((lane) => lane.code));
      for (const lane of gate.lanes)
        if (lane.direction === "in" && lane.means.length === 0 && unknown.has(lane.code))
          await tellQueue(gate, place, lane.code, scenarioSeconds);
    }
  };

  /** Whoever is refused does not knock every second. */
  const unlessRefused = async (work: () => Promise<void>): Promise<void> => {
    if (Date.now() < restUntilMs) return;
    try {
      await work();
    } catch (error) {
      if (error instanceof DoorClosed) restUntilMs = Date.now() + refusedRestMs;
      throw error;
    }
  };

  let begun = false;
  return {
    takeOver: (scenarioSeconds) =>
      unlessRefused(async () => {
        kept = [];
        wentInTwice = false;
        if (!begun) await bringLastMinutes(scenarioSeconds);
        begun = true;
        await count(scenarioSeconds);
        await tellUnknownQueues(scenarioSeconds);
      }),
    work: (fromSeconds, untilSeconds) =>
      unlessRefused(async () => {
        const nowMs = Date.now();
        const seen = await looks(
          fromSeconds,
          untilSeconds,
          momentAt(() => nowMs),
        );
        kept.push(...seen.filter(({ scan }) => scan.standing === "acted"));
        const asked = seen.filter(({ scan }) => scan.standing === "asked");
        if (!wentInTwice && untilSeconds > (cutOff.fromSeconds + cutOff.untilSeconds) / 2)
          asked.push(...elsewhere(nowMs));
        if (kept.length > 0 && untilSeconds >= cutOff.untilSeconds) asked.push(...kept.splice(0));
        await send(asked);
        await tellQueues(fromSeconds, untilSeconds);
      }),
  };
}

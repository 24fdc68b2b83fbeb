/** Who came to the gates, as the scans their gates would send. */
import { instantOf, ulid } from "@cordon/kernel";
import { hash } from "@cordon/scenes";
import { type Happening, isCutOff } from "../scenario/at-gates.ts";
import { gates, type PlannedGate, zones } from "../scenario/perimeters.ts";
import { type Arrival, gateInto, greyBeside, laneOf, type Leaving, zoneOfTicket } from "../scenario/visits.ts";
import type { HeldPass, PassBook } from "./pass-book.ts";
import type { Verdict, Verdicts } from "./verdicts.ts";

/** A look at a gate, as `access.record-scans` takes it. */
export type SentScan = {
  readonly id: string;
  readonly gate: string;
  readonly lane: string;
  readonly direction: "in" | "out";
  readonly at: string;
  readonly source: "camera" | "none";
  readonly means: "foot" | "van" | "car";
  readonly pass: number | null;
  readonly found: Verdict;
  readonly standing: "asked" | "acted";
  readonly override: { readonly by: number; readonly reason: string; readonly note: string } | null;
  readonly rules: number;
  readonly revocationsAsOf: string | null;
  readonly skewMs: null;
};

/** A scan, when it is sent, and whose pass it was. */
export type Looked = { readonly scan: SentScan; readonly gate: PlannedGate; readonly pass: HeldPass | null };

/** What the scans of one moment have in common. */
export type Moment = {
  readonly book: PassBook;
  readonly verdicts: Verdicts;
  /** Places of the gates in force, by code. */
  readonly places: ReadonlyMap<string, string>;
  /** Passes that went in lately and are still inside, the first to go in first. */
  readonly inside: HeldPass[];
  /** The number of the rule set in force. */
  readonly rules: number;
  /** Real time, milliseconds since 1970, of a second of the evening. */
  realMs(scenarioSeconds: number): number;
};

/** A pass is shown again by whoever it was handed to; not one that has just been shown at this very moment. */
const handedOverAfter = 20;
const admit: Verdict = { is: "admit" };
/** One in so many who came to the wrong zone is let through: a child whose parents are inside. */
const overrideShare = 0.03;

/** @returns null where nobody is scanned: the gate is not in force, or closed at this hour */
export async function lookAtArrival(arrival: Arrival, moment: Moment): Promise<Looked | null> {
  const { ordinal, as } = arrival;
  switch (as) {
    case "ticket": {
      const gate = gateInto(zoneOfTicket(ordinal, 2), ordinal, 3);
      return looked(arrival, moment, gate, { category: "ticket", pass: null });
    }
    case "unreadable": {
      const gate = gateInto(zoneOfTicket(ordinal, 4), ordinal, 5);
      return written(arrival, moment, gate, { is: "unreadable", because: "no-code" }, null, { source: "camera" });
    }
    case "again": {
      const pass = moment.inside.at(-handedOverAfter);
      if (!pass) return null;
      return looked(arrival, moment, gateInto(pass.zone, ordinal, 6), { category: pass.category, pass });
    }
    case "elsewhere": {
      const pass = await moment.book.take();
      const seen = await looked(arrival, moment, gateInto(greyBeside(pass.zone, ordinal), ordinal, 7), {
        category: pass.category,
        pass,
      });
      if (seen?.scan.found.is !== "wrong-zone") return seen;
      if (hash(ordinal, 8) >= overrideShare) {
        moment.book.giveBack(pass);
        return seen;
      }
      const by = (await moment.book.supervisor()).number;
      return { ...seen, scan: { ...seen.scan, override: { by, reason: "child-with-adult", note: "" } } };
    }
    case "car":
    case "pass": {
      const pass = await moment.book.take();
      const means = as === "car" ? "car" : isForVehicles(pass) ? "van" : "foot";
      const seen = await looked(arrival, moment, gateInto(pass.zone, ordinal, 9), {
        category: pass.category,
        pass,
        means,
      });
      if (seen === null || as === "car") moment.book.giveBack(pass);
      return seen;
    }
  }
}

/** Nobody's pass has to be read on the way out; those who are known to be inside show theirs. */
export function lookAtLeaving(leaving: Leaving, moment: Moment): Looked | null {
  const pass = hash(leaving.ordinal, 15) < 0.7 ? (moment.inside.shift() ?? null) : null;
  const zone = pass?.zone ?? zoneOfTicket(leaving.ordinal, 16);
  return written(leaving, moment, gateInto(zone, leaving.ordinal, 17), admit, pass, { direction: "out" });
}

export function lookAtHappening(happening: Happening, moment: Moment): Looked | null {
  const gate = gates.find(({ code }) => code === happening.gate);
  if (!gate) throw new Error(`the scenario has no gate ${happening.gate}`);
  const one = { ordinal: Math.round(happening.atSeconds), atSeconds: happening.atSeconds };
  return happening.is === "escort"
    ? written(one, moment, gate, { is: "escort", service: happening.service }, null)
    : written(one, moment, gate, { is: "not-genuine", because: "bad-signature" }, null, { source: "camera" });
}

type Shows = { readonly category: string; readonly pass: HeldPass | null; readonly means?: SentScan["means"] };

async function looked(
  who: { readonly ordinal: number; readonly atSeconds: number },
  moment: Moment,
  gate: PlannedGate,
  { category, pass, means = "foot" }: Shows,
): Promise<Looked | null> {
  const place = moment.places.get(gate.code);
  if (place === undefined) return null;
  const ruled = await moment.verdicts.of({ gate: place, means, category, pass: pass?.zones ?? null });
  if (ruled.is === "gate-closed") return null;
  const found: Verdict = pass?.revoked ? { is: "revoked" } : ruled;
  return written(who, moment, gate, found, pass, { means, source: pass === null ? "none" : "camera" });
}

function written(
  { ordinal, atSeconds }: { readonly ordinal: number; readonly atSeconds: number },
  moment: Moment,
  gate: PlannedGate,
  found: Verdict,
  pass: HeldPass | null,
  said: {
    readonly direction?: "in" | "out";
    readonly means?: SentScan["means"];
    readonly source?: SentScan["source"];
  } = {},
): Looked | null {
  const place = moment.places.get(gate.code);
  const { direction = "in", means = "foot", source = pass === null ? "none" : "camera" } = said;
  const lane = laneOf(gate, means === "foot" ? direction : "vehicle", ordinal) ?? gate.lanes[0]?.code;
  if (place === undefined || lane === undefined) return null;
  const atMs = Math.round(moment.realMs(atSeconds));
  const scan: SentScan = {
    id: ulid(atMs, crypto.getRandomValues(new Uint8Array(10))),
    gate: place,
    lane,
    direction,
    at: instantOf(atMs),
    source,
    means,
    pass: pass?.number ?? null,
    found,
    standing: isCutOff(gate.code, atSeconds) ? "acted" : "asked",
    override: null,
    rules: moment.rules,
    revocationsAsOf: instantOf(atMs),
    skewMs: null,
  };
  return { scan, gate, pass };
}

function isForVehicles(pass: HeldPass): boolean {
  return zones.find(({ code }) => code === pass.zone)?.capacity === null;
}

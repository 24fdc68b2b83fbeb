/** The passes of those who come: given out by the desk in batches, each shown once, and found again after a restart. */
import { type Instant, instantOf, millisecondsOf, PassNumber } from "@cordon/kernel";
import { hash } from "@cordon/scenes";
import { z } from "zod";
import { zones } from "../scenario/perimeters.ts";
import { zoneOfPass } from "../scenario/visits.ts";
import type { Doors } from "./doors.ts";
import type { Validity } from "./open-gates.ts";

export type HeldPass = {
  readonly number: number;
  readonly category: string;
  /** The first of its zones. */
  readonly zone: string;
  readonly zones: readonly string[];
  readonly revoked: boolean;
};

export type PassBook = {
  /** One that nobody has shown yet; more are given out when there is none left. */
  take(): Promise<HeldPass>;
  /** It was shown in vain, and will be shown again. */
  giveBack(pass: HeldPass): void;
  /** A supervisor's own, which lets others through. */
  supervisor(): Promise<HeldPass>;
};

/** Half a thousand passes are some minutes of the busiest half hour. */
export const batch = 500;
/** Lost or stolen before the evening, of a batch: whoever found them tries. */
const revokedOfBatch = 2;

const Listed = z.object({
  passes: z.array(
    z.object({
      number: PassNumber,
      category: z.string(),
      zones: z.array(z.string()).min(1),
      notBefore: z.string(),
      notAfter: z.string(),
      revoked: z.unknown().nullable(),
    }),
  ),
  next: PassNumber.nullable(),
});
const Scanned = z.object({ scans: z.array(z.object({ pass: PassNumber.nullable() })), next: z.int().nullable() });
const Issued = z.object({ passes: z.array(z.object({ number: PassNumber })) });

/** @param valid passes are given for this very time, and known by it from those that others give out */
export async function passBook(system: Doors, valid: Validity): Promise<PassBook> {
  const term = { notBefore: wholeSecond(valid.from), notAfter: wholeSecond(valid.until) };
  const unused: HeldPass[] = [];
  const supervisors: HeldPass[] = [];
  const enter = (passes: readonly HeldPass[]): void => {
    for (const pass of passes) (pass.category === "supervisor" ? supervisors : unused).push(pass);
    // The desk numbers alike passes in a row; people come as they come.
    unused.sort((a, b) => hash(a.number, 21) - hash(b.number, 21));
  };
  const more = async (): Promise<void> => enter(await issueBatch(system, term));
  enter(await standing(system, term));

  return {
    async take() {
      if (unused.length === 0) await more();
      const pass = unused.shift();
      if (!pass) throw new Error("a batch held no pass");
      return pass;
    },
    giveBack: (pass) => void unused.push(pass),
    async supervisor() {
      if (supervisors.length === 0) await more();
      const pass = supervisors[0];
      if (!pass) throw new Error("a batch held no supervisor's pass");
      return pass;
    },
  };
}

type Term = { readonly notBefore: Instant; readonly notAfter: Instant };

function wholeSecond(instant: Instant): Instant {
  return instantOf(Math.floor(millisecondsOf(instant) / 1000) * 1000);
}

/** Those of the last batch that nobody has shown, as far as the last scans tell. */
async function standing(system: Doors, term: Term): Promise<readonly HeldPass[]> {
  const passes: z.infer<typeof Listed>["passes"] = [];
  for (let before: PassNumber | undefined; passes.length < batch; ) {
    const page = await system.ask("access.list-passes", { limit: 200, ...(before && { before }) }, Listed);
    passes.push(...page.passes.filter(({ notBefore, notAfter }) => isOf(term, notBefore, notAfter)));
    if (page.next === null) break;
    before = page.next;
    // Where others gave out many passes since, a new batch is cheaper than looking through theirs.
    if (page.passes.length > 0 && passes.length === 0) break;
  }
  if (passes.length === 0) return [];
  const shown = await shownOf(system);
  return passes
    .filter(({ number, category }) => category === "supervisor" || !shown.has(number))
    .map(({ number, category, zones: of, revoked }) => held(number, category, of, revoked !== null));
}

function isOf(term: Term, notBefore: string, notAfter: string): boolean {
  return notBefore === term.notBefore && notAfter === term.notAfter;
}

async function shownOf(system: Doors): Promise<ReadonlySet<number>> {
  const shown = new Set<number>();
  let before: number | undefined;
  for (let page = 0; page < 4; page++) {
    const input = { limit: 500, ...(before !== undefined && { before }) };
    const { scans, next } = await system.ask("access.list-scans", input, Scanned);
    for (const { pass } of scans) if (pass !== null) shown.add(pass);
    if (next === null) break;
    before = next;
  }
  return shown;
}

function held(number: number, category: string, of: readonly string[], revoked: boolean): HeldPass {
  return { number, category, zone: of[0] ?? "", zones: of, revoked };
}

async function issueBatch(system: Doors, term: Term): Promise<readonly HeldPass[]> {
  const requests = Array.from({ length: batch }, (_, n) => requestOf(n, term));
  const { passes } = await system.tell("access.issue-passes", { requests }, Issued);
  const numbers = passes.map(({ number }) => number);
  const lost = numbers.filter((_, n) => n > 0 && n <= revokedOfBatch);
  const reason = { reason: "lost", note: "Exercice / exercise" };
  await system.tell("access.revoke-passes", { passes: lost, ...reason }, z.object({ revoked: z.int() }));
  return requests.map(({ category, zones: of }, n) =>
    held(numbers[n] ?? 0, category, of, numbers[n] !== undefined && lost.includes(numbers[n])),
  );
}

/** Who lives, works, delivers and visits behind the barriers. Cumulative. */
const greyCategories = [
  ["resident", 0.5],
  ["worker", 0.8],
  ["visitor", 0.9],
  ["official", 0.93],
  ["press", 0.96],
  ["emergency", 1],
] as const;

type Request = { readonly category: string; readonly zones: readonly string[] } & Term & { readonly holder: object };

/** The nth of a batch. The first is a supervisor's; nobody of them exists. */
function requestOf(n: number, term: Term): Request {
  const person = {
    kind: "person",
    initials: String.fromCharCode(65 + Math.floor(hash(n, 22) * 26), 65 + Math.floor(hash(n, 23) * 26)),
    birthYear: 1944 + Math.floor(hash(n, 24) * 62),
  };
  if (n === 0) {
    const grey = zones.filter(({ code }) => code.startsWith("G")).map(({ code }) => code);
    return { category: "supervisor", zones: grey, ...term, holder: person };
  }
  const zone = zoneOfPass(n);
  if (zone.startsWith("R") || zone.startsWith("B")) {
    const plate = `EX-${String(100 + Math.floor(hash(n, 25) * 900))}-SN`;
    return { category: "delivery", zones: [zone], ...term, holder: { kind: "vehicle", plate } };
  }
  const chance = hash(n, 26);
  const category = zone.startsWith("N")
    ? "resident"
    : (greyCategories.find(([, until]) => chance < until)?.[0] ?? "resident");
  return { category, zones: [zone], ...term, holder: person };
}

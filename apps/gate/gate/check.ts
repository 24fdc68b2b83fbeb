import { type Credential, judge } from "@cordon/access/rules";
import { admits, type Override, type Scan, type ScanSource, type Verdict, withoutIdentity } from "@cordon/access/words";
import { type Instant, type PlaceId, ScanId, ulid } from "@cordon/kernel";
import type { Keeping } from "./kept.ts";
import type { Knowledge } from "./knowledge.ts";
import { ANSWER_WITHIN_MS, type Ruling, type Shown, type Work } from "./state.ts";

/** What is looked at. */
export interface Look {
  readonly credential: Credential;
  readonly shown: Shown | null;
  readonly source: ScanSource;
  readonly gate: PlaceId;
  readonly work: Work;
  /** Null: the gate judges. Else a supervisor lets somebody through in spite of this verdict. */
  readonly inSpiteOf: { readonly verdict: Verdict; readonly override: Override } | null;
}

export interface CheckParts {
  readonly knowledge: Knowledge;
  readonly keeping: Keeping;
  /** Whether the server is worth being asked while somebody waits. */
  readonly live: () => boolean;
  /** Never rejects. */
  readonly ask: (scan: Scan) => Promise<Asked>;
  /** The courier leaves a scan alone from `hold` to `release`. */
  readonly courier: { hold(id: ScanId): void; release(id: ScanId): void; wake(): Promise<void> };
  /** The server did not answer in time: whoever stands next does not wait for it. */
  readonly unanswered: () => void;
  /** The answer came after the gate had ruled alone. */
  readonly late: (scan: ScanId, verdict: Verdict) => void;
  readonly full: () => void;
}

/** What came of asking the server about a scan. */
export type Asked =
  | { readonly answer: "ruled"; readonly verdict: Verdict }
  /** No mandate is in force: nobody is checked, and it was no scan. */
  | { readonly answer: "no-mandate" }
  /** The server is there and will not rule this; the gate rules alone, and learns why with its next news. */
  | { readonly answer: "refused" }
  | { readonly answer: "none" };

/**
 * One look at one pass: judged here, kept, ruled by the server where it answers in time.
 *
 * The scan is on the disk, or in the server's journal, before its verdict is shown; so nobody passes without a trace, whenever the page is
 * killed. Where neither is possible nobody passes.
 */
export async function check(look: Look, parts: CheckParts): Promise<Ruling> {
  const { knowledge, keeping, courier } = parts;
  const at = knowledge.now();
  const found = look.inSpiteOf?.verdict ?? judged(look, knowledge, at);
  if (!isRecorded(found)) return rulingOf(look, scanOf(look, knowledge, at, found, "acted"), found, "alone", knowledge);

  if (!parts.live()) return alone(look, scanOf(look, knowledge, at, found, "acted"), parts);

  const scan = scanOf(look, knowledge, at, found, "asked");
  courier.hold(scan.id);
  // The question goes first: it has the longer way.
  const asking = parts.ask(scan);
  const keptAsAsked = keeping.keepScan(scan);
  const asked = await Promise.race([asking, within(ANSWER_WITHIN_MS)]);
  if (asked.answer === "ruled" || asked.answer === "no-mandate") {
    // The server's journal has it. It is forgotten here once it was written, which nobody waits for.
    void keptAsAsked
      .then(() => keeping.dropScans([scan.id]))
      .catch(() => undefined)
      .then(() => courier.release(scan.id));
    const said: Verdict = asked.answer === "ruled" ? asked.verdict : { is: "gate-closed", because: "no-mandate" };
    const verdict = complete(said, look.shown);
    moved(look, scan, verdict, knowledge);
    return rulingOf(look, scan, verdict, "node", knowledge);
  }
  if (asked.answer === "none") parts.unanswered();
  await keptAsAsked;
  const ruling = await alone(look, { ...scan, standing: "acted" }, parts);
  courier.release(scan.id);
  void asking.then((late) => {
    if (late.answer === "ruled" && late.verdict.is !== ruling.verdict.is)
      parts.late(scan.id, complete(late.verdict, look.shown));
  });
  return ruling;
}

/** Nobody to ask: the gate's own verdict stands once it is written down. */
async function alone(look: Look, scan: Scan, { knowledge, keeping, courier, full }: CheckParts): Promise<Ruling> {
  if ((await keeping.keepScan(scan)) === "full") {
    full();
    return rulingOf(look, scan, { is: "gate-closed", because: "cannot-keep" }, "alone", knowledge);
  }
  const verdict = complete(scan.found, look.shown);
  moved(look, scan, verdict, knowledge);
  void courier.wake();
  return rulingOf(look, scan, verdict, "alone", knowledge);
}

function judged({ credential, gate, work }: Look, knowledge: Knowledge, at: Instant): Verdict {
  const pass = credential.kind === "pass" ? credential.claims.number : null;
  const presence = pass === null ? null : knowledge.presenceOf(pass);
  return judge(knowledge.rules, {
    gate,
    lane: work.lane,
    direction: work.direction,
    means: work.means,
    at,
    credential,
    revoked: pass !== null && knowledge.isRevoked(pass),
    presence: presence && { inside: presence.inside, at: presence.at, gate: presence.gate },
    mandateUntil: knowledge.mandateUntil(work.means),
  });
}

/** A gate that may not check has not looked at anybody. */
export function isRecorded(found: Verdict): boolean {
  return found.is !== "gate-closed" || found.because === "hours";
}

function scanOf(
  { shown, source, gate, work, inSpiteOf }: Look,
  knowledge: Knowledge,
  at: Instant,
  found: Verdict,
  standing: Scan["standing"],
): Scan {
  return {
    id: ScanId.parse(ulid(Date.now(), crypto.getRandomValues(new Uint8Array(10)))),
    gate,
    ...work,
    at,
    source,
    pass: shown?.number ?? null,
    found: withoutIdentity(found),
    standing,
    override: inSpiteOf?.override ?? null,
    rules: knowledge.ruleSet?.number ?? 0,
    revocationsAsOf: knowledge.revocationsAsOf,
    skewMs: knowledge.skewMs,
  };
}

/** A verdict that came without it, with what the identity document is compared with: that stands in the pass in front of the gate alone. */
function complete(verdict: Verdict, shown: Shown | null): Verdict {
  if (verdict.is !== "admit-with-id-check" || verdict.identity !== null || shown?.holder?.kind !== "person")
    return verdict;
  const { initials, birthYear } = shown.holder;
  return { is: verdict.is, identity: { initials, birthYear } };
}

/** Whether the person of this ruling goes through. */
export function goesThrough({ verdict, override }: Pick<Ruling, "verdict" | "override">): boolean {
  return admits(verdict) || (override !== null && verdict.is !== "gate-closed");
}

function moved(look: Look, scan: Scan, verdict: Verdict, knowledge: Knowledge): void {
  const zone = knowledge.describe(look.gate).described?.zone;
  if (scan.pass === null || zone === undefined || !goesThrough({ verdict, override: scan.override })) return;
  const { pass, at, gate, id } = scan;
  knowledge.moved({ pass, zone, inside: scan.direction === "in", at, gate, scan: id });
}

function rulingOf(look: Look, scan: Scan, verdict: Verdict, basis: Ruling["basis"], knowledge: Knowledge): Ruling {
  return {
    scan: scan.id,
    at: scan.at,
    verdict,
    basis,
    source: scan.source,
    direction: scan.direction,
    means: scan.means,
    shown: look.shown,
    override: scan.override,
    revocationsAsOf: scan.revocationsAsOf,
    insideAt: verdict.is === "already-inside" ? knowledge.codeOf(verdict.gate) : null,
    late: null,
  };
}

async function within(ms: number): Promise<Asked> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return { answer: "none" };
}

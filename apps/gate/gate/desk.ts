import type { AccessApi } from "@cordon/access";
import { type Credential, credentialLater, type VerifyLater } from "@cordon/access/rules";
import type { Holder, OverrideReason, PassView, ResponderService, ScanSource, Verdict } from "@cordon/access/words";
import type { PassNumber, ScanId } from "@cordon/kernel";
import type { Client, Problem } from "@cordon/ui";
import { check, type CheckParts, type Look } from "./check.ts";
import { isNoAnswer } from "./link.ts";
import type { Knowledge } from "./knowledge.ts";
import { mayOverride } from "./override.ts";
import { Sightings } from "./sightings.ts";
import type { GateState, LookUp, Ruling, Shown, Work } from "./state.ts";

export interface DeskParts extends Omit<CheckParts, "knowledge" | "keeping" | "late"> {
  readonly verify: VerifyLater;
  readonly client: Client<AccessApi>;
  /** Null while this is no gate. */
  readonly at: () => Pick<CheckParts, "knowledge" | "keeping"> | null;
  readonly state: () => GateState;
  readonly show: (change: Partial<GateState>) => void;
  /** A scan was kept, or left. */
  readonly counted: () => void;
}

/** Sooner, a sign that one waits would only flicker, and take the time of the verdict. */
const WAITING_SHOWN_MS = 150;
/** Two codes at once, as something that was seen. */
const TWO_CODES = "\u0000two";
/** Where the gate is not described there is no lane; what happens there all the same is said to be at the first. */
const ANY_WORK: Work = { lane: "A", direction: "in", means: "foot" };
/** Who holds a pass that was looked up is not known: judged as a grown-up, whose document is looked at wherever anybody's is. */
const UNKNOWN_HOLDER = {
  person: { kind: "person", initials: "", birthYear: 1900 },
  vehicle: { kind: "vehicle", plate: "" },
} as const satisfies Record<PassView["holder"], Holder>;
/** Scans of a hand scanner that may wait while one is checked: a person's patience. */
const LONGEST_LINE = 5;

/** What a steward does: read codes, look numbers up, escort, override. One after another. */
export class Desk {
  readonly #parts: DeskParts;
  readonly #sightings = new Sightings();
  #line: Promise<void> = Promise.resolve();
  #inLine = 0;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** @param takenMs when its picture was taken, on the clock of `performance.now` */
  read(text: string, source: ScanSource, takenMs = performance.now()): Promise<void> {
    if (this.#parts.at() === null || !this.#sightings.isNew(text, performance.now())) return Promise.resolve();
    // A camera sees the code again in a moment; a hand scanner does not.
    if (this.#inLine >= (source === "camera" ? 1 : LONGEST_LINE)) {
      this.#sightings.forget(text);
      return Promise.resolve();
    }
    return this.#next(() => this.#read(text, source, takenMs));
  }

  readTwo(takenMs: number): Promise<void> {
    if (this.#parts.state().overriding !== null || this.#inLine > 0) return Promise.resolve();
    if (this.#parts.at() === null || !this.#sightings.isNew(TWO_CODES, performance.now())) return Promise.resolve();
    const credential = { kind: "unreadable", because: "two-codes" } as const;
    return this.#next(() => this.#look(credential, "camera", takenMs));
  }

  /** Somebody who comes to help and is in no list: never turned away. */
  escort(service: ResponderService): Promise<void> {
    return this.#next(() => this.#look({ kind: "responder", service }, "none", performance.now()));
  }

  async #read(text: string, source: ScanSource, takenMs: number): Promise<void> {
    const at = this.#parts.at();
    if (at === null) return;
    const { keys } = at.knowledge;
    if (keys === null) return this.#closed("no-keys");
    const credential = await credentialLater(text, keys, at.knowledge.now(), this.#parts.verify);
    const { overriding } = this.#parts.state();
    if (overriding?.step === "card") return this.#card(credential, overriding.ruling, at.knowledge);
    await this.#look(credential, source, takenMs);
  }

  async #look(credential: Credential, source: ScanSource, takenMs: number): Promise<void> {
    const shown = credential.kind === "pass" ? { ...credential.claims } : null;
    await this.#check({ credential, shown, source, inSpiteOf: null }, takenMs);
  }

  async #check(look: Omit<Look, "gate" | "work">, takenMs: number): Promise<Ruling | null> {
    const at = this.#parts.at();
    const { post, work } = this.#parts.state();
    if (at === null || post === null) return null;
    // What is shown at once is the verdict; that one waits is shown where one does.
    const waits = setTimeout(() => this.#parts.show({ checking: true }), WAITING_SHOWN_MS);
    try {
      const parts = { ...this.#parts, ...at, late: (scan: ScanId, verdict: Verdict) => this.#late(scan, verdict) };
      const ruling = await check({ ...look, gate: post.gate, work: work ?? ANY_WORK }, parts);
      this.#parts.show({ ruling, checking: false, overriding: null, lookUp: null });
      // For whoever measures a gate: from the picture to the verdict, in the browser's own timeline.
      performance.measure("cordon.frame-to-verdict", {
        start: takenMs,
        detail: { verdict: ruling.verdict.is, scan: ruling.scan },
      });
      return ruling;
    } finally {
      clearTimeout(waits);
      if (this.#parts.state().checking) this.#parts.show({ checking: false });
      this.#parts.counted();
    }
  }

  /** The gate cannot check anybody: nothing was looked at, nothing is kept. */
  #closed(because: "no-keys"): Promise<void> {
    const at = this.#parts.at();
    const { post, work } = this.#parts.state();
    if (at === null || post === null) return Promise.resolve();
    const { direction, means } = work ?? ANY_WORK;
    const ruling: Ruling = {
      scan: null,
      at: at.knowledge.now(),
      verdict: { is: "gate-closed", because },
      basis: "alone",
      source: "camera",
      direction,
      means,
      shown: null,
      override: null,
      revocationsAsOf: null,
      insideAt: null,
      late: null,
    };
    this.#parts.show({ ruling });
    return Promise.resolve();
  }

  /**
   * A number that was typed because its code cannot be read. The server looks it up and writes down who asked and why. Who holds the pass
   * is known nowhere but on it: the identity is compared with the print.
   */
  async lookUp(number: PassNumber, because: string): Promise<void> {
    const gate = this.#parts.state().post?.gate ?? null;
    if (this.#parts.at() === null || gate === null) return;
    if (!this.#parts.live()) return this.#parts.show({ lookUp: { step: "failed", number, because: "needs-server" } });
    const asking: LookUp = { step: "asking", number };
    this.#parts.show({ lookUp: asking });
    // Not in the line: a server that takes its time keeps nobody waiting who comes to help, nor the next pass.
    const answer = await this.#parts.client.order("access.look-up-pass", { pass: number, gate, because });
    // Given up, or somebody else was checked since.
    if (this.#parts.state().lookUp !== asking) return;
    if (!answer.ok) return this.#parts.show({ lookUp: { step: "failed", number, because: whyFailed(answer.problem) } });
    const { pass } = answer.output;
    if (pass === null) return this.#parts.show({ lookUp: { step: "failed", number, because: "unknown-number" } });
    const { category, zones, notBefore, notAfter, holder } = pass;
    const shown: Shown = { number, category, zones, notBefore, notAfter, holder: null };
    const credential: Credential = { kind: "pass", claims: { ...shown, holder: UNKNOWN_HOLDER[holder] } };
    return this.#next(async () => {
      await this.#check({ credential, shown, source: "lookup", inSpiteOf: null }, performance.now());
    });
  }

  clearLookUp(): void {
    this.#parts.show({ lookUp: null });
  }

  /** The last verdict is about to be overruled: the next card that is read must be a supervisor's. */
  beginOverride(): void {
    const { ruling } = this.#parts.state();
    if (ruling !== null) this.#parts.show({ overriding: { step: "card", ruling, refused: null } });
  }

  cancelOverride(): void {
    this.#parts.show({ overriding: null });
  }

  #card(card: Credential, ruling: Ruling, knowledge: Knowledge): void {
    const by = mayOverride(card, knowledge.now(), (pass) => knowledge.isRevoked(pass));
    this.#parts.show({
      overriding: typeof by === "string" ? { step: "card", ruling, refused: by } : { step: "reason", ruling, by },
    });
  }

  override(reason: OverrideReason, note: string): Promise<void> {
    return this.#next(async () => {
      const { overriding } = this.#parts.state();
      if (overriding?.step !== "reason") return;
      const { ruling, by } = overriding;
      const { shown, source, verdict } = ruling;
      const override = { by, reason, note: note.trim().slice(0, 200) };
      const credential: Credential = { kind: "none", category: null, ageYears: null };
      await this.#check({ credential, shown, source, inSpiteOf: { verdict, override } }, performance.now());
    });
  }

  /** The verdict was read: back to the camera. */
  dismiss(): void {
    this.#parts.show({ ruling: null, overriding: null });
  }

  #late(scan: ScanId, late: Verdict): void {
    const { ruling } = this.#parts.state();
    if (ruling?.scan === scan) this.#parts.show({ ruling: { ...ruling, late } });
  }

  #next(work: () => Promise<void>): Promise<void> {
    this.#inLine++;
    const done = this.#line.then(work).finally(() => {
      this.#inLine--;
    });
    this.#line = done.catch(() => undefined);
    return done;
  }
}

function whyFailed(problem: Problem): Extract<LookUp, { step: "failed" }>["because"] {
  if (isNoAnswer(problem)) return "needs-server";
  return problem.reason === "not-permitted" || problem.reason === "no-mandate" ? "not-permitted" : "broken";
}

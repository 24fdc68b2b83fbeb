import {
  fromBase64url,
  type PreparedRules,
  prepare,
  processingOf,
  Revocations,
  type VerifyLater,
} from "@cordon/access/rules";
import type {
  Gate,
  GateFeed,
  GateHolds,
  KeySet,
  Means,
  Presence,
  RevocationUpdate,
  RuleSet,
  Zone,
} from "@cordon/access/words";
import { type Instant, instantOf, millisecondsOf, type PassNumber, type PlaceId } from "@cordon/kernel";
import { trustedKeys, trustedRules } from "./documents.ts";
import { Inside } from "./inside.ts";
import type { Keeping } from "./kept.ts";
import { ServerClock } from "./server-clock.ts";
import type { GateProblem, Holds } from "./state.ts";

type Forged = Extract<GateProblem, { problem: "forged" }>;

/** What was learned from one answer. */
export interface Learned {
  /** Documents that were not believed. What was held before stays in force. */
  readonly forged: readonly Forged[];
  /** Something did not fit what is held: it must be asked for from its beginning, at once. */
  readonly again: boolean;
  readonly full: boolean;
}

/** What the gate goes by when it rules alone: in memory to rule at once, and kept to go on after being closed. */
export class Knowledge {
  readonly #keeping: Keeping;
  readonly #verify: VerifyLater;
  readonly #inside = new Inside();
  #root: string | null = null;
  #keys: KeySet | null = null;
  #rules: RuleSet | null = null;
  #prepared: PreparedRules | null = null;
  #revocations = Revocations.empty();
  #revocationsAsOf: Instant | null = null;
  /** A change of the revocations did not fit what is held. */
  #wantsAll = false;
  #presenceVersion = 0;
  #mandateUntil: Instant | null = null;
  #vehicleMandateUntil: Instant | null = null;
  #gate: PlaceId | null = null;
  readonly #clock = new ServerClock();

  constructor(keeping: Keeping, verify: VerifyLater) {
    this.#keeping = keeping;
    this.#verify = verify;
  }

  /** Brings back what was kept. Documents are verified again: the disk is believed no more than the network. */
  async recall(): Promise<void> {
    this.#root = await this.#keeping.get("root");
    const [keys, rules] = [await this.#keeping.get("keys"), await this.#keeping.get("rules")];
    if (this.#root !== null && keys !== null) {
      const trusted = await trustedKeys(keys, this.#root, null, this.#verify);
      if (trusted.trusted) this.#keys = trusted.value;
    }
    if (this.#root !== null && rules !== null) {
      const trusted = await trustedRules(rules, this.#root, null, this.#verify);
      if (trusted.trusted) this.#goBy(trusted.value);
    }
    const standing = await this.#keeping.get("standing");
    if (standing === null) return;
    this.#gate = standing.gate;
    this.#mandateUntil = standing.mandateUntil;
    this.#vehicleMandateUntil = ofVehicles(standing);
    this.#clock.recall(standing.skewMs, millisecondsOf(standing.revocationsAsOf));
    const bytes = await this.#keeping.get("revocations");
    const revocations = bytes === null ? null : Revocations.decode(bytes);
    if (revocations !== null) {
      this.#revocations = revocations;
      this.#revocationsAsOf = standing.revocationsAsOf;
    }
    this.#keepFor(standing.retentionDays);
    const presence = await this.#keeping.presence();
    for (const one of presence) this.#inside.place(one);
    // Given up for room, or never written: asked for from the beginning.
    this.#presenceVersion = presence.length === 0 ? 0 : standing.presenceVersion;
  }

  /** What the server said. `askedMs` and `heardMs`: by this device's clock, for comparing it with the server's. */
  async learn(feed: GateFeed, askedMs: number, heardMs: number): Promise<Learned> {
    const forged: Forged[] = [];
    this.#clock.compare(askedMs, heardMs, millisecondsOf(feed.now));
    const moved = this.#gate !== null && this.#gate !== feed.gate;
    this.#gate = feed.gate;
    this.#mandateUntil = feed.mandateUntil;
    this.#vehicleMandateUntil = ofVehicles(feed);
    this.#keepFor(feed.retentionDays);
    if (this.#root === null) {
      this.#root = feed.root;
      await this.#keeping.put("root", feed.root);
    } else if (this.#root !== feed.root) forged.push({ problem: "forged", what: "root", because: "another-root" });
    forged.push(...(await this.#learnDocuments(feed)));
    const wantsAll = await this.#learnRevocations(feed.revocations, feed.now);
    const full = moved ? await this.#forgetPresence() : await this.#learnPresence(feed);
    return { forged, again: wantsAll || moved, full: full || (await this.#keepStanding()) };
  }

  async #learnDocuments(feed: GateFeed): Promise<readonly Forged[]> {
    const forged: Forged[] = [];
    const root = this.#root ?? feed.root;
    if (feed.keys !== null) {
      const trusted = await trustedKeys(feed.keys, root, this.#keys, this.#verify);
      if (trusted.trusted) {
        this.#keys = trusted.value;
        await this.#keeping.put("keys", feed.keys);
      } else forged.push({ problem: "forged", what: "keys", because: trusted.because });
    }
    if (feed.rules !== null) {
      const trusted = await trustedRules(feed.rules, root, this.#rules, this.#verify);
      if (trusted.trusted) {
        this.#goBy(trusted.value);
        await this.#keeping.put("rules", feed.rules);
      } else forged.push({ problem: "forged", what: "rules", because: trusted.because });
    }
    return forged;
  }

  /** Whether the whole list must be asked for. */
  async #learnRevocations(update: RevocationUpdate, now: Instant): Promise<boolean> {
    if (update.form !== "same") {
      const bytes = fromBase64url(update.bytes);
      if (bytes === undefined) return this.#distrustRevocations();
      if (update.form === "delta") {
        if (this.#revocations.apply(bytes) !== "applied") return this.#distrustRevocations();
      } else {
        const whole = Revocations.decode(bytes);
        if (whole === null) return this.#distrustRevocations();
        this.#revocations = whole;
        this.#wantsAll = false;
      }
      await this.#keeping.put("revocations", this.#revocations.encode());
    } else if (update.version !== this.#revocations.version) return this.#distrustRevocations();
    this.#revocationsAsOf = now;
    return false;
  }

  /** What is held still keeps out whom it names, but it is as old as it was, and all of it is asked for. */
  #distrustRevocations(): true {
    this.#wantsAll = true;
    return true;
  }

  async #learnPresence(feed: GateFeed): Promise<boolean> {
    const news = feed.presence.filter((change) => this.#inside.place(change));
    const changes = [...news, ...this.#inside.forget(feed.now)];
    this.#presenceVersion = feed.presenceVersion;
    return changes.length > 0 && (await this.#keeping.putPresence(changes)) === "full";
  }

  /** Another gate may be another zone's: who is inside there is asked from the beginning. */
  async #forgetPresence(): Promise<false> {
    this.#inside.clear();
    this.#presenceVersion = 0;
    await this.#keeping.forgetPresence();
    return false;
  }

  /** @param days what the server says of it; of a server, or a disk, that says nothing nothing changes */
  #keepFor(days: number | null | undefined): void {
    if (days !== undefined) this.#inside.keepFor(days);
  }

  /** It works at no gate any more. */
  async unpost(): Promise<void> {
    this.#gate = null;
    await this.#keeping.drop("standing");
    await this.#forgetPresence();
  }

  async #keepStanding(): Promise<boolean> {
    const { skewMs } = this;
    if (this.#gate === null || this.#revocationsAsOf === null || skewMs === null) return false;
    const standing = {
      gate: this.#gate,
      mandateUntil: this.#mandateUntil,
      vehicleMandateUntil: this.#vehicleMandateUntil,
      skewMs,
      revocationsAsOf: this.#revocationsAsOf,
      presenceVersion: this.#presenceVersion,
      retentionDays: this.#inside.retentionDays,
    };
    return (await this.#keeping.put("standing", standing)) === "full";
  }

  #goBy(rules: RuleSet): void {
    this.#rules = rules;
    this.#prepared = prepare(rules);
  }

  /** A pass that this gate itself let through. */
  moved(change: Presence): void {
    if (this.#inside.place(change)) void this.#keeping.putPresence([change]);
  }

  /** What to ask news since. */
  asking(waiting: number): GateHolds {
    return {
      rules: this.#rules?.number ?? 0,
      keys: this.#keys?.number ?? 0,
      revocations: this.#wantsAll ? 0 : this.#revocations.version,
      revocationsAsOf: this.#revocationsAsOf,
      presence: this.#presenceVersion,
      waiting,
      clock: instantOf(Date.now()),
    };
  }

  /** The server's time, as well as it is known. */
  now(): Instant {
    return this.#clock.now();
  }

  holds(): Holds {
    const { rules, keys } = { rules: this.#rules, keys: this.#keys };
    return {
      rules: rules && { number: rules.number, publishedAt: rules.publishedAt, valid: rules.valid },
      keys: keys && { number: keys.number, publishedAt: keys.publishedAt },
      revocations: this.#revocationsAsOf && { count: this.#revocations.size, asOf: this.#revocationsAsOf },
      mandateUntil: this.#mandateUntil,
      presence: this.#inside.size,
    };
  }

  get gate(): PlaceId | null {
    return this.#gate;
  }
  get keys(): KeySet | null {
    return this.#keys;
  }
  get rules(): PreparedRules | null {
    return this.#prepared;
  }
  get ruleSet(): RuleSet | null {
    return this.#rules;
  }
  /** Until when those who come so may be checked here. */
  mandateUntil(means: Means): Instant | null {
    return processingOf(means) === "vehicle-check" ? this.#vehicleMandateUntil : this.#mandateUntil;
  }
  get revocationsAsOf(): Instant | null {
    return this.#revocationsAsOf;
  }
  get skewMs(): number | null {
    return this.#clock.skewMs;
  }

  isRevoked(pass: PassNumber): boolean {
    return this.#revocations.has(pass);
  }

  presenceOf(pass: PassNumber): Presence | null {
    return this.#inside.of(pass, this.now());
  }

  describe(gate: PlaceId): { readonly described: Gate | null; readonly zone: Zone | null } {
    const described = this.#rules?.gates.find(({ place }) => place === gate) ?? null;
    const zone = this.#rules?.zones.find(({ code }) => code === described?.zone) ?? null;
    return { described, zone };
  }

  /** The code on a gate's sign. */
  codeOf(gate: PlaceId): string | null {
    return this.describe(gate).described?.code ?? null;
  }
}

/** A server, or a disk, from before vehicles had a mandate of their own says nothing of it: then people's counts for them. */
function ofVehicles(said: Pick<GateFeed, "mandateUntil" | "vehicleMandateUntil">): Instant | null {
  return said.vehicleMandateUntil === undefined ? said.mandateUntil : said.vehicleMandateUntil;
}

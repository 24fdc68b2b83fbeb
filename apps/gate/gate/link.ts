import type { AccessApi } from "@cordon/access";
import type { GateFeed, Scan } from "@cordon/access/words";
import type { Client, Problem } from "@cordon/ui";
import type { Sent } from "../queue/courier.ts";
import type { Asked } from "./check.ts";
import type { Knowledge, Learned } from "./knowledge.ts";
import type { Reach } from "./state.ts";

/** The beat of the gate: how often it asks for news, which is also how the server hears that it is there. */
export const BEAT_MS = 2_000;

export interface LinkParts {
  /** Gives up soon: a beat that is late is a beat that is missing. */
  readonly feed: Client<AccessApi>;
  readonly scans: Client<AccessApi>;
  readonly knowledge: () => Knowledge | null;
  readonly waiting: () => number;
  readonly onFeed: (feed: GateFeed, learned: Learned) => void;
  readonly onReach: (reach: Reach) => void;
  /** The server answers, but not what was asked. */
  readonly onRefused: (problem: Problem) => void;
}

/** What is no decision of the server: it may be tried again. */
const NO_ANSWER: ReadonlySet<Problem["reason"]> = new Set([
  "offline",
  "broken",
  "unavailable",
  "store-full",
  "too-many",
  "not-signed-in",
]);

export function isNoAnswer({ reason }: Problem): boolean {
  return NO_ANSWER.has(reason);
}

/** The gate's line to its server, be that the centre or the site's node: news, the beat, and questions about scans. */
export class Link implements Disposable {
  readonly #parts: LinkParts;
  #reach: Reach = { reach: "cut", sinceMs: Date.now() };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: Promise<void> | null = null;
  #again = false;
  #on = false;

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  get live(): boolean {
    return this.#reach.reach === "live";
  }

  open(): void {
    this.#on = true;
    void this.beat();
  }

  close(): void {
    this.#on = false;
    clearTimeout(this.#timer);
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Asks for news now. Asked while it is asking, it asks once more: the answer under way may be old. */
  beat(): Promise<void> {
    clearTimeout(this.#timer);
    this.#again = true;
    this.#asking ??= this.#beats().finally(() => {
      this.#asking = null;
      if (this.#on) this.#timer = setTimeout(() => void this.beat(), BEAT_MS);
    });
    return this.#asking;
  }

  async #beats(): Promise<void> {
    while (this.#again && this.#on) {
      this.#again = false;
      await this.#beat();
    }
  }

  async #beat(): Promise<void> {
    const knowledge = this.#parts.knowledge();
    if (knowledge === null) return;
    const askedMs = Date.now();
    const answer = await this.#parts.feed.ask("access.gate-feed", knowledge.asking(this.#parts.waiting()));
    if (!this.#on) return;
    if (!answer.ok) {
      if (isNoAnswer(answer.problem)) this.cut();
      else {
        this.heard();
        this.#parts.onRefused(answer.problem);
      }
      return;
    }
    const learned = await knowledge.learn(answer.output, askedMs, Date.now());
    this.heard();
    this.#parts.onFeed(answer.output, learned);
    if (answer.output.more || learned.again) this.#again = true;
  }

  heard(): void {
    if (this.live) return;
    this.#reach = { reach: "live" };
    this.#parts.onReach(this.#reach);
  }

  cut(): void {
    if (!this.live) return;
    this.#reach = { reach: "cut", sinceMs: Date.now() };
    this.#parts.onReach(this.#reach);
  }

  /** Asks about one scan while somebody waits. */
  async ask(scan: Scan): Promise<Asked> {
    const sent = await this.send([scan]);
    if (sent.outcome === "refused") {
      void this.beat();
      return { answer: sent.problem.reason === "no-mandate" ? "no-mandate" : "refused" };
    }
    const ruled = sent.outcome === "taken" ? sent.ruled.find((one) => one.scan === scan.id) : undefined;
    return ruled === undefined ? { answer: "none" } : { answer: "ruled", verdict: ruled.verdict };
  }

  async send(scans: readonly Scan[]): Promise<Sent> {
    const answer = await this.#parts.scans.order("access.record-scans", { scans: [...scans] });
    if (!answer.ok) {
      if (isNoAnswer(answer.problem)) return { outcome: "unknown" };
      return { outcome: "refused", problem: answer.problem };
    }
    const { ruled, rules, keys, revocations } = answer.output;
    const knowledge = this.#parts.knowledge();
    if (knowledge !== null) {
      const held = knowledge.asking(0);
      if (rules > held.rules || keys > held.keys || revocations > held.revocations) void this.beat();
    }
    return { outcome: "taken", ruled };
  }
}

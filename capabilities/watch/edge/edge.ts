import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "@cordon/ground";
import { type BlobHash, type CameraId, type Instant, instantOf, millisecondsOf, SignalId } from "@cordon/kernel";
import { z } from "zod";
import { EdgeAnswer, type EdgeOrder, EdgeOrders, type EdgeStanding, PIECE_BYTES } from "../words/edge.ts";
import { Eyes } from "../workers/cameras/eyes.ts";
import type { Report } from "../workers/eye/protocol.ts";
import { EdgeDetector } from "./detector.ts";
import { Leases } from "./leases.ts";
import type { Link } from "./link.ts";
import type { Spool } from "./spool.ts";

const LEASE_CHECK_MS = 250;
const REPORT_EVERY_MS = 1_000;
const RETRY_MS = 1_000;
/** Signals that may still get a clip or an end, at most. */
const MOST_REMEMBERED = 2_000;
/** Of what waits, sent at a time. */
const AT_ONCE = 20;

export interface EdgeParts {
  readonly link: Link;
  readonly spool: Spool;
  /** Where the detector's file is kept. */
  readonly modelFolder: string;
  readonly log: (line: string) => void;
}

/**
 * Watches cameras near them, as its centre orders, and brings the centre what they signal: now, or when it is in reach again. It
 * watches nothing that it was not told to watch within the lease, and knows nothing when it starts: addresses are never on its disk.
 */
export class Edge implements AsyncDisposable {
  readonly #parts: EdgeParts;
  readonly #eyes: Eyes;
  readonly #detector: EdgeDetector;
  readonly #leases = new Leases(() => performance.now());
  readonly #standing = new Map<CameraId, EdgeStanding>();
  /** Signals whose clip or end is still to come, by what the analysis calls them. */
  readonly #signals = new Map<string, SignalId>();
  readonly #stop = new AbortController();
  /** The centre's clock as it was heard last, and when. */
  #clock = { centreMs: 0, heardMs: 0 };
  #mark: string | null = null;
  #loops: Promise<unknown> = Promise.resolve();
  #spooling: Promise<void> = Promise.resolve();
  #troubles = "";

  constructor(parts: EdgeParts) {
    this.#parts = parts;
    this.#eyes = new Eyes({
      report: (report) => this.#queue(report),
      crashed: (cameras) => {
        for (const camera of cameras) this.#lost(camera, "analysis-crashed", "the analysis stopped by itself");
      },
      elapsedMs: () => performance.now(),
      model: async () => this.#detector.model,
    });
    this.#detector = new EdgeDetector({
      folder: parts.modelFolder,
      link: parts.link,
      log: parts.log,
      changed: () => this.#eyes.modelChanged(),
      signal: this.#stop.signal,
    });
  }

  start(): void {
    this.#loops = Promise.all([this.#follow(), this.#bring(), this.#keepLeases()]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#eyes[Symbol.asyncDispose]();
    await this.#loops;
    await this.#detector[Symbol.asyncDispose]();
    await this.#spooling;
  }

  /** Asks for orders, for ever. */
  async #follow(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const began = performance.now();
      const answer = await this.#parts.link.query("watch.edge-orders", { known: this.#mark }, EdgeOrders);
      this.#tell(answer.came === "answer" ? "" : answer.because);
      if (answer.came === "answer") await this.#obey(answer.output, began);
      // The door is shut on it: revoked, or no edge any more. What it was allowed is over at once.
      else if (answer.came === "refused")
        await this.#obey({ now: this.#now(), mark: "", cameras: [], model: null }, began);
      if (answer.came !== "answer") await this.#pause(RETRY_MS);
    }
  }

  /** @param askedMs before the centre's answer was made: leases are counted from the earlier moment */
  async #obey({ now, mark, cameras, model }: EdgeOrders, askedMs: number): Promise<void> {
    this.#clock = { centreMs: millisecondsOf(now), heardMs: performance.now() };
    const wanted = new Map(cameras.map((order) => [order.camera, order]));
    for (const camera of this.#leases.cameras) if (!wanted.has(camera)) await this.#end(camera);
    for (const order of cameras) {
      const before = this.#leases.orderOf(order.camera);
      if (before !== undefined && wordsOf(before) !== wordsOf(order)) await this.#end(order.camera);
      const isNew = this.#leases.grant(order, askedMs);
      const { camera, address, subAddress, scene, playback } = order;
      if (isNew) this.#eyes.watch({ order: "watch", camera, address, subAddress, scene, playback });
    }
    this.#detector.want(model);
    this.#mark = mark;
  }

  /** Whoever may not watch any more does not, whether or not anybody can be asked. */
  async #keepLeases(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      for (const camera of this.#leases.over()) {
        this.#parts.log("a lease is over: its camera is dark until the centre is heard");
        await this.#end(camera);
      }
      await this.#pause(LEASE_CHECK_MS);
    }
  }

  /** Resolves when its picture is dark. */
  async #end(camera: CameraId): Promise<void> {
    this.#leases.end(camera);
    this.#standing.delete(camera);
    this.#mark = null;
    await this.#eyes.stop(camera);
  }

  #queue(report: Report): void {
    if (!this.#leases.has(report.camera)) return;
    const at = this.#now();
    this.#spooling = this.#spooling
      .then(() => this.#hear(report, at))
      .catch((error: unknown) => this.#parts.log(`a signal could not be kept: ${String(error)}`));
  }

  async #hear(report: Report, noticedAt: Instant): Promise<void> {
    const { camera } = report;
    const { spool } = this.#parts;
    const ago = (seconds: number): Instant => instantOf(millisecondsOf(noticedAt) - Math.round(1000 * seconds));
    switch (report.report) {
      case "seeing":
        this.#standing.set(camera, { state: "seeing", camera, pulse: null });
        return;
      case "lost":
        return this.#lost(camera, report.because, report.detail);
      case "over":
        this.#standing.set(camera, { state: "over", camera, because: report.because, detail: report.detail });
        return;
      case "pulse":
        this.#standing.set(camera, { state: "seeing", camera, pulse: report.pulse });
        if (report.alarm)
          await spool.put({
            item: "camera",
            signal: newId(SignalId),
            camera,
            because: "behind",
            since: ago(60),
            noticedAt,
          });
        return;
      case "blind":
        return spool.put({
          item: "camera",
          signal: newId(SignalId),
          camera,
          because: report.because,
          since: ago(report.sinceSeconds),
          noticedAt,
        });
      case "signal": {
        const signal = newId(SignalId);
        const { kind, confidence, zone, box, measure } = report;
        const still = report.still === null ? null : await spool.keep(report.still);
        const since = ago(report.sinceSeconds);
        const counted = measure === undefined ? {} : { measure };
        await spool.put({
          item: "signal",
          signal,
          camera,
          kind,
          since,
          noticedAt,
          confidence,
          zone,
          box,
          ...counted,
          still,
        });
        this.#remember(report.ref, signal);
        return;
      }
      case "clip":
        for (const ref of report.refs) {
          const signal = this.#signals.get(ref);
          if (signal !== undefined)
            await spool.put({ item: "clip", signal, camera, clip: await spool.keep(report.clip) });
        }
        return;
      case "ended": {
        const signal = this.#signals.get(report.ref);
        if (signal !== undefined) await spool.put({ item: "ended", signal, camera, seenUntil: ago(report.agoSeconds) });
        return;
      }
      case "stopped":
      case "live":
      case "overlay":
      case "still":
      case "upright":
        return;
    }
  }

  #remember(ref: string, signal: SignalId): void {
    this.#signals.set(ref, signal);
    for (const [oldest] of this.#signals) {
      if (this.#signals.size <= MOST_REMEMBERED) break;
      this.#signals.delete(oldest);
    }
  }

  #lost(camera: CameraId, because: string, detail: string): void {
    if (this.#leases.has(camera)) this.#standing.set(camera, { state: "lost", camera, because, detail });
  }

  /** Says how the cameras stand and brings what waits, in order, for ever. */
  async #bring(): Promise<void> {
    const { spool, link } = this.#parts;
    while (!this.#stop.signal.aborted) {
      const items = spool.waiting.slice(0, AT_ONCE).map(({ item }) => item);
      const answer = await link.command(
        "watch.edge-report",
        { standing: [...this.#standing.values()], items },
        EdgeAnswer,
      );
      if (answer.came === "answer") {
        await spool.settle(answer.output.settled);
        for (const hash of answer.output.missing) await this.#upload(hash);
      }
      const goesOn = answer.came === "answer" && answer.output.settled + answer.output.missing.length > 0;
      if (!goesOn || spool.waiting.length === 0) await this.#pause(REPORT_EVERY_MS);
    }
  }

  async #upload(hash: BlobHash): Promise<void> {
    const content = await this.#parts.spool.content(hash);
    if (content === undefined) return this.#parts.spool.lose(hash);
    const output = z.object({ bytes: z.int().nonnegative() });
    for (let offset = 0; offset < content.length && !this.#stop.signal.aborted; ) {
      const piece = content.subarray(offset, offset + PIECE_BYTES).toString("base64");
      const answer = await this.#parts.link.command("watch.edge-upload", { hash, offset, piece }, output);
      // Cut, or it begins anew because the centre did: the next report says what is missing.
      if (answer.came !== "answer" || answer.output.bytes <= offset) return;
      offset = answer.output.bytes;
    }
  }

  /** By the centre's clock, as far as it was heard. */
  #now(): Instant {
    return instantOf(Math.round(this.#clock.centreMs + performance.now() - this.#clock.heardMs));
  }

  #tell(trouble: string): void {
    if (trouble === this.#troubles) return;
    this.#troubles = trouble;
    this.#parts.log(trouble === "" ? "the centre is in reach" : `the centre is out of reach: ${trouble}`);
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stop.signal }).catch(() => undefined);
  }
}

const wordsOf = ({ leaseSeconds: _lease, ...order }: EdgeOrder): string => JSON.stringify(order);

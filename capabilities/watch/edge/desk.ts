import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { tablesOf, type Worker, type WorkerContext } from "@cordon/ground";
import {
  type BlobHash,
  type CameraId,
  type DeviceId,
  type Instant,
  isRefusal,
  millisecondsOf,
  type Refusal,
  refuse,
} from "@cordon/kernel";
import { lose, needOf, recover, start, stop, WITHOUT_MANDATE, withoutSuspended } from "../rules.ts";
import { addressesOf } from "../tables/addresses.ts";
import { usedModel } from "../tables/models.ts";
import { allCameras, cameraById, type WatchTables } from "../tables.ts";
import {
  type EdgeAnswer,
  type EdgeItem,
  type EdgeModelPiece,
  type EdgeOrder,
  type EdgeOrders,
  type EdgeStanding,
  PIECE_BYTES,
} from "../words/edge.ts";
import { CameraChanged, CameraRegistered, CameraRemoved } from "../words.ts";
import { ModelUsed } from "../words/model.ts";
import { EventResumed, EventSuspended } from "../words/quality.ts";
import { cameraSignal } from "../workers/cameras/camera-signals.ts";
import { decideCamera } from "../workers/cameras/decide-camera.ts";
import type { HealthBook } from "../workers/cameras/health-book.ts";
import { Line } from "../workers/line.ts";
import { EdgeRecorder } from "./record-items.ts";
import { Uploads } from "./uploads.ts";

const LEASE_SECONDS = 3600;
const SILENT_MS = 30_000;
const REVIEW_EVERY_MS = 1_000;
/** Who asks for orders that it has is answered when they changed, or after this. */
const WAIT_MS = 2_000;

type DeskContext = Pick<
  WorkerContext,
  "read" | "journal" | "announced" | "blobs" | "mandates" | "vault" | "clock" | "log"
>;

interface Open {
  readonly context: DeskContext;
  readonly recorder: EdgeRecorder;
}

/**
 * Where the edges of this centre ask what to watch, and bring what they noticed. It gives a camera's address to the edge it was assigned
 * to, under a mandate, for as long as the lease; and it says that cameras are lost whose edge has not been heard for half a minute.
 */
export class EdgeDesk {
  readonly #health: HealthBook;
  readonly #leaseSeconds: number;
  readonly #uploads = new Uploads();
  readonly #heardMs = new Map<DeviceId, number>();
  #open: Open | undefined;
  #changed = new AbortController();
  readonly #line = new Line((error) => this.#open?.context.log.error({ error }, "watch.edge-desk failed"));

  constructor(health: HealthBook, leaseSeconds = LEASE_SECONDS) {
    this.#health = health;
    this.#leaseSeconds = leaseSeconds;
  }

  /** The worker that keeps it open while the server runs. */
  get worker(): Worker {
    return { name: "watch.edge-desk", start: async (context) => this.open(context) };
  }

  open(context: DeskContext): AsyncDisposable {
    this.#open = { context, recorder: new EdgeRecorder(context, this.#uploads) };
    const stack = new AsyncDisposableStack();
    stack.defer(() => {
      this.#change();
      this.#open = undefined;
    });
    stack.defer(
      context.announced.hear(
        (envelope) => {
          const kinds = [CameraRegistered, CameraChanged, CameraRemoved, EventSuspended, EventResumed, ModelUsed];
          if (kinds.some((kind) => kind.is(envelope))) this.#change();
        },
        () => this.#change(),
      ),
    );
    stack.defer(context.mandates.onChange(() => this.#change()));
    const openedMs = context.clock.elapsedMs();
    const review = this.#line.review(() => this.#review(openedMs));
    const timer = setInterval(review, REVIEW_EVERY_MS);
    stack.defer(() => clearInterval(timer));
    return {
      [Symbol.asyncDispose]: async () => {
        await stack.disposeAsync();
        await this.#line[Symbol.asyncDispose]();
      },
    };
  }

  /** What this edge is to watch. @param known the mark of what it was told before */
  async orders(edge: DeviceId, known: string | null): Promise<EdgeOrders | null> {
    const open = this.#open;
    if (open === undefined) return null;
    this.#heard(edge, open);
    const changed = this.#changed.signal;
    const first = await this.#ordersNow(edge, open);
    if (first.mark !== known) return first;
    await sleep(WAIT_MS, undefined, { signal: changed }).catch(() => undefined);
    return this.#ordersNow(edge, open);
  }

  /** A piece of the detector in use, which was looked at when it was added; of no other file. Null when the server is being stopped. */
  async modelPiece(sha256: BlobHash, offset: number): Promise<EdgeModelPiece | Refusal | null> {
    const open = this.#open;
    if (open === undefined) return null;
    const { read, blobs } = open.context;
    const used = await usedModel(tablesOf<WatchTables>(read));
    if (used?.said.sha256 !== sha256) return refuse("not-found", "This is not the detector in use.", sha256);
    const content = await blobs.open(sha256, { from: offset, to: offset + PIECE_BYTES - 1 });
    if (isRefusal(content)) return content;
    const piece = Buffer.from(await new Response(content.stream).arrayBuffer());
    return { piece: piece.toString("base64"), bytes: content.bytes };
  }

  upload: Uploads["add"] = (...given) => this.#uploads.add(...given);

  /** Takes what an edge says; null when the server is being stopped. */
  async report(
    edge: DeviceId,
    standing: readonly EdgeStanding[],
    items: readonly EdgeItem[],
  ): Promise<EdgeAnswer | null> {
    const open = this.#open;
    if (open === undefined) return null;
    this.#heard(edge, open);
    return this.#line.run(async () => {
      for (const each of standing) await this.#stands(edge, each, open);
      return open.recorder.take(edge, items);
    });
  }

  async #ordersNow(edge: DeviceId, { context }: Open): Promise<EdgeOrders> {
    const { read, vault, mandates, clock } = context;
    const now = clock.now();
    const db = tablesOf<WatchTables>(read);
    const cameras: EdgeOrder[] = [];
    const mark = createHash("sha256");
    for (const standing of await allCameras(db)) {
      if (standing.camera.edge !== edge) continue;
      const camera = withoutSuspended(standing);
      if (camera === null) continue;
      const permission = mandates.permits(needOf(camera, now));
      if (!permission.permitted) continue;
      const addresses = await addressesOf({ read: db, vault }, camera.source);
      if (addresses === null) continue;
      const untilEnd = (millisecondsOf(permission.until) - millisecondsOf(now)) / 1000;
      const { id, scene, playback } = camera;
      const order = { camera: id, ...addresses, scene, playback };
      mark.update(JSON.stringify(order));
      cameras.push({ ...order, leaseSeconds: Math.max(0, Math.min(untilEnd, this.#leaseSeconds)) });
    }
    const used = await usedModel(db);
    const model = used === null ? null : { sha256: used.said.sha256, classes: used.said.classes };
    mark.update(JSON.stringify(model));
    return { now, mark: mark.digest("hex"), cameras, model };
  }

  async #stands(edge: DeviceId, said: EdgeStanding, { context }: Open): Promise<void> {
    const standing = await cameraById(tablesOf<WatchTables>(context.read), said.camera);
    if (standing === null || standing.camera.edge !== edge) return;
    const { camera } = standing;
    const now = context.clock.now();
    const permission = context.mandates.permits(needOf(camera, now));
    if (!permission.permitted) return;
    switch (said.state) {
      case "seeing":
        if (said.pulse !== null) this.#health.heard(camera.id, said.pulse, now, edge);
        if (standing.state === "running") return;
        return decideCamera(
          context,
          camera.id,
          (at) => (at.state === "lost" ? recover(at) : at.state === "stopped" ? start(at) : []),
          permission.mandate,
        );
      case "lost":
        return standing.state === "lost" ? undefined : this.#lose(camera.id, said.because, said.detail, context);
      case "over":
        return decideCamera(context, camera.id, (at) => stop(at, said.because, said.detail));
    }
  }

  async #review(openedMs: number): Promise<void> {
    const context = this.#open?.context;
    if (context === undefined) return;
    const nowMs = context.clock.elapsedMs();
    for (const { camera, state } of await allCameras(tablesOf<WatchTables>(context.read))) {
      if (camera.edge === null || state === "stopped") continue;
      const permission = context.mandates.permits(needOf(camera, context.clock.now()));
      if (!permission.permitted) {
        const detail = WITHOUT_MANDATE[permission.because];
        await decideCamera(context, camera.id, (at) => stop(at, "mandate-ended", detail));
      } else if (state === "running" && nowMs - (this.#heardMs.get(camera.edge) ?? openedMs) > SILENT_MS)
        await this.#lose(camera.id, "edge-silent", "the edge that watches it has not been heard for 30 s", context);
    }
  }

  #lose(id: CameraId, because: string, detail: string, context: DeskContext): Promise<void> {
    return decideCamera(context, id, (standing, at: Instant) => {
      const entries = lose(standing, because, detail);
      if (isRefusal(entries) || entries.length === 0) return entries;
      return [...entries, cameraSignal("camera-lost", standing.camera, detail, at)];
    });
  }

  #heard(edge: DeviceId, { context }: Open): void {
    this.#heardMs.set(edge, context.clock.elapsedMs());
  }

  #change(): void {
    this.#changed.abort();
    this.#changed = new AbortController();
  }
}

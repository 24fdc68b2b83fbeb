import { tablesOf, type WorkerContext } from "@cordon/ground";
import {
  type BlobHash,
  type CameraId,
  type DeviceId,
  isRefusal,
  type NewEntry,
  SignalEnded,
  SignalExhibitsAdded,
  type SignalId,
} from "@cordon/kernel";
import type { KeptSignal } from "../rules/exhibits.ts";
import { needOf } from "../rules.ts";
import { cameraById, type WatchTables } from "../tables.ts";
import { keptSignal } from "../tables/exhibits.ts";
import type { Content, EdgeAnswer, EdgeItem } from "../words/edge.ts";
import { inWords } from "../words/measure.ts";
import type { Camera } from "../words.ts";
import { behindSignal, blindSignal } from "../workers/cameras/camera-signals.ts";
import { ExhibitKeeper } from "../workers/exhibits/exhibit-keeper.ts";
import type { Uploads } from "./uploads.ts";

type RecorderContext = Pick<WorkerContext, "read" | "journal" | "blobs" | "vault" | "log" | "mandates">;

/**
 * Writes down what edges noticed, each thing once however often it is sent: a signal bears the id it was given at the edge, and has one
 * clip and one end. What was noticed when no mandate was in force is settled by not being written down.
 */
export class EdgeRecorder {
  readonly #context: RecorderContext;
  readonly #uploads: Uploads;
  readonly #exhibits: ExhibitKeeper;

  constructor(context: RecorderContext, uploads: Uploads) {
    this.#context = context;
    this.#uploads = uploads;
    this.#exhibits = new ExhibitKeeper(context);
  }

  /** One after the other, up to the first whose content is not here yet. */
  async take(edge: DeviceId, items: readonly EdgeItem[]): Promise<EdgeAnswer> {
    let settled = 0;
    for (const item of items) {
      const missing = await this.#takeOne(edge, item);
      if (missing !== null) return { settled, missing: [missing] };
      settled++;
    }
    return { settled, missing: [] };
  }

  async #takeOne(edge: DeviceId, item: EdgeItem): Promise<BlobHash | null> {
    const db = tablesOf<WatchTables>(this.#context.read);
    const kept = await keptSignal(db, item.signal);
    if (item.item === "clip") {
      return kept !== null && wantsClip(kept) && kept.camera === item.camera ? this.#addClip(kept, item.clip) : null;
    }
    if (item.item === "ended") {
      if (kept?.camera !== item.camera) return null;
      const { signal, seenUntil } = item;
      const ended = { ...SignalEnded.of({ signal, seenUntil }), mandate: kept.mandate };
      await this.#once(signal, ended, (now) => now === null || now.seenUntil !== null);
      return null;
    }
    if (kept !== null) return null;
    const camera = await this.#cameraOf(edge, item.camera);
    if (camera === null) return null;
    // By what was in force when it was noticed, not when the link came back.
    const permission = this.#context.mandates.permits(needOf(camera, item.noticedAt));
    if (!permission.permitted) {
      this.#context.log.warn(
        { camera: camera.id, because: permission.because },
        "watch: an edge's signal is set aside",
      );
      return null;
    }
    const { mandate } = permission;
    if (item.item === "camera") {
      const { because, since, noticedAt } = item;
      const seconds = Math.max(0, (Date.parse(noticedAt) - Date.parse(since)) / 1000);
      const entry =
        because === "behind"
          ? behindSignal(camera, noticedAt, item.signal)
          : blindSignal(camera, because, noticedAt, seconds, item.signal);
      await this.#once(item.signal, { ...entry, mandate }, (now) => now !== null);
      return null;
    }
    const { signal: id, kind, since, noticedAt, confidence, zone, box, measure } = item;
    const still = item.still === null ? null : this.#uploads.whole(item.still.hash, item.still.bytes);
    if (still === undefined) return item.still?.hash ?? null;
    await this.#exhibits.raise({
      ref: id,
      id,
      mandate,
      signal: {
        kind,
        since,
        noticedAt,
        position: camera.position,
        place: camera.place,
        camera: camera.id,
        confidence,
        note: measure === undefined ? "" : inWords(measure),
        zone,
        box,
      },
      still,
      // The original never leaves the edge, which does not keep it either.
      originalStill: null,
    });
    if (item.still !== null) this.#uploads.forget(item.still.hash);
    return null;
  }

  /** An edge speaks for the cameras that it was given, and for no other. */
  async #cameraOf(edge: DeviceId, id: CameraId): Promise<Camera | null> {
    const standing = await cameraById(tablesOf<WatchTables>(this.#context.read), id);
    return standing !== null && standing.camera.edge === edge ? standing.camera : null;
  }

  async #addClip({ signal, mandate }: KeptSignal, { hash, bytes }: Content): Promise<BlobHash | null> {
    const content = this.#uploads.whole(hash, bytes);
    if (content === undefined) return hash;
    const stored = await this.#context.blobs.put(content);
    this.#uploads.forget(hash);
    if (isRefusal(stored)) {
      this.#context.log.error({ refused: stored.refused }, "watch: a clip could not be kept");
      return null;
    }
    const exhibit = { blob: stored.hash, role: "clip", mediaType: "video/mp4", bytes: stored.bytes } as const;
    const added = { ...SignalExhibitsAdded.of({ signal, exhibits: [exhibit] }), mandate };
    await this.#once(signal, added, (now) => now === null || !wantsClip(now));
    return null;
  }

  /** @param unless as the signal stands in the transaction, it is written down already */
  async #once(signal: SignalId, entry: NewEntry, unless: (kept: KeptSignal | null) => boolean): Promise<void> {
    const done = await this.#context.journal.run({
      by: { kind: "system", id: "watch.edge-report" },
      operation: "watch.edge-report",
      decide: async ({ tx }) => {
        const kept = await keptSignal(tablesOf<WatchTables>(tx), signal);
        return { entries: unless(kept) ? [] : [entry], output: null };
      },
    });
    if (isRefusal(done)) this.#context.log.error({ refused: done.refused }, "watch: could not be written down");
  }
}

const wantsClip = ({ erased, exhibits }: KeptSignal): boolean =>
  erased === null && !exhibits.some(({ role }) => role === "clip");

import { CommandId, Exhibit, type TaskId } from "@cordon/kernel";
import type { Answer, Problem } from "@cordon/ui";
import type { PhotoId } from "../outbox/letters.ts";
import { type Desk, newUlid } from "./desk.ts";
import type { Keeping } from "./kept.ts";

/** The longer side of what is sent: enough to read a number plate across a street, small enough for a crowded network. */
const LONGEST_PX = 1600;
const QUALITY = 0.82;
/** No byte more went out for so long: it is tried again from the beginning. */
const STALLED_MS = 30_000;

/** Photographs: made small, cleaned of where and with what they were taken, kept sealed until they are sent. */
export class PhotoDesk {
  readonly #desk: Desk;
  #running: XMLHttpRequest | null = null;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** @returns the photograph's name, null where this browser cannot read the file */
  async keep(file: Blob): Promise<PhotoId | null> {
    const keeping = this.#desk.keeping();
    const small = await cleaned(file).catch(() => null);
    if (keeping === null || small === null) return null;
    const id = newUlid();
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv },
      await keyOf(keeping),
      await small.arrayBuffer(),
    );
    await keeping.putPhoto(id, { type: small.type, iv, sealed });
    return id;
  }

  /** Into the log of the incident that a task is about. */
  async toTask(task: TaskId, photo: PhotoId): Promise<void> {
    await this.#desk.post({ what: "photo", id: CommandId.parse(newUlid()), task, note: "", photo });
  }

  /** Sends a kept photograph; null where it is kept no more. */
  async send(id: PhotoId): Promise<Answer<Exhibit> | null> {
    const keeping = this.#desk.keeping();
    const kept = (await keeping?.photo(id)) ?? null;
    if (keeping === null || kept === null) return null;
    const { iv, sealed, type } = kept;
    const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await keyOf(keeping), sealed);
    const file = new Blob([opened], { type });
    const sent = await this.#upload(file);
    if (sent.ok || sent.problem.reason !== "not-signed-in") return sent;
    // Any question signs in again; then once more.
    await this.#desk.client.ask("command.my-tasks", {}, this.#desk.signal);
    return this.#upload(file);
  }

  /** Somebody calls for help: the network is theirs. */
  giveWay(): void {
    this.#running?.abort();
  }

  async forget(ids: readonly PhotoId[]): Promise<void> {
    await this.#desk.keeping()?.dropPhotos(ids);
  }

  /** Not by `fetch`, which does not say how far it is, and would be given up after a fixed time however well it goes. */
  #upload(file: Blob): Promise<Answer<Exhibit>> {
    const { shown } = this.#desk;
    const { promise, resolve } = Promise.withResolvers<Answer<Exhibit>>();
    const request = new XMLHttpRequest();
    let stalled: ReturnType<typeof setTimeout> | undefined;
    const alive = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => request.abort(), STALLED_MS);
    };
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      alive();
      shown.show({ uploading: total > 0 ? loaded / total : 0 });
    });
    request.addEventListener("loadend", () => {
      clearTimeout(stalled);
      this.#running = null;
      shown.show({ uploading: null });
      resolve(answerOf(request));
    });
    request.open("POST", "/api/exhibits");
    request.setRequestHeader("content-type", file.type);
    this.#running = request;
    alive();
    shown.show({ uploading: 0 });
    request.send(file);
    return promise;
  }
}

function answerOf({ status, responseText }: XMLHttpRequest): Answer<Exhibit> {
  const problem = (reason: Problem["reason"]): Answer<Exhibit> => ({
    ok: false,
    problem: { reason, detail: `HTTP ${status}`, what: null, issues: [] },
  });
  if (status === 200) {
    const exhibit = Exhibit.safeParse(parsed(responseText));
    return exhibit.success ? { ok: true, output: exhibit.data } : problem("broken");
  }
  if (status === 0 || status === 502 || status === 504) return problem("offline");
  if (status === 401) return problem("not-signed-in");
  if (status === 429) return problem("too-many");
  if (status === 413) return problem("too-large");
  return problem(status >= 500 ? "unavailable" : status === 403 ? "not-permitted" : "invalid");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Drawn anew: of the file nothing is left but what one sees - no place, no camera, no time, no thumbnail of what was cut away. */
async function cleaned(file: Blob): Promise<Blob> {
  using picture = disposable(await createImageBitmap(file));
  const scale = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("this browser draws no canvas");
  context.drawImage(picture, 0, 0, width, height);
  return await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
}

function disposable(bitmap: ImageBitmap): ImageBitmap & Disposable {
  return Object.assign(bitmap, { [Symbol.dispose]: () => bitmap.close() });
}

async function keyOf(keeping: Keeping): Promise<CryptoKey> {
  const kept = await keeping.get("photoKey");
  if (kept !== null) return kept;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await keeping.put("photoKey", key);
  return key;
}

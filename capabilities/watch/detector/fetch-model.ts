import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { type BlobHash, isRefusal, type Refusal, refuse } from "@cordon/kernel";
import { isLoopback } from "../words/model.ts";
import { MOST_MODEL_BYTES } from "./model-file.ts";

export interface FetchLimits {
  readonly bytes: number;
  /** For all of it. */
  readonly milliseconds: number;
}

const LIMITS: FetchLimits = { bytes: MOST_MODEL_BYTES, milliseconds: 600_000 };
const MOST_REDIRECTS = 5;

/**
 * A model's file, and only if it is the one that was asked for: nothing reads what does not have the SHA-256.
 * @param source a `ModelSource`
 * @returns refusals `not-found`, `too-large`, `unavailable` for what cannot be had, `conflict` for another hash
 */
export async function fetchModel(
  source: string,
  sha256: BlobHash,
  signal: AbortSignal,
  limits: FetchLimits = LIMITS,
): Promise<Uint8Array | Refusal> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(limits.milliseconds)]);
  const url = /^https?:\/\//i.test(source) ? new URL(source) : undefined;
  const bytes = url === undefined ? await readModel(source, limits) : await download(url, until, limits);
  if (isRefusal(bytes)) return bytes;
  const found = createHash("sha256").update(bytes).digest("hex");
  return found === sha256 ? bytes : refuse("conflict", `its SHA-256 is ${found}, not the one that was given`);
}

async function readModel(path: string, limits: FetchLimits): Promise<Uint8Array | Refusal> {
  const file = await open(path.startsWith("file:") ? new URL(path) : path, "r").catch(() => undefined);
  if (file === undefined) return refuse("not-found", "there is no such file on the server, or it may not be read");
  try {
    const about = await file.stat();
    if (!about.isFile()) return refuse("not-found", "this is not a file");
    if (about.size > limits.bytes) return tooLarge(limits);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

async function download(from: URL, until: AbortSignal, limits: FetchLimits): Promise<Uint8Array | Refusal> {
  let url = from;
  try {
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      const response = await fetch(url, { redirect: "manual", signal: until, credentials: "omit" });
      const next = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
      if (next === null) {
        if (response.ok) return await bodyOf(response, limits);
        await response.body?.cancel();
        return refuse("not-found", `${url.host} answered ${response.status}`);
      }
      await response.body?.cancel();
      if (!URL.canParse(next, url)) return refuse("unavailable", `${url.host} sends to an address that is none`);
      url = new URL(next, url);
      if (!mayFollow(from, url))
        return refuse("not-permitted", `${from.host} sends to ${url.protocol}//${url.host}, where it may not`);
    }
    return refuse("unavailable", `${from.host} sends from one address to the next, more than ${MOST_REDIRECTS} times`);
  } catch (error) {
    if (until.aborted)
      return refuse(
        "unavailable",
        `it did not come whole within ${Math.round(limits.milliseconds / 1000)} s, or the server stops`,
      );
    const why = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return refuse("unavailable", `${url.host} cannot be reached or broke off: ${why.slice(0, 200)}`);
  }
}

/** A stranger's server sends nobody to this machine's own doors, and nobody from an address that cannot be read on the way to one that can. */
function mayFollow(from: URL, to: URL): boolean {
  if (to.username !== "" || to.password !== "") return false;
  if (isLoopback(to.hostname)) return isLoopback(from.hostname) && /^https?:$/.test(to.protocol);
  return to.protocol === "https:";
}

async function bodyOf(response: Response, limits: FetchLimits): Promise<Uint8Array | Refusal> {
  const parts: Uint8Array[] = [];
  let length = 0;
  if (response.body === null) return new Uint8Array();
  for await (const part of response.body) {
    length += part.byteLength;
    // Leaving the loop cancels the rest.
    if (length > limits.bytes || Number(response.headers.get("content-length") ?? 0) > limits.bytes)
      return tooLarge(limits);
    parts.push(part);
  }
  return Buffer.concat(parts, length);
}

const tooLarge = ({ bytes }: FetchLimits): Refusal =>
  refuse("too-large", `it has more than ${Math.round(bytes / 1024 / 1024)} MB, which no model that is taken has`);

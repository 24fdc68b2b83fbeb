import { Readable } from "node:stream";
import { BlobHash, COMMAND_ROOM, isRefusal, type Principal, refuse } from "@cordon/kernel";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Blobs } from "../blobs/port.ts";
import { sendRefusal } from "./api.ts";

/** What a browser may be told an exhibit is; anything else is downloaded, so that no exhibit can run as a page of ours. */
const SHOWN = new Set(["image/jpeg", "image/png", "image/webp", "video/mp4", "video/webm"]);

const Path = z.object({ hash: BlobHash });
const Query = z.object({ type: z.string().max(80).optional() });

/**
 * `GET /api/exhibits/<sha-256>?type=video/mp4`, with one byte range for players that seek. Never cached by anyone between: an exhibit
 * can be erased.
 */
export function routeExhibits(
  http: FastifyInstance,
  blobs: Blobs,
  principalOf: (request: FastifyRequest) => Promise<Principal>,
): void {
  http.get("/api/exhibits/:hash", async (request, reply) => {
    const by = await principalOf(request);
    if (!by.roles.some((role) => COMMAND_ROOM.includes(role)))
      return sendRefusal(reply, refuse("not-permitted", "Exhibits are for the command room."), by);
    const path = Path.safeParse(request.params);
    if (!path.success) return sendRefusal(reply, refuse("not-found", "There is no such exhibit."), by);
    const whole = await blobs.open(path.data.hash);
    if (isRefusal(whole)) return sendRefusal(reply, whole, by);
    const type = Query.catch({}).parse(request.query).type ?? "";
    reply.header("cache-control", "private, no-store").header("accept-ranges", "bytes");
    if (SHOWN.has(type)) reply.type(type);
    else reply.type("application/octet-stream").header("content-disposition", "attachment");
    const range = rangeOf(request.headers.range, whole.bytes);
    if (range === null) return reply.header("content-length", whole.bytes).send(Readable.from(whole.stream));
    await whole.stream.cancel();
    const part = await blobs.open(path.data.hash, range);
    if (isRefusal(part)) return sendRefusal(reply, part, by);
    return reply
      .code(206)
      .header("content-range", `bytes ${range.from}-${range.to}/${whole.bytes}`)
      .header("content-length", range.to - range.from + 1)
      .send(Readable.from(part.stream));
  });
}

/** A single `bytes=from-to` of RFC 9110 section 14; null for none, for several and for one that does not fit: the whole is sent then. */
export function rangeOf(
  header: string | undefined,
  bytes: number,
): { readonly from: number; readonly to: number } | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (match === null || bytes === 0) return null;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return null;
  const from = first === "" ? Math.max(0, bytes - Number(last)) : Number(first);
  const to = first === "" || last === "" ? bytes - 1 : Math.min(Number(last), bytes - 1);
  return from <= to && from < bytes ? { from, to } : null;
}

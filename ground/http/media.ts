import { once } from "node:events";
import { Readable } from "node:stream";
import { isRefusal, type Principal, refuse } from "@cordon/kernel";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { AnyMedium, MediumParts } from "../medium.ts";
import { sendRefusal } from "./api.ts";
import { rangeOf } from "./exhibits.ts";

/** What is behind the media, as the house has it. */
export interface MediaParts {
  readonly media: readonly AnyMedium[];
  readonly principalOf: (request: FastifyRequest) => Promise<Principal>;
  readonly house: () => Omit<MediumParts, "by" | "gone">;
}

/** Who lost the right to look while looking is noticed this soon. */
const LOOK_AGAIN_MS = 2_000;

/** One `GET` a medium. Nothing of it is kept by anybody between: it may be dark a second later. */
export function routeMedia(http: FastifyInstance, parts: MediaParts): void {
  for (const medium of parts.media) {
    http.get(medium.path, async (request, reply) => {
      const by = await parts.principalOf(request);
      if (!mayLook(medium, by)) return sendRefusal(reply, notPermitted(medium, by), by);
      const gone = new AbortController();
      reply.raw.once("close", () => gone.abort());
      const shown = await medium.open(request.params, { ...parts.house(), by, gone: gone.signal });
      if (isRefusal(shown)) return sendRefusal(reply, shown, by);
      reply.type(shown.mediaType).header("cache-control", "private, no-store");
      if (shown.shown === "whole") return sendWhole(request, reply, shown.content);
      const lookAgain = async (): Promise<void> => {
        if (!mayLook(medium, await parts.principalOf(request))) gone.abort();
      };
      // Whose session cannot even be looked up looks at nothing.
      const again = setInterval(() => void lookAgain().catch(() => gone.abort()), LOOK_AGAIN_MS);
      void once(gone.signal, "abort").then(() => clearInterval(again));
      // A proxy that gathers would make a live picture late.
      return reply.header("x-accel-buffering", "no").send(Readable.from(shown.parts, { objectMode: false }));
    });
  }
}

function sendWhole(request: FastifyRequest, reply: FastifyReply, content: Uint8Array): FastifyReply {
  reply.header("accept-ranges", "bytes");
  const range = rangeOf(request.headers.range, content.length);
  if (range === null) return reply.send(Buffer.from(content));
  return reply
    .code(206)
    .header("content-range", `bytes ${range.from}-${range.to}/${content.length}`)
    .send(Buffer.from(content.subarray(range.from, range.to + 1)));
}

function mayLook({ allow }: AnyMedium, by: Principal): boolean {
  return allow.anyone || by.roles.some((role) => role === "system" || allow.roles.includes(role));
}

function notPermitted({ name, allow }: AnyMedium, by: Principal) {
  if (by.roles.length === 0) return refuse("not-permitted", "Sign in first.", name);
  const needed = allow.anyone ? "" : allow.roles.join(", ");
  return refuse("not-permitted", `${name} needs one of the roles ${needed}.`, name);
}

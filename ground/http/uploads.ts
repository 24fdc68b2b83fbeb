import { isRefusal, type Principal, type Role, refuse } from "@cordon/kernel";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { isUploadType, UPLOAD_TYPES } from "../exhibits/media-type.ts";
import { storeUpload, UPLOAD_LIMIT_BYTES, type UploadParts } from "../exhibits/uploads.ts";
import { sendRefusal } from "./api.ts";
import { refuseAs } from "../refusals.ts";

/** Those who report, and those who write into a log. */
const SENDS: readonly Role[] = [
  "operator",
  "supervisor",
  "commander",
  "liaison",
  "officer",
  "steward",
  "field-device",
  "gate-device",
  "exercise",
];

/** Files that are in memory at the same time, each at most as large as the limit. */
const AT_ONCE = 8;

export interface UploadDoor extends UploadParts {
  readonly principalOf: (request: FastifyRequest) => Promise<Principal>;
}

/**
 * `POST /api/exhibits` with the file as the body and its type in `content-type`; answers the exhibit (`blob`, `role`, `mediaType`, `bytes`).
 * Name its `blob` in an operation that takes files (`command.note-incident`): what nobody names within a day is gone.
 */
export async function routeUploads(http: FastifyInstance, door: UploadDoor): Promise<void> {
  // In a scope of its own: elsewhere a body is JSON.
  await http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser([...UPLOAD_TYPES], { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    let open = 0;
    scope.post(
      "/api/exhibits",
      {
        bodyLimit: UPLOAD_LIMIT_BYTES,
        config: { rateLimit: { max: 120, timeWindow: 60_000 } },
        // Asked before the file is read: a stranger's twenty megabytes are not.
        async onRequest(request, reply) {
          const by = await door.principalOf(request);
          if (by.roles.some((role) => SENDS.includes(role))) {
            const type = typeOf(request);
            if (!isUploadType(type))
              return sendRefusal(
                reply,
                refuseAs(
                  "file-type",
                  "invalid",
                  `Only files of these types are taken: ${UPLOAD_TYPES.join(", ")}.`,
                  undefined,
                  { type: type.slice(0, 80), types: UPLOAD_TYPES.join(", ") },
                ),
                by,
              );
            if (open >= AT_ONCE)
              return sendRefusal(reply, refuse("too-many", "Many files are being sent. Try again in a moment."), by);
            open++;
            reply.raw.once("close", () => {
              open--;
            });
            return;
          }
          const because = by.roles.length === 0 ? "Sign in first." : "Files are sent by those on duty.";
          return sendRefusal(reply, refuse("not-permitted", because), by);
        },
      },
      async (request, reply) => {
        const by = await door.principalOf(request);
        const content = request.body instanceof Uint8Array ? request.body : new Uint8Array();
        const stored = await storeUpload(door, { mediaType: typeOf(request), content });
        if (isRefusal(stored)) return sendRefusal(reply, stored, by);
        return reply.header("cache-control", "no-store").send(stored);
      },
    );
  });
}

/** The essence of the content type, without its parameters. */
function typeOf(request: FastifyRequest): string {
  return (request.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

import { isRefusal, type Principal, type Refusal, refuse } from "@cordon/kernel";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Dispatcher } from "../dispatch.ts";
import { type Door, SessionGrant } from "../door.ts";
import type { AnyOperation } from "../operation.ts";
import { clearSessionCookie, type Origins, setSessionCookie } from "./guard.ts";
import { type ApiDocument, pathOf } from "./openapi.ts";
import { problemOf } from "./problem.ts";

export interface ApiParts {
  readonly dispatcher: Dispatcher;
  readonly document: ApiDocument;
  readonly origins: () => Origins;
  readonly caller: (request: FastifyRequest) => Promise<Caller>;
}

/** Who calls, and how the call came in. */
export interface Caller {
  readonly by: Principal;
  readonly door: Door;
}

const OpensSession = z.looseObject({ session: SessionGrant });

/** Sends a refusal as a problem. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal, by: Principal | null): FastifyReply {
  const problem = problemOf(refusal, by === null || by.roles.length > 0);
  return reply.code(problem.status).type("application/problem+json").send(JSON.stringify(problem));
}

/** One route an operation: `GET` with `?input=` for queries, `POST` with a JSON body for commands. */
export function routeOperations(http: FastifyInstance, parts: ApiParts): void {
  for (const operation of parts.dispatcher.operations.values()) {
    http.route({
      method: operation.effect === "query" ? "GET" : "POST",
      url: pathOf(operation.name),
      ...(operation.limit === null
        ? {}
        : {
            config: {
              rateLimit: { max: operation.limit.calls, timeWindow: operation.limit.perSeconds * 1000, allowList: [] },
            },
          }),
      handler: (request, reply) => answer(parts, operation, request, reply),
    });
  }
}

async function answer(
  parts: ApiParts,
  operation: AnyOperation,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const contract = request.headers["cordon-contract"];
  if (contract !== undefined && contract !== parts.document.contract) {
    return sendRefusal(
      reply,
      refuse("stale-client", "This page was made for another version of the server: reload it. Nothing was changed."),
      null,
    );
  }
  const { by, door } = await parts.caller(request);
  const input = inputOf(operation, request);
  if (isRefusal(input)) return sendRefusal(reply, input, by);
  const { at } = z
    .object({ at: z.string().max(40).optional() })
    .catch({ at: "" })
    .parse(request.query);
  const result = await parts.dispatcher.call(operation.name, input.value, by, door, at ?? null);
  // Of an operation open to anyone, a refusal is about what was sent: signing in would not help.
  if (isRefusal(result)) return sendRefusal(reply, result, operation.allow.anyone ? null : by);
  if (result.entries.length > 0) reply.header("cordon-entries", result.entries.slice(0, 50).join(","));
  if (result.moment !== undefined) reply.header("cordon-moment", String(result.moment));
  return reply
    .header("cache-control", "no-store")
    .type("application/json")
    .send(JSON.stringify(withSession(parts, operation, reply, result.output) ?? null));
}

function inputOf(operation: AnyOperation, request: FastifyRequest): { readonly value: unknown } | Refusal {
  if (operation.effect === "command") return { value: request.body ?? {} };
  const { input } = z.object({ input: z.string().optional() }).catch({}).parse(request.query);
  if (input === undefined) return { value: {} };
  try {
    return { value: JSON.parse(input) };
  } catch {
    return refuse("invalid", "The query parameter `input` is not JSON.", "input");
  }
}

function withSession(parts: ApiParts, operation: AnyOperation, reply: FastifyReply, output: unknown): unknown {
  if (operation.session === "closes") clearSessionCookie(reply, parts.origins());
  if (operation.session !== "opens") return output;
  const opened = OpensSession.safeParse(output);
  if (!opened.success) return output;
  const { session, ...rest } = opened.data;
  setSessionCookie(reply, parts.origins(), session.token, session.expiresAt);
  return rest;
}

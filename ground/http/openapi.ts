import { createHash } from "node:crypto";
import { PICTURE_FRAME } from "@cordon/kernel";
import { z } from "zod";
import type { AnyMedium } from "../medium.ts";
import type { Allow, AnyOperation } from "../operation.ts";
import { PROBLEMS } from "./problem.ts";

/** `/api/command/confirm-signal` of `command.confirm-signal`. */
export function pathOf(operationName: string): string {
  return `/api/${operationName.replace(".", "/")}`;
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io,
    unrepresentable: "any",
    reused: "inline",
  });
  return rest;
}

const problemResponse = {
  description: `A refusal, as RFC 9457 problem details. Types: ${Object.keys(PROBLEMS).join(", ")}.`,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

function responses(operation: AnyOperation): unknown {
  return {
    200: { description: "Done", content: { "application/json": { schema: schemaOf(operation.output, "output") } } },
    default: problemResponse,
  };
}

function rolesOf({ allow }: { readonly allow: Allow }): readonly string[] {
  return allow.anyone ? ["anyone"] : allow.roles;
}

function itemOf(operation: AnyOperation): unknown {
  const common = {
    operationId: operation.name,
    summary: operation.summary,
    tags: [operation.name.slice(0, operation.name.indexOf("."))],
    "x-cordon-roles": rolesOf(operation),
    responses: responses(operation),
    ...(operation.allow.anyone ? { security: [] } : {}),
  };
  const schema = schemaOf(operation.input, "input");
  if (operation.effect === "command") {
    return { post: { ...common, requestBody: { required: true, content: { "application/json": { schema } } } } };
  }
  const input = {
    name: "input",
    in: "query",
    description: "The input, as JSON. May be left out when empty.",
    content: { "application/json": { schema } },
  };
  return { get: { ...common, parameters: operation.past ? [input, AT] : [input] } };
}

const AT = {
  name: "at",
  in: "query",
  description:
    "A moment of the past to answer for, exactly as it was known then: how many entries of the journal are known, or an instant.",
  schema: {
    anyOf: [
      { type: "string", pattern: "^[0-9]{1,15}$" },
      { type: "string", format: "date-time" },
    ],
  },
};

/** `/api/watch/cameras/{camera}/live`, and what it gives. */
function mediumOf(medium: AnyMedium): readonly [string, unknown] {
  const parameters = Object.entries(medium.parameters.shape).map(([name, schema]) => ({
    name,
    in: "path",
    required: true,
    schema: schemaOf(schema, "input"),
  }));
  const content = Object.fromEntries(medium.mediaTypes.map((type) => [type, {}]));
  const get = {
    operationId: medium.name,
    summary: medium.summary,
    tags: [medium.name.slice(0, medium.name.indexOf("."))],
    "x-cordon-roles": rolesOf(medium),
    parameters,
    responses: { 200: { description: "Something to look at", content }, default: problemResponse },
  };
  return [medium.path.replaceAll(/:(\w+)/g, "{$1}"), { get }];
}

export interface ApiDocument {
  readonly text: string;
  /** Changes whenever an operation does: a page made for another contract is told to reload. */
  readonly contract: string;
}

/** The OpenAPI 3.1 document of the operations, in the order of their names, then of the media, and the contract's fingerprint. */
export function apiDocument(
  operations: readonly AnyOperation[],
  version: string,
  media: readonly AnyMedium[] = [],
): ApiDocument {
  const sorted = operations.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const document = {
    openapi: "3.1.0",
    info: {
      title: "Cordon",
      version,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      description:
        "Every operation of this server. Queries are GET, commands are POST; refusals are RFC 9457 problems and change nothing.",
    },
    security: [{ session: [] }],
    paths: Object.fromEntries([
      ...sorted.map((operation) => [pathOf(operation.name), itemOf(operation)] as const),
      ...media.map(mediumOf),
    ]),
    components: {
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "cordon_session" } },
      schemas: {
        Problem: {
          type: "object",
          required: ["type", "title", "status", "detail"],
          properties: {
            type: { type: "string" },
            title: { type: "string" },
            status: { type: "integer" },
            detail: { type: "string" },
            what: { type: "string" },
            issues: {
              type: "array",
              items: { type: "object", properties: { path: { type: "string" }, message: { type: "string" } } },
            },
          },
        },
      },
    },
  };
  const text = JSON.stringify(document);
  // Positions travel packed, in no schema: a page that reads another version of the frame is as old as one that asks other questions.
  const spoken = `${text} frame ${PICTURE_FRAME.version}`;
  return { text, contract: createHash("sha256").update(spoken).digest("hex").slice(0, 16) };
}

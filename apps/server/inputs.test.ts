import { Role } from "@cordon/kernel";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { RunningServer } from "./index.ts";
import { testServer } from "./testing.ts";

let server: RunningServer;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  server = await testServer(stack, { rehearsing: true });
}, 60_000);

afterAll(() => stack.disposeAsync());

/** As much of JSON Schema as the inputs of operations use. */
interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape | boolean;
  readonly prefixItems?: readonly Shape[];
  readonly additionalProperties?: Shape | boolean;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
}
const Shape: z.ZodType<Shape> = z.looseObject({});

const shapes = () =>
  [...server.dispatcher.operations.values()].map((operation) => ({
    operation,
    shape: Shape.parse(z.toJSONSchema(operation.input, { io: "input", unrepresentable: "any" })),
  }));

const parts = (shape: Shape) => [...(shape.anyOf ?? []), ...(shape.oneOf ?? []), ...(shape.allOf ?? [])];

/** Texts and lists that could be of any size. A pattern bounds a text when it is anchored and repeats nothing without end. */
function unbounded(shape: Shape, path: string): readonly string[] {
  const { items, pattern } = shape;
  const own: string[] = [];
  if (shape.type === "string" && shape.enum === undefined && shape.const === undefined) {
    const patterned = [shape, ...(shape.allOf ?? [])].some(
      (each) => each.pattern !== undefined && /^\^[^*+]*\$$/.test(each.pattern.replaceAll("\\+", "")),
    );
    if (shape.maxLength === undefined && !patterned) own.push(`${path}: a text without end`);
  }
  if (shape.type === "array" && shape.maxItems === undefined && shape.prefixItems === undefined)
    own.push(`${path}: a list without end`);
  if (typeof shape.additionalProperties === "object") own.push(`${path}: an object with any members`);
  return [
    ...own,
    ...(pattern === undefined
      ? parts(shape).flatMap((part) =>
          part.type === undefined && part.pattern !== undefined ? [] : unbounded(part, path),
        )
      : []),
    ...(typeof items === "object" ? unbounded(items, `${path}[]`) : []),
    ...(shape.prefixItems ?? []).flatMap((item) => unbounded(item, `${path}[]`)),
    ...Object.entries(shape.properties ?? {}).flatMap(([name, member]) => unbounded(member, `${path}.${name}`)),
  ];
}

/** Texts that have broken programs: ends of strings, halves of characters, markup, quotes, numbers that are words. */
const NASTY = [
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff\ud800",
  "\u202Egnp.exe",
  "'; drop table signal; --",
  "<script>alert(1)</script>",
  "__proto__",
  "\uFEFF",
  "\n\r\t",
  "%00",
  "${7*7}",
  "e\u0301".repeat(20),
  "👩‍🚒",
  "-0",
  "NaN",
  "{}",
  " ",
];
const INSTANTS = [
  "2026-07-26T18:00:00.000Z",
  "0000-01-01T00:00:00.000Z",
  "0001-01-01T00:00:00.000Z",
  "9999-12-31T23:59:59.999Z",
  "2024-02-29T00:00:00.000Z",
  "2100-01-01T00:00:00.000Z",
];
const ULIDS = ["01J3ZK8Q4M7V9X2B5N6P0RSTWY", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "00000000000000000000000000"];

/** Inputs that mostly fit a shape, with something nasty wherever the shape lets it. */
function inputOf(shape: Shape): fc.Arbitrary<unknown> {
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  const alternatives = [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])];
  if (alternatives.length > 0) return fc.oneof(...alternatives.map(inputOf));
  switch (shape.type) {
    case "string":
      return textOf(shape);
    case "integer":
    case "number": {
      const min = shape.minimum ?? shape.exclusiveMinimum ?? -1e9;
      const max = shape.maximum ?? 1e9;
      const edges = fc.constantFrom(min, max, 0, -0, 1, 1e300, 5e-324);
      return shape.type === "integer"
        ? fc.oneof(edges, fc.integer({ min: Math.ceil(min), max: Math.min(Math.floor(max), 2 ** 31) }))
        : fc.oneof(edges, fc.double({ min, max, noNaN: true }));
    }
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array": {
      if (shape.prefixItems !== undefined) return fc.tuple(...shape.prefixItems.map(inputOf));
      const item = typeof shape.items === "object" ? inputOf(shape.items) : fc.jsonValue();
      return fc.array(item, {
        minLength: shape.minItems ?? 0,
        maxLength: Math.min(shape.maxItems ?? 5, (shape.minItems ?? 0) + 4),
      });
    }
    case "object": {
      const members = Object.fromEntries(
        Object.entries(shape.properties ?? {}).map(([name, member]) => [name, inputOf(member)]),
      );
      // An area that is well formed is rare by chance.
      const polygon = "coordinates" in members && shape.properties?.["type"]?.const === "Polygon";
      if (polygon) return fc.constantFrom(...POLYGONS);
      return fc.record(members, { requiredKeys: [...(shape.required ?? [])] });
    }
    default:
      return fc.jsonValue();
  }
}

/** The most corners that a schema lets through, each written with all its digits: more than one entry holds. */
const RING = Array.from({ length: 1999 }, (_, corner): [number, number] => {
  const angle = (corner / 1999) * 2 * Math.PI;
  return [2.3 + Math.cos(angle) / 100, 48.86 + Math.sin(angle) / 100];
});

const POLYGONS = [
  { type: "Polygon", coordinates: [[...RING, RING[0]]] },
  {
    type: "Polygon",
    coordinates: [
      [
        [2.29, 48.85],
        [2.31, 48.85],
        [2.31, 48.87],
        [2.29, 48.85],
      ],
    ],
  },
  {
    type: "Polygon",
    coordinates: [
      [
        [-180, -90],
        [180, -90],
        [180, 90],
        [-180, 90],
        [-180, -90],
      ],
    ],
  },
  {
    type: "Polygon",
    coordinates: [
      [
        [0, 0],
        [1, 1],
        [0, 1],
        [1, 0],
        [0, 0],
      ],
    ],
  },
];

function textOf(shape: Shape): fc.Arbitrary<unknown> {
  const { pattern = "", minLength = 0, maxLength = 200 } = shape;
  const patterns = [pattern, ...(shape.allOf ?? []).map((part) => part.pattern ?? "")];
  if (shape.format === "date-time" || patterns.some((each) => each.includes("T(?:")))
    return fc.constantFrom(...INSTANTS);
  if (pattern.startsWith("^[0-7][0-9A-HJKMNP-TV-Z]")) return fc.constantFrom(...ULIDS);
  const exact = /^\^\[[^\]]+\]\{(\d+)\}\$$/.exec(pattern)?.[1];
  if (exact !== undefined) return fc.constantFrom("A".repeat(Number(exact)), "a".repeat(Number(exact)));
  const long = fc.constant("x".repeat(maxLength));
  const any = fc.string({ minLength, maxLength: Math.min(maxLength, 40), unit: "binary" });
  return fc.oneof(fc.constantFrom(...NASTY), long, any, fc.constant("FR"));
}

const EVERYBODY = {
  kind: "person",
  id: "01J3ZK8Q4M7V9X2B5N6P0RSTWY",
  roles: Role.options.filter((role) => role !== "system"),
  contingent: null,
  unit: ULIDS[0] ?? null,
} as const;

describe("every operation", () => {
  it("bounds every text and every list it takes", () => {
    expect(shapes().flatMap(({ operation, shape }) => unbounded(shape, operation.name))).toEqual([]);
  });

  it("answers or refuses whatever fits its schema, and never breaks", { timeout: 120_000 }, async () => {
    let answered = 0;
    for (const { operation, shape } of shapes()) {
      await fc.assert(
        fc.asyncProperty(inputOf(shape), async (input) => {
          const answer = await server.dispatcher.call(operation.name, input, EVERYBODY, {
            origin: "https://cordon.example",
            fromThisMachine: true,
            rehearsing: true,
            session: null,
          });
          if ("output" in answer) answered++;
          else expect(answer.because).not.toBe("");
        }),
        { numRuns: 40 },
      );
    }
    // Refusing everything would be safe too, and no test.
    expect(answered).toBeGreaterThan(200);
  });

  it("refuses what fits no schema: other types, deep nests, prototypes", async () => {
    const deep = JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`);
    const odd = [
      null,
      [],
      "text",
      7,
      true,
      deep,
      { a: deep },
      JSON.parse('{"__proto__":{"roles":["admin"]},"constructor":{"prototype":{}}}'),
    ];
    for (const { operation } of shapes()) {
      for (const input of odd) {
        const answer = await server.dispatcher.call(operation.name, input, EVERYBODY);
        if (typeof input !== "object" || input === null || Array.isArray(input))
          expect(answer, operation.name).toMatchObject({ refused: "invalid" });
      }
    }
    expect({}).not.toHaveProperty("roles");
  });
});

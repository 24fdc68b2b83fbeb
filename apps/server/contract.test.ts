import type { AnyMedium, AnyOperation, Capability } from "@cordon/ground";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { capabilities, UNHOUSED } from "./capabilities.ts";

const Members = z.object({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
});

function membersOf(schema: z.ZodType, io: "input" | "output"): string {
  const { properties, required } = Members.parse(z.toJSONSchema(schema, { io, unrepresentable: "any" }));
  return Object.keys(properties)
    .map((name) => (required.includes(name) ? name : `${name}?`))
    .join(" ");
}

function lineOf({ name, effect, allow, input, output }: AnyOperation): string {
  const roles = allow.anyone ? "anyone" : allow.roles.join(" ");
  return `${effect} ${name}\n  in    ${membersOf(input, "input")}\n  out   ${membersOf(output, "output")}\n  allow ${roles}\n`;
}

function mediumLineOf({ name, path, allow, mediaTypes }: AnyMedium): string {
  const roles = allow.anyone ? "anyone" : allow.roles.join(" ");
  return `medium ${name}\n  at    ${path}\n  gives ${mediaTypes.join(" ")}\n  allow ${roles}\n`;
}

describe("the contract", () => {
  it("is the one that was last looked at: whoever changes an operation, who may call it or an entry, changes contract.txt too", async () => {
    const rooms = capabilities(UNHOUSED);
    const operations = rooms.flatMap((room): readonly AnyOperation[] => room.operations).map(lineOf);
    const entries = rooms
      .flatMap((room) => room.entries)
      .map(({ kind, roles }) => `entry ${kind}\n  seen  ${roles.join(" ")}\n`);
    const media = rooms.flatMap((room: Capability): readonly AnyMedium[] => room.media ?? []).map(mediumLineOf);
    await expect([...operations, ...entries, ...media].sort().join("\n")).toMatchFileSnapshot("contract.txt");
  });
});

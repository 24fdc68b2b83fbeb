import type { AnyOperation } from "@cordon/ground";
import type { Command } from "commander";
import { z } from "zod";
import { callOperation, type Door } from "./call.ts";

/**
 * One command an operation: `cordon command confirm-signal --signal 01J... --title "..."`. Options are the members of the input's
 * schema; a value that is not text is JSON. `--input` gives the whole input instead.
 * @param door where the server is and who calls
 */
export function registerOperations(program: Command, operations: readonly AnyOperation[], door: Door): void {
  for (const [room, members] of Map.groupBy(operations, ({ name }) => name.slice(0, name.indexOf(".")))) {
    const group = program.command(room).description(`operations of ${room} on a running server`);
    for (const operation of members) registerOperation(group, operation, door);
  }
}

function registerOperation(group: Command, operation: AnyOperation, door: Door): void {
  const roles = operation.allow.anyone ? "anyone" : operation.allow.roles.join(", ");
  const command = group
    .command(operation.name.slice(operation.name.indexOf(".") + 1))
    .summary(operation.summary)
    .description(`${operation.summary}\nWho may: ${roles}.`)
    .option("--input <json>", "the whole input, as JSON")
    .option("--server <url>", "the server", door.server);
  for (const [member, schema] of Object.entries(operation.input.shape)) {
    command.option(`--${kebab(member)} <value>`, describe(schema));
  }
  command.action(async () => {
    const given = z.record(z.string(), z.string()).parse(command.opts());
    const input = inputOf(operation, given);
    if ("message" in input) {
      process.stderr.write(`cordon: ${input.message}\n`);
      process.exitCode = 2;
      return;
    }
    const answer = await callOperation({ ...door, server: given["server"] ?? door.server }, operation, input.value);
    if (answer.ok) process.stdout.write(`${JSON.stringify(answer.output, null, 2)}\n`);
    else {
      process.stderr.write(`cordon: ${answer.message}\n`);
      process.exitCode = 1;
    }
  });
}

/** @param given the options as commander has them: camel case, all text */
export function inputOf(
  operation: AnyOperation,
  given: Readonly<Record<string, string>>,
): { readonly value: unknown } | { readonly message: string } {
  const { input, server: _, ...members } = given;
  const value: Record<string, unknown> = {};
  if (input !== undefined) {
    const whole = json(input);
    if (typeof whole !== "object" || whole === null) return { message: "--input is not a JSON object." };
    Object.assign(value, whole);
  }
  for (const [member, text] of Object.entries(members)) {
    const schema = operation.input.shape[member];
    value[member] =
      schema !== undefined && z.safeParse(schema, text).success
        ? text
        : (json(text) ?? (text === "null" ? null : text));
  }
  const parsed = operation.input.safeParse(value);
  if (parsed.success) return { value };
  return {
    message: parsed.error.issues
      .map((issue) => `--${kebab(issue.path.join("."))}: ${issue.message}`)
      .join("\n        "),
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function kebab(member: string): string {
  return member.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function describe(schema: z.core.$ZodType): string {
  const {
    description,
    type,
    enum: values,
  } = z
    .object({ description: z.string().optional(), type: z.string().optional(), enum: z.array(z.unknown()).optional() })
    .catch({})
    .parse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
  return description ?? values?.join(" | ") ?? (type === undefined || type === "string" ? "" : `${type}, as JSON`);
}

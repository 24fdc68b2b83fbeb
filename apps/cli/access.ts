import { readFile, stat, writeFile } from "node:fs/promises";
import { RevocationReason } from "@cordon/access/words";
import type { AnyOperation } from "@cordon/ground";
import type { Command } from "commander";
import { z } from "zod";
import { issueFile } from "./access-issue.ts";
import { callOperation, type Door, signedIn } from "./call.ts";
import { passNumbersIn } from "./pass-numbers.ts";
import { complain, tell } from "./telling.ts";

/** Operations whose commands work on files, here, instead of on options. */
export const ON_FILES: ReadonlySet<string> = new Set(["access.import-perimeters", "access.export-perimeters"]);

/** As many as one revocation takes. */
const TOGETHER = 10_000;

const Served = z.object({ server: z.string() });
const IssueOptions = Served.extend({
  out: z.string().min(1),
  resume: z.boolean().default(false),
  skipFaulty: z.boolean().default(false),
});
const RevokeOptions = Served.extend({ reason: RevocationReason, note: z.string().max(200) });
const ExportOptions = Served.extend({ out: z.string().optional() });

/**
 * `cordon access issue | revoke | import-perimeters | export-perimeters`: files in and out of a running server.
 * Exit 2: not understood; 1: the server would not.
 */
export function registerAccess(program: Command, operations: readonly AnyOperation[], door: Door): void {
  // The room's operations may have made the group already.
  const existing = program.commands.find((command) => command.name() === "access");
  const access = existing ?? program.command("access").description("perimeters, passes and gates");
  const served = (command: Command) => command.option("--server <url>", "the server", door.server);
  const calling = async (server: string) => signedIn({ ...door, server });

  served(access.command("issue"))
    .argument("<file>", "CSV: category,zones,notBefore,notAfter,initials,birthYear,plate; zones separated by spaces")
    .description("give out a pass for each line of a file, and write line,number,pass as they come")
    .requiredOption("--out <file>", "where to")
    .option("--resume", "go on where an interrupted run stopped")
    .option("--skip-faulty", "leave out lines that are at fault instead of issuing nothing")
    .action(async (file: string, given: unknown) => {
      const options = understood(IssueOptions, given);
      if (options === null || !(await isThere(file))) return;
      const operation = operationOf(operations, "access.issue-passes");
      const outcome = await issueFile(file, options, { door: await calling(options.server), operation }, tell);
      if (!outcome.done) return complain(outcome.message, 1);
      const before = outcome.before > 0 ? `, those up to line ${outcome.before} before` : "";
      const skipped = outcome.skipped > 0 ? `, ${outcome.skipped} lines left out` : "";
      tell(`${outcome.issued} issued${before}${skipped}`);
      if (outcome.skipped > 0) process.exitCode = 1;
    });

  served(access.command("revoke"))
    .argument(
      "<passes>",
      "numbers such as 12,15-20, or a file with one in the column `number` or the first of each line",
    )
    .description("take passes back, by their numbers")
    .requiredOption("--reason <reason>", RevocationReason.options.join(" | "))
    .option("--note <text>", "for the people of the operation", "")
    .action(async (passes: string, given: unknown) => {
      const options = understood(RevokeOptions, given);
      if (options === null) return;
      const numbers = await passNumbersIn(passes);
      if ("message" in numbers) return complain(numbers.message, 2);
      const operation = operationOf(operations, "access.revoke-passes");
      const at = await calling(options.server);
      const { reason, note } = options;
      let revoked = 0;
      for (let from = 0; from < numbers.passes.length; from += TOGETHER) {
        const some = numbers.passes.slice(from, from + TOGETHER);
        const answer = await callOperation(at, operation, { passes: some, reason, note });
        if (!answer.ok)
          return complain(`${answer.message}\n${revoked} were revoked; the same again goes on where it stopped.`, 1);
        revoked += z.object({ revoked: z.number() }).parse(answer.output).revoked;
      }
      process.stderr.write(`cordon: ${revoked} revoked, ${numbers.passes.length - revoked} were revoked already\n`);
    });

  served(access.command("import-perimeters"))
    .argument("<file>", "GeoJSON with zones and gates, as export-perimeters writes it")
    .description("draw the zones and gates of a file; the same again changes nothing")
    .action(async (file: string, given: unknown) => {
      const options = understood(Served, given);
      if (options === null || !(await isThere(file))) return;
      const collection = jsonOf(await readFile(file, "utf8"));
      if (collection === undefined) return complain(`${file}: not JSON`, 2);
      const operation = operationOf(operations, "access.import-perimeters");
      const answer = await callOperation(await calling(options.server), operation, { collection });
      if (!answer.ok) return complain(answer.message, 1);
      const told = z.object({ drawn: z.number(), unchanged: z.number(), rules: z.boolean() }).parse(answer.output);
      const rules = told.rules ? ", with their rules" : "";
      process.stderr.write(`cordon: ${told.drawn} drawn, ${told.unchanged} as they were${rules}\n`);
    });

  served(access.command("export-perimeters"))
    .description("write the zones, gates and rules being worked on as GeoJSON")
    .option("--out <file>", "where to; without it, here")
    .action(async (given: unknown) => {
      const options = understood(ExportOptions, given);
      if (options === null) return;
      const operation = operationOf(operations, "access.export-perimeters");
      const answer = await callOperation(await calling(options.server), operation, {});
      if (!answer.ok) return complain(answer.message, 1);
      const text = `${JSON.stringify(answer.output, null, 2)}\n`;
      if (options.out === undefined) process.stdout.write(text);
      else await writeFile(options.out, text);
    });
}

function operationOf(operations: readonly AnyOperation[], name: string): AnyOperation {
  const operation = operations.find((each) => each.name === name);
  if (operation === undefined) throw new Error(`there is no operation ${name}`);
  return operation;
}

function understood<Options>(schema: z.ZodType<Options>, given: unknown): Options | null {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  complain(parsed.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`).join("\n"), 2);
  return null;
}

async function isThere(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  if (found?.isFile() === true) return true;
  complain(`${file}: there is no such file, or it may not be read`, 2);
  return false;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

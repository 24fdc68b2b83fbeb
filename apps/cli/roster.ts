import { readFile, stat, writeFile } from "node:fs/promises";
import {
  askInSlices,
  faultInWords,
  problemInWords,
  readShifts,
  ShiftImport,
  type ShiftRow,
  writeShifts,
} from "@cordon/command/roster/import";
import type { AnyOperation } from "@cordon/ground";
import { CapabilityCode } from "@cordon/command/roster/words";
import { Instant, instantOf, type LocalClock, localClock } from "@cordon/kernel";
import type { Command } from "commander";
import { z } from "zod";
import { callOperation, type Door, signedIn } from "./call.ts";
import { complain, telling, tellSome } from "./telling.ts";

/** Operations whose commands work on files, here, instead of on options. */
export const ROSTER_ON_FILES: ReadonlySet<string> = new Set(["command.import-shifts"]);

/** 200,000 shifts are about 15 MB. */
const MOST_BYTES = 100_000_000;
const YEAR_MS = 366 * 24 * 3600_000;

const Served = z.object({ server: z.string() });
const ImportOptions = Served.extend({
  preview: z.boolean().default(false),
  leaveOut: z.boolean().default(false),
  override: z.string().max(300).default(""),
});
const ExportOptions = Served.extend({ out: z.string().optional() });

export interface RosterFiles {
  readonly operations: readonly AnyOperation[];
  readonly door: Door;
  /** The wall clock of the operation, that times in files are of. */
  readonly timeZone: string;
  readonly nowMs: () => number;
}

/**
 * `cordon command import-shifts <file>` and `export-shifts`: the roster as a file. Looks at the whole file before anything is planned.
 * Exit 2: not understood; 1: lines are wrong, or the server would not.
 */
export function registerRoster(program: Command, { operations, door, timeZone, nowMs }: RosterFiles): void {
  const existing = program.commands.find((command) => command.name() === "command");
  const group = existing ?? program.command("command").description("the command room");
  const operationOf = (name: string) => {
    const operation = operations.find((each) => each.name === name);
    if (operation === undefined) throw new Error(`there is no operation ${name}`);
    return operation;
  };
  const clock = localClock(timeZone);
  group
    .command("import-shifts")
    .argument("<file>", `CSV: post,unit,ability,start,end; times such as 2024-07-26 08:00 are those of ${timeZone}`)
    .description("plan the shifts of a file; the same again plans nothing")
    .option("--preview", "say what would be planned and what is wrong, and do nothing")
    .option("--leave-out", "plan the other lines when some are wrong, instead of nothing")
    .option("--override <why>", "let rest be shortened, saying why (supervisors)")
    .option("--server <url>", "the server", door.server)
    .action(async (file: string, given: unknown) => {
      const options = ImportOptions.parse(given);
      const found = await stat(file).catch(() => null);
      if (found?.isFile() !== true) return complain(`${file}: there is no such file, or it may not be read`, 2);
      if (found.size > MOST_BYTES) return complain(`${file}: more than ${MOST_BYTES / 1e6} MB: no roster`, 2);
      const { rows, faults } = readShifts(await readFile(file, "utf8"), clock);
      tellSome(faults.map(faultInWords));
      if (rows.length === 0) return complain("nothing was planned: no line was understood", 2);
      const at = await signedIn({ ...door, server: options.server });
      const ask = (mode: "preview" | "do") => async (slice: readonly ShiftRow[]) => {
        const { leaveOut, override } = options;
        const answer = await callOperation(at, operationOf("command.import-shifts"), {
          ...{ rows: slice, mode, leaveOut, override },
        });
        if (!answer.ok) return { ok: false, problem: answer.message } as const;
        return { ok: true, output: ShiftImport.parse(answer.output) } as const;
      };
      const looked = await askInSlices(rows, ask("preview"), telling("looked at", rows.length));
      if (looked.ended === "refused") return complain(`${looked.problem}\nNothing was planned.`, 1);
      const { problems, doubled, planned, same } = looked.total.report;
      tellSome(problems.map((problem) => problemInWords(problem, clock)));
      tellSome(doubled.map(({ line, of }) => `line ${line} says what line ${of} says`));
      const wrong = problems.length + faults.length;
      if (options.preview)
        return complain(
          `${planned} would be planned, ${same} stand already, ${wrong} lines are wrong`,
          wrong > 0 ? 1 : 0,
        );
      if (wrong > 0 && !options.leaveOut)
        return complain(`${wrong} lines are wrong. Nothing was planned: mend them, or say --leave-out.`, 1);
      const done = await askInSlices(rows, ask("do"), telling("done", rows.length));
      const { report, lines } = done.total;
      if (done.ended === "refused")
        return complain(`${done.problem}\n${lines} lines were done; the same again goes on where it stopped.`, 1);
      complain(
        `${report.planned} planned, ${report.same} stood already, ${report.problems.length + faults.length} left out`,
        wrong > 0 ? 1 : 0,
      );
    });
  group
    .command("export-shifts")
    .description(`write the shifts that are planned or on from now as CSV, in the time of ${timeZone}`)
    .option("--out <file>", "where to; without it, here")
    .option("--server <url>", "the server", door.server)
    .action(async (given: unknown) => {
      const options = ExportOptions.parse(given);
      const at = await signedIn({ ...door, server: options.server });
      const written = await exported(at, operationOf("command.show-roster"), clock, nowMs());
      if (typeof written === "object") return complain(written.problem, 1);
      if (options.out === undefined) process.stdout.write(written);
      else await writeFile(options.out, written);
    });
}

const Page = z.object({
  shifts: z.array(
    z.object({
      ...{ placeReference: z.string(), callSign: z.string(), capability: CapabilityCode },
      from: Instant,
      until: Instant,
    }),
  ),
  next: z.object({ from: Instant, seq: z.int() }).nullable(),
});

async function exported(
  door: Door,
  operation: AnyOperation,
  clock: LocalClock,
  nowMs: number,
): Promise<string | { readonly problem: string }> {
  const asked = { from: instantOf(nowMs), until: instantOf(nowMs + YEAR_MS), states: ["planned", "on"], limit: 1000 };
  const rows: Omit<ShiftRow, "line">[] = [];
  for (let after: z.infer<typeof Page>["next"] | undefined; after !== null; ) {
    const answer = await callOperation(door, operation, after === undefined ? asked : { ...asked, after });
    if (!answer.ok) return { problem: answer.message };
    const page = Page.parse(answer.output);
    for (const { placeReference, callSign, capability, from, until } of page.shifts)
      rows.push({ post: placeReference, unit: callSign, ability: capability, from, until });
    after = page.next;
  }
  return writeShifts(rows, clock);
}

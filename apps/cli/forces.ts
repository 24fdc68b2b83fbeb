import { readFile, stat } from "node:fs/promises";
import {
  askAll,
  ImportReport,
  type ImportTotal,
  lookAtAll,
  readRows,
  readTable,
  type RowFault,
} from "@cordon/command/forces/import";
import type { AnyOperation } from "@cordon/ground";
import type { Command } from "commander";
import { z } from "zod";
import { callOperation, type Door, signedIn } from "./call.ts";
import { complain, telling, tellSome } from "./telling.ts";

/** Operations whose commands work on files, here, instead of on options. */
export const FORCES_ON_FILES: ReadonlySet<string> = new Set(["command.import-forces"]);

/** A file of 63,000 units is about 6 MB. */
const MOST_BYTES = 100_000_000;

const Options = z.object({
  server: z.string(),
  preview: z.boolean().default(false),
  leaveOutRefused: z.boolean().default(false),
});

/**
 * `cordon command import-forces <file>`: contingents and units by a file. Looks at the whole file before anything is written.
 * Exit 2: not understood; 1: lines were refused, or the server would not.
 */
export function registerForces(program: Command, operations: readonly AnyOperation[], door: Door): void {
  const existing = program.commands.find((command) => command.name() === "command");
  const group = existing ?? program.command("command").description("the command room");
  group
    .command("import-forces")
    .argument(
      "<file>",
      "CSV: contingent,name,nation,contingentLanguages,callSign,kind,strength,languages,radios,equipment",
    )
    .description("register the contingents and units of a file; the same again changes nothing")
    .option("--preview", "say what would be new, changed and refused, and do nothing")
    .option("--leave-out-refused", "import the other lines when some are refused, instead of nothing")
    .option("--server <url>", "the server", door.server)
    .action(async (file: string, given: unknown) => {
      const options = Options.parse(given);
      const operation = operations.find(({ name }) => name === "command.import-forces");
      if (operation === undefined) throw new Error("there is no operation command.import-forces");
      const said = await importFile(file, options, operation, () => signedIn({ ...door, server: options.server }));
      complain(said.message, said.code);
    });
}

interface Said {
  readonly code: 0 | 1 | 2;
  readonly message: string;
}

async function importFile(
  file: string,
  { preview, leaveOutRefused }: z.infer<typeof Options>,
  operation: AnyOperation,
  enter: () => Promise<Door>,
): Promise<Said> {
  const found = await stat(file).catch(() => null);
  if (found?.isFile() !== true) return { code: 2, message: `${file}: there is no such file, or it may not be read` };
  if (found.size > MOST_BYTES)
    return { code: 2, message: `${file}: more than ${MOST_BYTES / 1e6} MB: no list of forces` };
  const table = readTable(await readFile(file, "utf8"));
  if (!table.ok) return { code: 2, message: `${file}: line ${table.line}: ${table.because} ${table.said}`.trimEnd() };
  const { records, faults } = readRows(table.records);
  const door = records.length === 0 ? null : await enter();
  const ask = (mode: "preview" | "do") => async (slice: typeof records) => {
    if (door === null) throw new TypeError("nothing is asked without a door");
    const answer = await callOperation(door, operation, { records: slice, mode, leaveOutRefused });
    if (!answer.ok) return { ok: false, problem: answer.message } as const;
    return { ok: true, output: ImportReport.parse(answer.output) } as const;
  };

  const looked = await lookAtAll(records, ask("preview"), telling("looked at", records.length));
  if (looked.ended === "refused") return { code: 1, message: `${looked.problem}\nNothing was imported.` };
  const refused = [...faults, ...looked.total.report.refused].toSorted((a, b) => a.line - b.line);
  tellSome(refused.map(saidOf));
  const lines = new Set(refused.map(({ line }) => line)).size;
  if (preview) return { code: lines === 0 ? 0 : 1, message: `would be ${sumOf(looked.total)}, ${lines} lines refused` };
  if (lines > 0 && !leaveOutRefused)
    return {
      code: 1,
      message: `${lines} lines are refused. Nothing was imported: mend them, or say --leave-out-refused.`,
    };
  const done = await askAll(looked.slices, ask("do"), telling("imported", records.length));
  if (done.ended === "refused")
    return {
      code: 1,
      message: `${done.problem}\n${done.total.lines} lines were imported; the same again goes on where it stopped.`,
    };
  return { code: lines === 0 ? 0 : 1, message: `${sumOf(done.total)}, ${lines} lines left out` };
}

function sumOf({ report: { contingents, units } }: ImportTotal): string {
  const fresh = contingents.filter(({ outcome }) => outcome === "new").length;
  const changed = contingents.filter(({ outcome }) => outcome === "changed").length;
  return `contingents: ${fresh} new, ${changed} changed; units: ${units.new} new, ${units.back} back on duty, ${units.changed} changed, ${units.unchanged} as they were`;
}

function saidOf({ line, column, because, said, with: other }: RowFault): string {
  return `line ${line}, ${column}: ${because}${said === "" ? "" : ` "${said}"`}${other === null ? "" : ` (see ${other})`}`;
}

import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import type { AnyOperation } from "@cordon/ground";
import type { Command } from "commander";
import { parse } from "csv-parse";
import { z } from "zod";
import { callOperation, type Door, signedIn } from "./call.ts";
import { complain, tell } from "./telling.ts";

/** As many rows as one call takes. */
const TOGETHER = 1000;
/** Faults told by line; a file of the wrong kind has one in every line. */
const MOST_TOLD = 30;
const EVERY_ROWS = 50_000;

const COLUMNS = ["id", "numero", "rep", "nom_voie", "code_postal", "nom_commune", "lon", "lat"] as const;
type Row = { readonly [Column in (typeof COLUMNS)[number]]?: string | undefined };

const Options = z.object({ server: z.string() });
const Imported = z.object({
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  faults: z.array(z.object({ row: z.number(), because: z.string() })),
});

export type ImportOutcome =
  | {
      readonly done: true;
      readonly added: number;
      readonly changed: number;
      readonly unchanged: number;
      readonly refused: number;
    }
  | { readonly done: false; readonly message: string };

/**
 * Sends a file of the Base Adresse Nationale (CSV with `;` or `,`) into the address index, a thousand rows at a time: a file of any size takes
 * the same memory. The same file again changes nothing, so a run that was interrupted is run again.
 * @param tell one line for the person who waits
 */
export async function importAddressFile(
  file: string,
  { door, operation }: { readonly door: Door; readonly operation: AnyOperation },
  tell: (line: string) => void,
): Promise<ImportOutcome> {
  const header = await firstLine(file);
  const delimiter = header.split(";").length > header.split(",").length ? ";" : ",";
  const named = header.split(delimiter).map((name) => name.trim().replace(/^"|"$/g, ""));
  const missing = COLUMNS.filter((column) => column !== "rep" && !named.includes(column));
  if (missing.length > 0)
    return { done: false, message: `${file}: the first line does not name the columns ${missing.join(", ")}.` };
  const lines = createReadStream(file).pipe(
    parse({
      delimiter,
      columns: true,
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 65_536,
    }),
  );
  const sum = { added: 0, changed: 0, unchanged: 0, refused: 0 };
  let told = 0;
  const fault = (line: number, because: string) => {
    sum.refused++;
    if (told++ < MOST_TOLD) tell(`line ${line}: ${because}`);
    else if (told === MOST_TOLD + 1) tell("and more lines at fault");
  };
  let rows: { readonly line: number; readonly row: Row }[] = [];
  let read = 0;
  const send = async (): Promise<string | null> => {
    if (rows.length === 0) return null;
    const answer = await callOperation(door, operation, { rows: rows.map(({ row }) => row) });
    if (!answer.ok) return answer.message;
    const output = Imported.parse(answer.output);
    sum.added += output.added;
    sum.changed += output.changed;
    sum.unchanged += output.unchanged;
    for (const each of output.faults) fault(rows[each.row]?.line ?? 0, each.because);
    rows = [];
    return null;
  };
  try {
    for await (const each of lines) {
      const { record, info } = Line.parse(each);
      if (++read % EVERY_ROWS === 0) tell(`${read} rows read`);
      const long = COLUMNS.find((column) => (record[column] ?? "").length > 200);
      if (long === undefined) rows.push({ line: info.lines, row: record });
      else fault(info.lines, `${long} is longer than 200 characters`);
      if (rows.length < TOGETHER) continue;
      const failed = await send();
      if (failed !== null) return stopped(failed, sum);
    }
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || !String(error.code).startsWith("CSV_")) throw error;
    return stopped(`${file}: ${error.message}`, sum);
  }
  const failed = await send();
  return failed === null ? { done: true, ...sum } : stopped(failed, sum);
}

const text = z.string().optional();
const Line = z.object({
  record: z.object({
    ...{
      id: text,
      numero: text,
      rep: text,
      nom_voie: text,
      code_postal: text,
      nom_commune: text,
      lon: text,
      lat: text,
    },
  }),
  info: z.object({ lines: z.number() }),
});

const stopped = (message: string, { added, changed }: { readonly added: number; readonly changed: number }) =>
  ({
    done: false,
    message: `${message}\n${added + changed} addresses were taken in; the same again goes on.`,
  }) as const;

async function firstLine(file: string): Promise<string> {
  await using handle = await open(file);
  const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(4096), position: 0 });
  return (
    buffer
      .toString("utf8", 0, bytesRead)
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/, 1)[0] ?? ""
  );
}

/** `cordon command addresses import FILE`. Exit 2: not understood; 1: the server would not, or rows were left out. */
export function registerCommandAddresses(program: Command, operations: readonly AnyOperation[], door: Door): void {
  const existing = program.commands.find((command) => command.name() === "command");
  const room = existing ?? program.command("command").description("the command room");
  room
    .command("addresses")
    .description("the address index that locations are found in")
    .command("import")
    .argument("<file>", "CSV of the Base Adresse Nationale: id;numero;rep;nom_voie;code_postal;nom_commune;lon;lat")
    .description("take the addresses of a file in; the same again changes nothing")
    .option("--server <url>", "the server", door.server)
    .action(async (file: string, given: unknown) => {
      const { server } = Options.parse(given);
      const found = await stat(file).catch(() => null);
      if (found?.isFile() !== true) return complain(`${file}: there is no such file, or it may not be read`, 2);
      const operation = operations.find(({ name }) => name === "command.import-addresses");
      if (operation === undefined) throw new Error("there is no operation command.import-addresses");
      const outcome = await importAddressFile(file, { door: await signedIn({ ...door, server }), operation }, tell);
      if (!outcome.done) return complain(outcome.message, 1);
      const { added, changed, unchanged, refused } = outcome;
      tell(`${added} added, ${changed} changed, ${unchanged} as they were, ${refused} left out`);
      if (refused > 0) process.exitCode = 1;
    });
}

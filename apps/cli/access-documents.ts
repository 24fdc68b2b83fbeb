import { createReadStream } from "node:fs";
import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Card, cardOf, pdfOf, pngOf } from "@cordon/access/documents";
import { decodePass, type Names, namesOf, PASS_PREFIX, readSigned } from "@cordon/access/rules";
import { RuleSet, SIGNED_TYPES } from "@cordon/access/words";
import type { AnyOperation } from "@cordon/ground";
import type { Command } from "commander";
import { parse } from "csv-parse";
import { z } from "zod";
import { callOperation, type Door } from "./call.ts";
import { complain } from "./telling.ts";

const Options = z.object({
  out: z.string().min(1),
  language: z.enum(["fr", "en"]),
  form: z.enum(["pdf", "png", "both"]),
  server: z.string(),
});
type Options = z.infer<typeof Options>;

/** What there is to work with besides the file. */
export interface DocumentsContext {
  readonly operations: readonly AnyOperation[];
  readonly door: Door;
  /** IANA name, where no rule set says one. */
  readonly timeZone: string;
}

/**
 * `cordon access documents PASSES.csv --out FOLDER`: a page and a picture for each pass of a file as `cordon access issue` writes it. What is
 * there already is not written again, so that an interrupted run goes on. Exit 2: not understood; 1: some lines are no pass.
 */
export function registerAccessDocuments(program: Command, context: DocumentsContext): void {
  // The room's operations may have made the group already.
  const existing = program.commands.find((command) => command.name() === "access");
  const access = existing ?? program.command("access").description("perimeters, passes and gates");
  access
    .command("documents")
    .argument("<file>", "CSV with a column that holds passes (CP1:...), others are not looked at")
    .description("write each pass of a file as a page to print (PDF, A4) and as a picture for a phone (PNG)")
    .requiredOption("--out <folder>", "where to; it is made if it is not there")
    .option("--language <language>", "fr or en", "fr")
    .option("--form <form>", "pdf, png or both", "both")
    .option("--server <url>", "the server that knows how zones are called", context.door.server)
    .action(async (file: string, given: unknown) => {
      const options = Options.safeParse(given);
      if (!options.success) {
        return complain(
          options.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`).join("\n"),
          2,
        );
      }
      await writeDocuments(file, options.data, context);
    });
}

async function writeDocuments(file: string, options: Options, context: DocumentsContext): Promise<void> {
  const readable = await stat(file).catch(() => null);
  if (readable === null || !readable.isFile())
    return complain(`${file}: there is no such file, or it may not be read`, 2);
  // Passes are personal data: for whoever runs this alone.
  await mkdir(options.out, { recursive: true, mode: 0o700 });
  const names = await namesFrom(context, options.server);
  const counts = { written: 0, there: 0, wrong: 0 };
  const rows = parse({ relax_column_count: true, skip_empty_lines: true, bom: true, info: true });
  try {
    // One at a time: a million passes take no more memory than one.
    await pipeline(createReadStream(file), rows, async (lines: AsyncIterable<unknown>) => {
      for await (const line of lines) await writeLine(line, options, names, counts);
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return complain(`${file}: ${error.message}`, 2);
  }
  const { written, there, wrong } = counts;
  process.stderr.write(`cordon: ${written} written, ${there} there already, ${wrong} not readable as passes\n`);
  if (wrong > 0) process.exitCode = 1;
}

const Line = z.object({ info: z.object({ lines: z.number() }), record: z.array(z.string()) });

async function writeLine(
  line: unknown,
  options: Options,
  names: Names,
  counts: { written: number; there: number; wrong: number },
): Promise<void> {
  const { info, record } = Line.parse(line);
  const text = record.find((cell) => cell.startsWith(PASS_PREFIX));
  // The first line names the columns.
  if (text === undefined && info.lines === 1) return;
  const decoded = decodePass(text ?? "");
  if (!decoded.read) {
    counts.wrong += 1;
    process.stderr.write(`cordon: line ${info.lines}: ${text === undefined ? "no pass" : decoded.because}\n`);
    return;
  }
  const card = cardOf(text ?? "", decoded.claims, names, options.language);
  const name = `pass-${String(decoded.claims.number).padStart(7, "0")}`;
  for (const [form, make] of FORMS) {
    if (options.form !== "both" && options.form !== form) continue;
    const target = join(options.out, `${name}.${form}`);
    if ((await stat(target).catch(() => null)) !== null) {
      counts.there += 1;
      continue;
    }
    // Under its own name only when it is whole: what is there already is not looked at again.
    await writeFile(`${target}.part`, await make(card), { mode: 0o600 });
    await rename(`${target}.part`, target);
    counts.written += 1;
  }
}

const FORMS: readonly (readonly ["pdf" | "png", (card: Card) => Promise<Uint8Array>])[] = [
  ["pdf", pdfOf],
  ["png", pngOf],
];

/** How zones and categories are called, as the published rules say; without them a document shows their codes. */
async function namesFrom({ operations, door, timeZone }: DocumentsContext, server: string): Promise<Names> {
  const unknown = namesOf({ timeZone, zones: [], categories: [], gates: [] });
  const rules = operations.find(({ name }) => name === "access.rules");
  if (rules === undefined) return unknown;
  const answer = await callOperation({ ...door, server }, rules, {});
  if (!answer.ok) {
    process.stderr.write(`cordon: zones are shown by their codes: ${answer.message}\n`);
    return unknown;
  }
  const signed = z.object({ signed: z.string() }).safeParse(answer.output);
  const document = signed.success ? readSigned(signed.data.signed, SIGNED_TYPES.rules) : null;
  const ruleSet = RuleSet.safeParse(document?.read === true ? document.value : null);
  if (ruleSet.success) return namesOf(ruleSet.data);
  process.stderr.write(`cordon: zones are shown by their codes: ${server} answered no rule set\n`);
  return unknown;
}

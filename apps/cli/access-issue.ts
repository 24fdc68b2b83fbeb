import { type FileHandle, open, stat } from "node:fs/promises";
import { createReadStream } from "node:fs";
import type { PassRequest } from "@cordon/access/words";
import { type AnyOperation, errorCodeOf } from "@cordon/ground";
import { z } from "zod";
import { requestsIn } from "./access-requests.ts";
import { callOperation, type Door } from "./call.ts";

/** How many are asked for at once: the most that the operation takes. */
const TOGETHER = 1000;
/** Faults told; a file of the wrong kind has one in every line. */
const MOST_TOLD = 30;
const HEADER = "line,number,pass\n";

const Issued = z.object({ passes: z.array(z.object({ number: z.number(), text: z.string() })) });

export interface IssueChoice {
  readonly out: string;
  readonly resume: boolean;
  readonly skipFaulty: boolean;
}

export type IssueOutcome =
  | { readonly done: true; readonly issued: number; readonly before: number; readonly skipped: number }
  | { readonly done: false; readonly message: string };

/**
 * Issues a pass for each line of a file and writes `line,number,pass` as they come. The whole file is looked at before the first is issued.
 * A million lines take no more memory than a thousand. What was written before an interruption is not issued again with `resume`.
 * @param tell one line for the person who waits
 */
export async function issueFile(
  file: string,
  choice: IssueChoice,
  { door, operation }: { readonly door: Door; readonly operation: AnyOperation },
  tell: (line: string) => void,
): Promise<IssueOutcome> {
  const there = await stat(choice.out).catch(() => null);
  if (there !== null && !choice.resume)
    return {
      done: false,
      message: `${choice.out} is there already. Name another file, or say --resume to go on with it.`,
    };
  const stands = there === null ? { last: 0, bytes: 0 } : await standing(choice.out);
  if ("message" in stands) return { done: false, message: stands.message };
  const before = stands.last;
  const faulty = await faultsIn(file, tell);
  if ("message" in faulty) return { done: false, message: faulty.message };
  if (faulty.faults > 0 && !choice.skipFaulty)
    return {
      done: false,
      message: `${faulty.faults} of ${faulty.lines} lines are at fault. Nothing was issued: correct them, or say --skip-faulty to leave them out.`,
    };
  // Passes are personal data: for whoever runs this alone.
  await using out = await open(choice.out, "a", 0o600);
  // What was half written when the disk was full or the power went is written again, whole.
  if (there !== null && there.size > stands.bytes) await out.truncate(stands.bytes);
  if (stands.bytes === 0) await out.appendFile(HEADER);
  const writing = new Writing(out, door, operation);
  for await (const row of requestsIn(file)) {
    if (row.line <= before || "fault" in row) continue;
    const refused = await writing.add(row.line, row.request);
    if (refused !== null) return { done: false, message: stopped(refused, writing, choice) };
    if (writing.issued > 0 && writing.issued % 20_000 === 0 && writing.empty) tell(`${writing.issued} issued`);
  }
  const refused = await writing.flush();
  if (refused !== null) return { done: false, message: stopped(refused, writing, choice) };
  return { done: true, issued: writing.issued, before, skipped: faulty.faults };
}

/** Requests gathered until there are enough to ask for. */
class Writing {
  readonly #out: FileHandle;
  readonly #door: Door;
  readonly #operation: AnyOperation;
  #waiting: { readonly line: number; readonly request: PassRequest }[] = [];
  issued = 0;
  /** Passes were given out that could not be written. */
  lost = false;

  constructor(out: FileHandle, door: Door, operation: AnyOperation) {
    this.#out = out;
    this.#door = door;
    this.#operation = operation;
  }

  get empty(): boolean {
    return this.#waiting.length === 0;
  }

  /** @returns why nothing more can be issued, or null */
  async add(line: number, request: PassRequest): Promise<string | null> {
    return this.#waiting.push({ line, request }) < TOGETHER ? null : this.flush();
  }

  async flush(): Promise<string | null> {
    const asked = this.#waiting;
    this.#waiting = [];
    if (asked.length === 0) return null;
    const answer = await callOperation(this.#door, this.#operation, { requests: asked.map(({ request }) => request) });
    if (!answer.ok) return named(answer.message, asked);
    const { passes } = Issued.parse(answer.output);
    const lines = asked.map(({ line }, at) => `${line},${passes[at]?.number},"${passes[at]?.text}"\n`);
    // All of it, and on the disk, before more are asked for.
    try {
      await this.#out.appendFile(lines.join(""));
      await this.#out.datasync();
    } catch (error) {
      const code = errorCodeOf(error);
      if (code === null) throw error;
      this.lost = true;
      return `The passes of lines ${asked[0]?.line} to ${asked.at(-1)?.line} were given out and could not be written (${code}): nobody has them.`;
    }
    this.issued += asked.length;
    return null;
  }
}

/** The server counts requests; a person counts lines. */
function named(message: string, asked: readonly { readonly line: number }[]): string {
  return message.replace(/Request (\d+):/, (said, number: string) => {
    const line = asked[Number(number) - 1]?.line;
    return line === undefined ? said : `Line ${line}:`;
  });
}

function stopped(because: string, { issued, lost }: Writing, { out }: IssueChoice): string {
  const nothing = lost ? `No pass stands in ${out}.` : "Nothing was issued.";
  const far = issued === 0 ? nothing : `${issued} passes were issued and stand in ${out}.`;
  return `${because}\n${far} Say --resume to go on from there.`;
}

async function faultsIn(
  file: string,
  tell: (line: string) => void,
): Promise<{ readonly lines: number; readonly faults: number } | { readonly message: string }> {
  let lines = 0;
  let faults = 0;
  try {
    for await (const row of requestsIn(file)) {
      lines += 1;
      if (!("fault" in row)) continue;
      faults += 1;
      if (faults <= MOST_TOLD) tell(`line ${row.line}: ${row.fault}`);
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { message: `${file}: ${error.message}` };
  }
  if (faults > MOST_TOLD) tell(`and ${faults - MOST_TOLD} more`);
  return { lines, faults };
}

/** The line of the last pass that was written whole, and how many bytes there are up to its end. */
async function standing(
  out: string,
): Promise<{ readonly last: number; readonly bytes: number } | { readonly message: string }> {
  let last = 0;
  let bytes = 0;
  let torn = "";
  // One line is some 250 characters, all of them ASCII: a file that has none of our lines is left as soon as that is seen.
  for await (const chunk of createReadStream(out, { encoding: "latin1" })) {
    const lines = `${torn}${String(chunk)}`.split("\n");
    torn = lines.pop() ?? "";
    for (const line of lines) {
      const [, number] = bytes === 0 ? [null, "0"] : (WRITTEN.exec(line) ?? []);
      if (number === undefined || (bytes === 0 && `${line}\n` !== HEADER)) return { message: foreign(out) };
      last = Math.max(last, Number(number));
      bytes += line.length + 1;
    }
    if (torn.length > LONGEST_LINE) return { message: foreign(out) };
  }
  return bytes > 0 || HEADER.startsWith(torn) ? { last, bytes } : { message: foreign(out) };
}

const WRITTEN = /^(\d+),\d+,"CP1:[^"]*"$/;
const LONGEST_LINE = 400;
const foreign = (out: string) => `${out} is no file that this command wrote: name another one.`;

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Claims } from "@cordon/access/words";
import { parse } from "csv-parse";
import { z } from "zod";

const PassNumber = Claims.shape.number;
type PassNumber = z.infer<typeof PassNumber>;

export type PassNumbersRead = { readonly passes: readonly PassNumber[] } | { readonly message: string };

/** What one command line may name as a range: nobody types a million by accident. */
const LONGEST_RANGE = 100_000;

/** `12,15-20` as numbers, or those of a file: its column `number`, or the first of each line. Each once, in their order. */
export async function passNumbersIn(said: string): Promise<PassNumbersRead> {
  const file = await stat(said).catch(() => null);
  if (file?.isFile() === true) return inFile(said);
  if (!/^[\d,\s-]+$/.test(said)) return { message: `${said}: neither a file nor numbers such as 12,15-20` };
  const passes = new Set<PassNumber>();
  for (const part of said.split(/[\s,]+/).filter((each) => each !== "")) {
    const [, first = "", last = first] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    const [from, until] = [PassNumber.safeParse(Number(first)), PassNumber.safeParse(Number(last))];
    if (!from.success || !until.success || until.data < from.data || until.data - from.data >= LONGEST_RANGE)
      return { message: `${part}: expected a pass number, or a range of at most ${LONGEST_RANGE}` };
    for (let number: number = from.data; number <= until.data; number++) passes.add(PassNumber.parse(number));
  }
  return { passes: [...passes] };
}

const Line = z.object({ info: z.object({ lines: z.number() }), record: z.array(z.string()) });

async function inFile(file: string): Promise<PassNumbersRead> {
  const passes = new Set<PassNumber>();
  let column = 0;
  const rows = createReadStream(file).pipe(
    parse({ relax_column_count: true, skip_empty_lines: true, bom: true, trim: true, info: true }),
  );
  try {
    for await (const row of rows) {
      const { info, record } = Line.parse(row);
      const number = PassNumber.safeParse(/^\d+$/.test(record[column] ?? "") ? Number(record[column]) : null);
      if (number.success) passes.add(number.data);
      else if (passes.size === 0 && info.lines === 1) column = Math.max(0, record.indexOf("number"));
      else return { message: `${file}: line ${info.lines}: no pass number` };
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { message: `${file}: ${error.message}` };
  }
  return passes.size === 0 ? { message: `${file}: no pass numbers` } : { passes: [...passes] };
}

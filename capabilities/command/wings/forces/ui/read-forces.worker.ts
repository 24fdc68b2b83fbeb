import { readRows } from "../rules/import/rows.ts";
import { readTable } from "../rules/import/table.ts";

/* Reads a list of forces away from the page: one of 63,000 lines takes a second or more. */

export type ForcesRead = ReturnType<typeof read>;

function read(text: string) {
  const table = readTable(text);
  if (!table.ok) return { ok: false, because: table.because, line: table.line, said: table.said } as const;
  const { records, faults } = readRows(table.records);
  return { ok: true, records, faults } as const;
}

self.addEventListener("message", ({ data }: MessageEvent<string>) => self.postMessage(read(data)));

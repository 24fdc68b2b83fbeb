import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import type pg from "pg";
import { copyRows } from "./verify/copy-rows.ts";
import { entryLine, headerLine } from "./verify/file.ts";
import type { SourceProblem } from "./verify/source.ts";

export interface Exported {
  readonly entries: number;
  readonly bytes: number;
}

const WRITE_BYTES = 1 << 20;

/**
 * Writes the whole journal, its head and the checkpoints that were kept to one file (see `verify/file.ts`). The file appears when
 * it is whole and on the disk. It is not checked on the way: `journal verify --file` is for that.
 * @param client a connection of its own, not in pipeline mode; stays the caller's
 */
export async function exportJournal(client: pg.Client, file: string): Promise<Exported | SourceProblem> {
  await client.query("begin isolation level repeatable read read only");
  await client.query("set local statement_timeout = 0");
  const heads = await client.query<{ checkpoint: string; verifier_key: string }>(
    "select checkpoint, verifier_key from journal_head",
  );
  const [head] = heads.rows;
  if (head === undefined) return { problem: "no-journal", message: "There is no journal to export yet." };
  const kept = await client.query<{ size: number; note: string }>(
    "select size, note from journal_checkpoint order by size",
  );
  const beside = `${file}.${randomBytes(4).toString("hex")}`;
  try {
    const written = await writeAll(
      client,
      beside,
      headerLine({ verifierKey: head.verifier_key, head: head.checkpoint, checkpoints: kept.rows }),
    );
    await rename(beside, file);
    return written;
  } finally {
    await rm(beside, { force: true });
    await client.query("rollback").catch(() => {});
  }
}

async function writeAll(client: pg.Client, file: string, header: string): Promise<Exported> {
  await using handle = await open(file, "wx", 0o600);
  let entries = 0;
  let bytes = 0;
  let gathered = header;
  const flush = async () => {
    const block = Buffer.from(gathered);
    await handle.writeFile(block);
    bytes += block.length;
    gathered = "";
  };
  for await (const rows of copyRows(client, "select leaf_hash, body from journal_entry order by seq")) {
    for (const [leafHash, body] of rows) {
      if (!leafHash || !body) throw new Error("an entry with a column that is null");
      gathered += entryLine(leafHash, body.toString("utf8"));
      entries += 1;
    }
    if (gathered.length >= WRITE_BYTES) await flush();
  }
  await flush();
  await handle.sync();
  return { entries, bytes };
}

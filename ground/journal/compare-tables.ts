import type pg from "pg";
import type { OwnedTable } from "../capability.ts";
import { copyRows } from "./verify/copy-rows.ts";

/** A row that is not what the journal says. Rows and keys are JSON; null is no row. */
export interface Difference {
  readonly table: string;
  readonly key: string;
  readonly projected: string | null;
  readonly live: string | null;
}

/** One key, on both sides. */
export interface Compared {
  readonly key: string;
  readonly projected: string | null;
  readonly live: string | null;
  readonly same: boolean;
}

/** Merges a table's rows from two databases by key, in constant memory. */
export async function* differences(live: pg.Client, projected: pg.Client, table: OwnedTable): AsyncGenerator<Compared> {
  const left = rowsOf(live, table);
  const right = rowsOf(projected, table);
  try {
    let [kept, made] = await Promise.all([left.next(), right.next()]);
    while (kept.done !== true || made.done !== true) {
      const order = kept.done === true ? 1 : made.done === true ? -1 : Buffer.compare(kept.value.key, made.value.key);
      const liveRow = order <= 0 && kept.done !== true ? kept.value : null;
      const madeRow = order >= 0 && made.done !== true ? made.value : null;
      const key = (liveRow ?? madeRow)?.key.toString("utf8") ?? "";
      const [liveText, madeText] = [liveRow?.row.toString("utf8") ?? null, madeRow?.row.toString("utf8") ?? null];
      yield { key, projected: madeText, live: liveText, same: liveText === madeText };
      if (liveRow !== null) kept = await left.next();
      if (madeRow !== null) made = await right.next();
    }
  } finally {
    await left.return(undefined);
    await right.return(undefined);
  }
}

interface Row {
  readonly key: Buffer;
  readonly row: Buffer;
}

/** By the bytes of the key's JSON, which both databases and this code order alike. */
async function* rowsOf(client: pg.Client, table: OwnedTable): AsyncGenerator<Row> {
  const name = `"${table.name.replaceAll('"', '""')}"`;
  const key = table.key.map((column) => `to_jsonb("${column.replaceAll('"', '""')}")`).join(", ");
  const query = `select jsonb_build_array(${key})::text collate "C" as key, to_jsonb(kept)::text as row from ${name} as kept order by 1`;
  for await (const rows of copyRows(client, query)) {
    for (const [rowKey, row] of rows) if (rowKey && row) yield { key: rowKey, row };
  }
}

import type { Readable } from "node:stream";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";

/** The fields of a row in COPY's binary form; null is SQL's null. Views into a buffer: copy what is to be kept. */
export type BinaryRow = readonly (Buffer | null)[];

/** "PGCOPY\n\377\r\n\0", flags, and the length of an extension (PostgreSQL manual, COPY, binary format). */
const SIGNATURE = Buffer.from("5047434f50590aff0d0a00", "hex");
const HEADER_BYTES = SIGNATURE.length + 8;

/**
 * Streams a query's rows by COPY, a portion for every chunk that arrives: several times faster than rows one by one, in constant memory.
 * @param client not in pipeline mode
 * @throws when the server reports an error, such as a damaged page
 */
export async function* copyRows(client: pg.Client, query: string): AsyncGenerator<readonly BinaryRow[]> {
  const stream: Readable = client.query(copyTo(`copy (${query}) to stdout (format binary)`));
  let rest: Buffer = Buffer.alloc(0);
  let header = true;
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError("COPY gave something that is not bytes");
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (header) {
      if (bytes.length < HEADER_BYTES) {
        rest = bytes;
        continue;
      }
      if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE))
        throw new Error("COPY did not answer in its binary format");
      bytes = bytes.subarray(HEADER_BYTES + bytes.readUInt32BE(SIGNATURE.length + 4));
      header = false;
    }
    const { rows, end } = wholeRows(bytes);
    rest = bytes.subarray(end);
    if (rows.length > 0) yield rows;
  }
}

function wholeRows(bytes: Buffer): { readonly rows: BinaryRow[]; readonly end: number } {
  const rows: BinaryRow[] = [];
  let end = 0;
  for (;;) {
    if (end + 2 > bytes.length) return { rows, end };
    const fields = bytes.readInt16BE(end);
    // The trailer.
    if (fields < 0) return { rows, end: bytes.length };
    const row: (Buffer | null)[] = [];
    let at = end + 2;
    for (let field = 0; field < fields; field++) {
      if (at + 4 > bytes.length) return { rows, end };
      const length = bytes.readInt32BE(at);
      at += 4;
      if (length < 0) {
        row.push(null);
        continue;
      }
      if (at + length > bytes.length) return { rows, end };
      row.push(bytes.subarray(at, at + length));
      at += length;
    }
    rows.push(row);
    end = at;
  }
}

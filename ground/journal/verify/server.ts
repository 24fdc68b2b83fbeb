import { decodeBundle, HASH_BYTES, parseCheckpoint, parseNote, TILE_WIDTH, tilePath, tileWidth } from "@cordon/kernel";
import type { Damage, JournalSource, KeptEntry, SourceProblem } from "./source.ts";

/** Bundles asked for at the same time. */
const AHEAD = 4;

export interface ServerSourceOptions {
  /** Sent as a bearer token: entries are not for everybody. Without it, their hashes are checked and no more. */
  readonly token?: string;
  readonly signal?: AbortSignal;
}

/**
 * A running Cordon, over HTTP, read as any tiled log is (c2sp.org/tlog-tiles). Where the entries are not shown, the leaf hashes are
 * checked against the head: that proves nothing was taken back, not what was said.
 * @param url the server's address; its journal is below `journal/`
 */
export async function journalOnServer(
  url: string,
  options: ServerSourceOptions = {},
): Promise<JournalSource | SourceProblem> {
  const base = new URL("journal/", url.endsWith("/") ? url : `${url}/`);
  const headers = options.token === undefined ? {} : { authorization: `Bearer ${options.token}` };
  const ask = async (path: string): Promise<Response> =>
    fetch(new URL(path, base), {
      headers,
      signal: AbortSignal.any([AbortSignal.timeout(30_000), ...(options.signal ? [options.signal] : [])]),
    });
  const bytes = async (path: string): Promise<Uint8Array | null> => {
    const answer = await ask(path);
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
  };
  let checkpoint: Response;
  let key: Response;
  try {
    [checkpoint, key] = await Promise.all([ask("checkpoint"), ask("key")]);
  } catch (error) {
    return {
      problem: "unreachable",
      message: `${url} does not answer (${error instanceof Error ? error.message : String(error)}).`,
    };
  }
  if (!checkpoint.ok)
    return {
      problem: "no-journal",
      message: `${base.href}checkpoint answers ${checkpoint.status}: no journal is published there.`,
    };
  const head = await checkpoint.text();
  const note = parseNote(head);
  const size = "problem" in note ? undefined : parseCheckpoint(note.text)?.size;
  if (size === undefined) return { problem: "damaged", message: `${base.href}checkpoint is not a signed checkpoint.` };
  const shown = size > 0 && (await ask(bundlePath(0, size))).ok;
  return {
    where: url,
    verifierKey: key.ok ? (await key.text()).trim() : null,
    head,
    frontier: null,
    checkpoints: [],
    async *entries() {
      const tiles = Math.ceil(size / TILE_WIDTH);
      const asked: Promise<(KeptEntry | Damage)[]>[] = [];
      for (let next = 0; next < tiles || asked.length > 0; ) {
        while (next < tiles && asked.length < AHEAD) {
          const portion = readTile(next, size, shown, bytes);
          portion.catch(() => {});
          asked.push(portion);
          next += 1;
        }
        yield (await asked.shift()) ?? [];
      }
    },
    nodes: () => null,
    async [Symbol.asyncDispose]() {},
  };
}

function bundlePath(index: number, size: number): string {
  return tilePath({ holds: "entries", index, width: tileWidth(0, index, size) });
}

/** @throws when the server does not give what its checkpoint covers */
async function readTile(
  index: number,
  size: number,
  shown: boolean,
  bytes: (path: string) => Promise<Uint8Array | null>,
): Promise<(KeptEntry | Damage)[]> {
  const width = tileWidth(0, index, size);
  const path = tilePath({ holds: "hashes", level: 0, index, width });
  const [hashes, bundle] = await Promise.all([bytes(path), shown ? bytes(bundlePath(index, size)) : null]);
  if (hashes?.length !== width * HASH_BYTES) throw new Error(`${path} is not there, or not as long as it must be`);
  const bodies = bundle === null ? null : decodeBundle(bundle);
  if (shown && bodies?.length !== width) throw new Error(`${bundlePath(index, size)} does not hold ${width} entries`);
  return Array.from({ length: width }, (_, at) => ({
    seq: index * TILE_WIDTH + at,
    body: bodies?.[at] ?? null,
    leafHash: hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
    kind: null,
    atMs: null,
  }));
}

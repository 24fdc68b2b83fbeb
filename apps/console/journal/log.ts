import {
  canonicalJson,
  type Checkpoint,
  consistencyRanges,
  type Envelope,
  equalBytes,
  inclusionRanges,
  type LeafRange,
  nodeFromTile,
  type NodeAt,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  rangeHash,
  rangeNodes,
  sha256,
  tileOfNode,
  tilePath,
  tileWidth,
  treeHasher,
  type VerifierKey,
  verifyConsistency,
  verifyInclusion,
} from "@cordon/kernel";

/** Where a journal's public resources are read from: `checkpoint`, `key`, `tile/0/000`… under `/journal/`. */
export type ReadResource = (path: string) => Promise<Uint8Array>;

export interface SignedCheckpoint extends Checkpoint {
  readonly key: VerifierKey;
  /** The whole signed note, as it was read. */
  readonly note: string;
}

/** Why a journal is not believed. Each of them is a reason to stop and ask. */
export type Doubt = "unreadable" | "bad-signature" | "other-key" | "not-included" | "rewritten" | "shrunk";
export type Proved<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly doubt: Doubt };

const hasher = treeHasher(sha256);
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const proved = <Value>(value: Value): Proved<Value> => ({ ok: true, value });
const doubted = (doubt: Doubt) => ({ ok: false, doubt }) as const;

/**
 * Reads the journal's checkpoint and checks its Ed25519 signature here, in the browser.
 * @param known the key that was seen first: a journal that suddenly signs with another is not believed
 */
export async function readCheckpoint(read: ReadResource, known: VerifierKey | null): Promise<Proved<SignedCheckpoint>> {
  const key = parseVerifierKey(sha256, decoder.decode(await read("key")).trim());
  if (key === undefined) return doubted("unreadable");
  if (known !== null && !equalBytes(known.publicKey, key.publicKey)) return doubted("other-key");
  const note = decoder.decode(await read("checkpoint"));
  const parsed = parseNote(note);
  if ("problem" in parsed) return doubted("unreadable");
  const checkpoint = parseCheckpoint(parsed.text);
  if (checkpoint === undefined) return doubted("unreadable");
  const signature = parsed.signatures.find((each) => each.name === key.name && equalBytes(each.id, key.id));
  if (signature === undefined) return doubted("bad-signature");
  const genuine = await verifyEd25519(key.publicKey, signature.signature, encoder.encode(parsed.text));
  return genuine ? proved({ ...checkpoint, key, note }) : doubted("bad-signature");
}

export interface Inclusion {
  readonly leaf: Uint8Array;
  /** The hashes from the leaf up to the root (RFC 6962, section 2.1.1). */
  readonly path: readonly Uint8Array[];
}

/** Proves that an entry stands in the journal at its number, unchanged: hashes it here and climbs to the signed root. */
export async function proveEntry(
  read: ReadResource,
  entry: Envelope,
  checkpoint: SignedCheckpoint,
): Promise<Proved<Inclusion>> {
  if (entry.seq >= checkpoint.size) return doubted("not-included");
  const leaf = hasher.leaf(encoder.encode(canonicalJson(entry)));
  const path = await hashesOf(read, inclusionRanges(entry.seq, checkpoint.size), checkpoint.size);
  if (path === null) return doubted("unreadable");
  const claim = { index: entry.seq, size: checkpoint.size, leaf, proof: path, root: checkpoint.root };
  return verifyInclusion(hasher, claim) ? proved({ leaf, path }) : doubted("not-included");
}

/** Proves that the journal only grew between two checkpoints: nothing that was there was changed or taken away. */
export async function proveGrowth(
  read: ReadResource,
  older: SignedCheckpoint,
  newer: SignedCheckpoint,
): Promise<Proved<null>> {
  if (newer.size < older.size) return doubted("shrunk");
  const proof = await hashesOf(read, consistencyRanges(older.size, newer.size), newer.size);
  if (proof === null) return doubted("unreadable");
  return verifyConsistency(hasher, { older, newer, proof }) ? proved(null) : doubted("rewritten");
}

/** The hash of each range, from tiles: fetched once each, whatever lies in them. Null when a tile is too short. */
async function hashesOf(read: ReadResource, ranges: readonly LeafRange[], size: number): Promise<Uint8Array[] | null> {
  const tiles = new Map<string, Uint8Array>();
  const pathOf = (node: NodeAt) => {
    const { level, index } = tileOfNode(node);
    return tilePath({ holds: "hashes", level, index, width: tileWidth(level, index, size) });
  };
  const wanted = new Set(ranges.flatMap((range) => rangeNodes(range).map(pathOf)));
  await Promise.all([...wanted].map(async (path) => tiles.set(path, await read(path))));
  let short = false;
  const readNode = (node: NodeAt): Uint8Array => {
    const hash = nodeFromTile(hasher, node, tiles.get(pathOf(node)) ?? new Uint8Array(0));
    short ||= hash === undefined;
    return hash ?? hasher.empty;
  };
  const hashes = ranges.map((range) => rangeHash(hasher, range, readNode));
  return short ? null : hashes;
}

async function verifyEd25519(publicKey: Uint8Array, signature: Uint8Array, message: Uint8Array): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", new Uint8Array(publicKey), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, new Uint8Array(signature), new Uint8Array(message));
}

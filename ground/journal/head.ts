import { formatCheckpoint, Frontier, signNote, TILE_HEIGHT } from "@cordon/kernel";
import type pg from "pg";
import { journalHasher, type Leaf } from "./leaf.ts";
import { publishedKey, type SigningKey } from "./signing-key.ts";
import type { Statement, Wire } from "./transaction.ts";

/** Entries between two checkpoints that are kept for good. */
export const KEPT_CHECKPOINT_EVERY = 4096;

/** What is appended in one go, and the head it leads to. */
export interface Growth {
  readonly from: number;
  readonly leaves: readonly Leaf[];
  readonly size: number;
  /** The tree after it. */
  readonly frontier: Frontier;
  /** The signed checkpoint that covers it. */
  readonly note: string;
  readonly nodes: readonly TileNode[];
}

/** A newly complete node of a tile level, 1 or up. */
export interface TileNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
}

const LOCK_HEAD: Statement = {
  name: "cordon_lock_head",
  text: "select size, frontier from journal_head for update",
};

/** Bodies are canonical JSON and kinds are names: neither holds a line break, so one text carries them all. */
const APPEND: Statement = {
  name: "cordon_append",
  text: `insert into journal_entry (seq, kind, at, leaf_hash, body)
    select $1::bigint + n - 1, kind, at::timestamptz, substring($4::bytea from (n * 32 - 31)::int for 32), body
    from unnest(string_to_array($2, E'\\n'), string_to_array($3, E'\\n'), string_to_array($5, E'\\n'))
      with ordinality as entry (kind, at, body, n)`,
};

const MOVE_HEAD: Statement = {
  name: "cordon_move_head",
  text: "update journal_head set size = $1, frontier = $2, checkpoint = $3",
};

const KEEP_NODE: Statement = {
  name: "cordon_keep_node",
  text: "insert into journal_node (level, position, hash) values ($1, $2, $3)",
};

const KEEP_CHECKPOINT: Statement = {
  name: "cordon_keep_checkpoint",
  text: "insert into journal_checkpoint (size, note) values ($1, $2)",
};

/** Tells other nodes. Costs nothing while nobody listens but a lock at commit, so a lone node leaves it out. */
const ANNOUNCE: Statement = { name: "cordon_announce", text: "select pg_notify('cordon_journal', $1)" };

export const ANNOUNCEMENTS = "cordon_journal";

/** "jour" in ASCII: the advisory lock that every appending connection shares. */
export const WRITERS_LOCK = 0x6a6f7572;

/** Takes the head's lock, so that nodes sharing a database append one after the other, and reads how far the tree has grown. */
export async function lockHead(wire: Wire): Promise<Frontier> {
  const found = await wire.query<{ size: number; frontier: Buffer }>(LOCK_HEAD);
  const row = found.rows[0];
  const frontier = row === undefined ? undefined : Frontier.from(journalHasher, row.size, row.frontier);
  if (frontier === undefined) throw new Error("the journal's head is missing or damaged; run cordon journal verify");
  return frontier;
}

/** Sends the rows of new entries. */
export async function writeLeaves(wire: Wire, from: number, leaves: readonly Leaf[]): Promise<void> {
  const values = [
    from,
    leaves.map((leaf) => leaf.envelope.kind).join("\n"),
    leaves.map((leaf) => leaf.envelope.at).join("\n"),
    Buffer.concat(leaves.map((leaf) => leaf.hash)),
    leaves.map((leaf) => leaf.body).join("\n"),
  ];
  await wire.query({ ...APPEND, values });
}

/**
 * Grows the tree by the leaves and signs what it has become.
 * @param frontier where the tree stands; is moved along
 */
export function growTree(frontier: Frontier, leaves: readonly Leaf[], key: SigningKey): Growth {
  const from = frontier.size;
  const nodes: TileNode[] = [];
  for (const leaf of leaves) {
    frontier.append(leaf.hash, ({ height, index }, hash) => {
      if (height > 0 && height % TILE_HEIGHT === 0) nodes.push({ level: height / TILE_HEIGHT, index, hash });
    });
  }
  return { from, leaves, size: frontier.size, frontier, note: signedCheckpoint(frontier, key), nodes };
}

/** Sends the new head, and the nodes that became complete on the way to it. */
export async function writeHead(wire: Wire, growth: Growth, announce: boolean): Promise<void> {
  const { from, size, frontier, note, nodes } = growth;
  const sent: Promise<unknown>[] = [wire.query({ ...MOVE_HEAD, values: [size, Buffer.from(frontier.bytes()), note] })];
  for (const { level, index, hash } of nodes) {
    sent.push(wire.query({ ...KEEP_NODE, values: [level, index, Buffer.from(hash)] }));
  }
  if (Math.floor(from / KEPT_CHECKPOINT_EVERY) < Math.floor(size / KEPT_CHECKPOINT_EVERY)) {
    sent.push(wire.query({ ...KEEP_CHECKPOINT, values: [size, note] }));
  }
  if (announce) sent.push(wire.query({ ...ANNOUNCE, values: [String(size)] }));
  await Promise.all(sent);
}

function signedCheckpoint(frontier: Frontier, key: SigningKey): string {
  const text = formatCheckpoint({ origin: key.verifier.name, size: frontier.size, root: frontier.root() });
  return signNote(text, key.verifier, key.sign);
}

export type HeadProblem = { readonly problem: "other-key"; readonly message: string };

/** How the journal stands, its head made when there is none yet. */
export interface OpenedHead {
  readonly size: number;
  readonly checkpoint: string;
}

/** Reads the head, and makes that of an empty journal when there is none. A journal goes on with the key it began with. */
export async function openHead(client: pg.Client, key: SigningKey): Promise<OpenedHead | HeadProblem> {
  await client.query(
    "insert into journal_head (size, frontier, checkpoint, verifier_key) values (0, ''::bytea, $1, $2) on conflict do nothing",
    [signedCheckpoint(Frontier.empty(journalHasher), key), publishedKey(key)],
  );
  const found = await client.query<OpenedHead & { verifier_key: string }>(
    "select size, checkpoint, verifier_key from journal_head",
  );
  const row = found.rows[0];
  if (row === undefined) throw new Error("the journal has no head although one was just made");
  if (row.verifier_key !== publishedKey(key)) {
    return {
      problem: "other-key",
      message: `This journal is signed with the key ${row.verifier_key}, and Cordon was given ${publishedKey(key)}. Put the first one's journal.key into the data folder: a journal keeps the key it began with.`,
    };
  }
  return { size: row.size, checkpoint: row.checkpoint };
}

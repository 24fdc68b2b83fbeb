import { generateKeyPairSync, sign } from "node:crypto";
import {
  AnyEnvelope,
  canonicalJson,
  type Envelope,
  formatCheckpoint,
  formatVerifierKey,
  parseTilePath,
  sha256,
  signNote,
  TILE_WIDTH,
  treeHasher,
  verifierKey,
} from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { proveEntry, proveGrowth, readCheckpoint, type ReadResource } from "./log.ts";

const hasher = treeHasher(sha256);
const encoder = new TextEncoder();
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
const key = verifierKey(sha256, "test.example/journal", raw);

const entry = (seq: number, said = `line ${seq}`): Envelope => ({
  ...AnyEnvelope.parse({
    seq,
    id: "01J3ZK8Q4M7V9X2B5N6P0RSTWY",
    at: "2024-07-26T18:14:07.000Z",
    kind: "incident.noted",
    by: { kind: "person", id: "p" },
    operation: "command.note-incident",
    mandate: null,
    data: { said },
  }),
  data: { said },
});

/** The root of leaves by the definition of RFC 6962, with nothing clever. */
function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return hasher.empty;
  if (leaves.length === 1) return only;
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return hasher.node(rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
}

/** A journal of entries that serves its checkpoint and its tiles, as a server does. */
function journalOf(entries: readonly Envelope[]): { readonly read: ReadResource; readonly asked: string[] } {
  const leaves = entries.map((each) => hasher.leaf(encoder.encode(canonicalJson(each))));
  const text = formatCheckpoint({ origin: "test.example/journal", size: leaves.length, root: rootOf(leaves) });
  const note = signNote(text, key, (message) => sign(null, message, privateKey));
  const asked: string[] = [];
  return {
    asked,
    read: async (path) => {
      asked.push(path);
      if (path === "key") return encoder.encode(`${formatVerifierKey(key)}\n`);
      if (path === "checkpoint") return encoder.encode(note);
      const tile = parseTilePath(path);
      if (tile?.holds !== "hashes") throw new Error(`no such resource: ${path}`);
      const span = TILE_WIDTH ** tile.level;
      const hashes = Array.from({ length: tile.width }, (_, at) => {
        const from = (tile.index * TILE_WIDTH + at) * span;
        return rootOf(leaves.slice(from, from + span));
      });
      return Buffer.concat(hashes);
    },
  };
}

const many = Array.from({ length: 700 }, (_, seq) => entry(seq));

async function checkpointOf(read: ReadResource) {
  const answer = await readCheckpoint(read, null);
  if (!answer.ok) throw new Error(answer.doubt);
  return answer.value;
}

describe("a journal that tells the truth", () => {
  it("is believed: its signature, each entry and its growth", async () => {
    const { read } = journalOf(many);
    const checkpoint = await checkpointOf(read);
    expect(checkpoint.size).toBe(700);
    for (const seq of [0, 1, 255, 256, 511, 640, 699]) {
      expect(await proveEntry(read, entry(seq), checkpoint)).toMatchObject({ ok: true });
    }
    for (const size of [0, 1, 255, 256, 300, 699, 700]) {
      const older = await checkpointOf(journalOf(many.slice(0, size)).read);
      expect(await proveGrowth(read, older, checkpoint), `from ${size}`).toEqual({ ok: true, value: null });
    }
  });

  it("is asked for a few tiles, not for all of it", async () => {
    const { read, asked } = journalOf(many);
    const checkpoint = await checkpointOf(read);
    asked.length = 0;
    await proveEntry(read, entry(3), checkpoint);
    expect(asked.length).toBeLessThanOrEqual(3);
  });
});

describe("a journal that was changed", () => {
  it("is not believed about the entry that was changed", async () => {
    const { read } = journalOf(many);
    const checkpoint = await checkpointOf(read);
    expect(await proveEntry(read, entry(300, "y"), checkpoint)).toEqual({ ok: false, doubt: "not-included" });
    expect(await proveEntry(read, { ...entry(300), seq: 301 }, checkpoint)).toEqual({
      ok: false,
      doubt: "not-included",
    });
    expect(await proveEntry(read, entry(700), checkpoint)).toEqual({ ok: false, doubt: "not-included" });
  });

  it("is not believed about its past", async () => {
    const older = await checkpointOf(journalOf(many.slice(0, 400)).read);
    const { read } = journalOf(many.map((each) => (each.seq === 7 ? entry(7, "y") : each)));
    expect(await proveGrowth(read, older, await checkpointOf(read))).toEqual({ ok: false, doubt: "rewritten" });
    const shorter = journalOf(many.slice(0, 399));
    expect(await proveGrowth(shorter.read, older, await checkpointOf(shorter.read))).toEqual({
      ok: false,
      doubt: "shrunk",
    });
  });

  it("is not believed when it is signed by another key, or not at all", async () => {
    const { read } = journalOf(many.slice(0, 5));
    const other = verifierKey(sha256, "test.example/journal", new Uint8Array(32).fill(9));
    expect(await readCheckpoint(read, other)).toEqual({ ok: false, doubt: "other-key" });
    const forged: ReadResource = async (path) => {
      const bytes = await read(path);
      return path === "checkpoint" ? encoder.encode(new TextDecoder().decode(bytes).replace("\n5\n", "\n4\n")) : bytes;
    };
    expect(await readCheckpoint(forged, null)).toEqual({ ok: false, doubt: "bad-signature" });
    const noise: ReadResource = async (path) => (path === "checkpoint" ? encoder.encode("<html>") : read(path));
    expect(await readCheckpoint(noise, null)).toEqual({ ok: false, doubt: "unreadable" });
  });

  it("is not believed when a tile is cut short", async () => {
    const { read } = journalOf(many);
    const checkpoint = await checkpointOf(read);
    const short: ReadResource = async (path) => (await read(path)).slice(0, 64);
    expect(await proveEntry(short, entry(300), checkpoint)).toEqual({ ok: false, doubt: "unreadable" });
  });
});

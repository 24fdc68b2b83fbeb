import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHex, toHex } from "../base64.ts";
import { sha256 } from "../sha256.ts";
import {
  consistencyProof,
  decodeBundle,
  encodeBundle,
  Frontier,
  HASH_BYTES,
  inclusionProof,
  type NodeAt,
  nodeFromTile,
  parseTilePath,
  TILE_HEIGHT,
  TILE_WIDTH,
  type Tile,
  tileOfNode,
  tilePath,
  tilesOf,
  tileWidth,
  treeHasher,
  verifyConsistency,
  verifyInclusion,
} from "./index.ts";

const tree = treeHasher(sha256);

/** The definition of RFC 6962, section 2.1, word for word. */
function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return createHash("sha256").digest();
  if (leaves.length === 1) return only;
  let k = 1;
  while (2 * k < leaves.length) k *= 2;
  return createHash("sha256")
    .update(Uint8Array.of(1))
    .update(naiveRoot(leaves.slice(0, k)))
    .update(naiveRoot(leaves.slice(k)))
    .digest();
}

function naiveNode(leaves: readonly Uint8Array[], { height, index }: NodeAt): Uint8Array {
  const span = 2 ** height;
  const under = leaves.slice(index * span, (index + 1) * span);
  if (under.length !== span) throw new Error("asked for a subtree that is not complete");
  return naiveRoot(under);
}

function leavesOf(size: number): Uint8Array[] {
  return Array.from({ length: size }, (_, at) => tree.leaf(new TextEncoder().encode(`entry ${at}`)));
}

function frontierOf(leaves: readonly Uint8Array[]): Frontier {
  const frontier = Frontier.empty(tree);
  for (const leaf of leaves) frontier.append(leaf);
  return frontier;
}

/** The well-known vectors of the Certificate Transparency reference implementation: eight leaves, the roots of the first n. */
const CT_LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const CT_ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const ctLeaves = CT_LEAVES.map((hex) => tree.leaf(fromHex(hex) ?? new Uint8Array()));

describe("Certificate Transparency's vectors", () => {
  it("gives the known root at every size", () => {
    expect(CT_ROOTS.map((_, size) => toHex(frontierOf(ctLeaves.slice(0, size)).root()))).toEqual(CT_ROOTS);
  });

  it("gives the known inclusion proofs", () => {
    const proof = (index: number, size: number) =>
      inclusionProof(tree, index, size, (node) => naiveNode(ctLeaves, node)).map(toHex);
    expect(proof(0, 1)).toEqual([]);
    expect(proof(0, 8)).toEqual([
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]);
    expect(proof(5, 8)).toEqual([
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
  });

  it("gives the known consistency proofs", () => {
    const proof = (older: number, newer: number) =>
      consistencyProof(tree, older, newer, (node) => naiveNode(ctLeaves, node)).map(toHex);
    expect(proof(1, 1)).toEqual([]);
    expect(proof(1, 8)).toEqual([
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]);
    expect(proof(6, 8)).toEqual([
      "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
    expect(proof(2, 5)).toEqual([
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ]);
  });
});

describe("frontier", () => {
  it("has the root of the definition after every append", () => {
    const leaves = leavesOf(300);
    const frontier = Frontier.empty(tree);
    expect(toHex(frontier.root())).toBe(toHex(tree.empty));
    leaves.forEach((leaf, at) => {
      frontier.append(leaf);
      expect(toHex(frontier.root())).toBe(toHex(naiveRoot(leaves.slice(0, at + 1))));
    });
  });

  it("goes on from its bytes, and refuses bytes of another size", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(100), (first, second) => {
        const leaves = leavesOf(first + second);
        const before = frontierOf(leaves.slice(0, first));
        const after = Frontier.from(tree, first, before.bytes());
        if (after === undefined) throw new Error("not read back");
        for (const leaf of leaves.slice(first)) after.append(leaf);
        expect(toHex(after.root())).toBe(toHex(naiveRoot(leaves)));
        expect(before.size).toBe(first);
        expect(Frontier.from(tree, first, new Uint8Array(before.bytes().length + HASH_BYTES))).toBeUndefined();
      }),
      { numRuns: 40 },
    );
    expect(Frontier.from(tree, -1, new Uint8Array())).toBeUndefined();
    expect(Frontier.from(tree, 2 ** 40 + 1, new Uint8Array(2 * HASH_BYTES))?.size).toBe(2 ** 40 + 1);
  });

  it("is not moved by what its copy does", () => {
    const frontier = frontierOf(leavesOf(5));
    const root = toHex(frontier.root());
    frontier.copy().append(tree.leaf(Uint8Array.of(1)));
    expect([frontier.size, toHex(frontier.root())]).toEqual([5, root]);
  });

  it("tells each complete subtree once, with its hash", () => {
    const leaves = leavesOf(77);
    const told = new Map<string, string>();
    const frontier = Frontier.empty(tree);
    for (const leaf of leaves) {
      frontier.append(leaf, (node, hash) => {
        expect(told.has(`${node.height}/${node.index}`)).toBe(false);
        told.set(`${node.height}/${node.index}`, toHex(hash));
        expect(toHex(hash)).toBe(toHex(naiveNode(leaves, node)));
      });
    }
    let expected = 0;
    for (let span = 1; span <= 77; span *= 2) expected += Math.floor(77 / span);
    expect(told.size).toBe(expected);
  });
});

describe("proofs", () => {
  const leaves = leavesOf(130);
  const sizes = fc.integer({ min: 1, max: leaves.length });

  it("prove every leaf of every tree, and nothing else", () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), fc.nat(255), (size, pick, where, flip) => {
        const index = pick % size;
        const root = naiveRoot(leaves.slice(0, size));
        const proof = inclusionProof(tree, index, size, (node) => naiveNode(leaves, node));
        const leaf = leaves[index] ?? tree.empty;
        const claim = { index, size, leaf, proof, root };
        expect(verifyInclusion(tree, claim)).toBe(true);
        expect(verifyInclusion(tree, { ...claim, index: (index + 1) % (size + 1) })).toBe(false);
        expect(verifyInclusion(tree, { ...claim, proof: [...proof, tree.empty] })).toBe(false);
        expect(verifyInclusion(tree, { ...claim, leaf: flipped(leaf, where, flip) })).toBe(false);
        if (proof.length === 0) return;
        expect(verifyInclusion(tree, { ...claim, proof: proof.slice(1) })).toBe(false);
        const at = where % proof.length;
        expect(
          verifyInclusion(tree, {
            ...claim,
            proof: proof.map((hash, n) => (n === at ? flipped(hash, where, flip) : hash)),
          }),
        ).toBe(false);
      }),
    );
  });

  it("prove that every tree is a beginning of every later one, and of nothing else", () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), fc.nat(255), (size, pick, where, flip) => {
        const earlier = pick % (size + 1);
        const older = { size: earlier, root: naiveRoot(leaves.slice(0, earlier)) };
        const newer = { size, root: naiveRoot(leaves.slice(0, size)) };
        const proof = consistencyProof(tree, earlier, size, (node) => naiveNode(leaves, node));
        expect(verifyConsistency(tree, { older, newer, proof })).toBe(true);
        expect(verifyConsistency(tree, { older, newer, proof: [...proof, tree.empty] })).toBe(false);
        expect(
          verifyConsistency(tree, { older: { ...older, root: flipped(older.root, where, flip) }, newer, proof }),
        ).toBe(false);
        if (earlier > 0) {
          const other = { ...newer, root: flipped(newer.root, where, flip) };
          expect(verifyConsistency(tree, { older, newer: other, proof })).toBe(false);
        }
        if (proof.length > 0) expect(verifyConsistency(tree, { older, newer, proof: proof.slice(1) })).toBe(false);
      }),
    );
  });

  it("cannot be asked of leaves that are not there", () => {
    const read = (node: NodeAt) => naiveNode(leaves, node);
    expect(() => inclusionProof(tree, 3, 3, read)).toThrow(RangeError);
    expect(() => inclusionProof(tree, -1, 3, read)).toThrow(RangeError);
    expect(() => consistencyProof(tree, 4, 3, read)).toThrow(RangeError);
    expect(verifyInclusion(tree, { index: 0.5, size: 1, leaf: tree.empty, proof: [], root: tree.empty })).toBe(false);
  });
});

describe("tiles (c2sp.org/tlog-tiles)", () => {
  it("writes paths as the specification shows them", () => {
    expect(tilePath({ holds: "hashes", level: 0, index: 1234067, width: 256 })).toBe("tile/0/x001/x234/067");
    expect(tilePath({ holds: "hashes", level: 1, index: 0, width: 17 })).toBe("tile/1/000.p/17");
    expect(tilePath({ holds: "entries", index: 1000, width: 256 })).toBe("tile/entries/x001/000");
  });

  it("reads back every path it writes", () => {
    const width = fc.integer({ min: 1, max: 256 });
    const index = fc.nat(10_000_000);
    const tiles: fc.Arbitrary<Tile> = fc.oneof(
      fc.record({ holds: fc.constant("hashes" as const), level: fc.nat(63), index, width }),
      fc.record({ holds: fc.constant("entries" as const), index, width }),
    );
    fc.assert(
      fc.property(tiles, (tile) => {
        expect(parseTilePath(tilePath(tile))).toEqual(tile);
      }),
    );
  });

  it.each([
    "tile/0/67",
    "tile/0/0067",
    "tile/0/x000/067",
    "tile/00/067",
    "tile/64/067",
    "tile/0/067.p/256",
    "tile/0/067.p/0",
    "tile/0/067.p/01",
    "tile/0/001/067",
    "tile/-1/067",
    "/tile/0/067",
    "tile/0/067/",
    "tile/entries/../067",
  ])("refuses %s", (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });

  it("lists the tiles of the specification's example of 70,000 entries", () => {
    const tiles = tilesOf(70_000).map(tilePath);
    expect(tiles).toHaveLength(273 + 1 + 1 + 1 + 1);
    expect(tiles.slice(-5)).toEqual([
      "tile/0/272",
      "tile/0/273.p/112",
      "tile/1/000",
      "tile/1/001.p/17",
      "tile/2/000.p/1",
    ]);
    expect(tilesOf(256).map(tilePath)).toEqual(["tile/0/000", "tile/1/000.p/1"]);
    expect(tilesOf(0)).toEqual([]);
    expect(tileWidth(0, 1, 256)).toBe(0);
  });

  it("holds every complete subtree", () => {
    const size = 1000;
    const leaves = leavesOf(size);
    const tiles = new Map<string, Uint8Array>();
    for (const tile of tilesOf(size)) {
      if (tile.holds !== "hashes") continue;
      const hashes = Array.from({ length: tile.width }, (_, at) =>
        naiveNode(leaves, { height: tile.level * TILE_HEIGHT, index: tile.index * TILE_WIDTH + at }),
      );
      tiles.set(`${tile.level}/${tile.index}`, Buffer.concat(hashes));
    }
    for (let height = 0; 2 ** height <= size; height++) {
      for (let index = 0; (index + 1) * 2 ** height <= size; index += 1 + Math.floor(37 / 2 ** height)) {
        const at = tileOfNode({ height, index });
        const bytes = tiles.get(`${at.level}/${at.index}`) ?? new Uint8Array();
        const hash = nodeFromTile(tree, { height, index }, bytes);
        expect(hash === undefined ? hash : toHex(hash)).toBe(toHex(naiveNode(leaves, { height, index })));
      }
    }
    expect(nodeFromTile(tree, { height: 0, index: 3 }, new Uint8Array(3 * HASH_BYTES))).toBeUndefined();
  });

  it("carries entries in bundles", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 20 }), fc.nat(), (bodies, cut) => {
        const bundle = encodeBundle(bodies);
        expect(decodeBundle(bundle)?.map(toHex)).toEqual(bodies.map(toHex));
        if (bundle.length === 0) return;
        const short = decodeBundle(bundle.subarray(0, cut % bundle.length));
        expect(short === undefined || short.length < bodies.length).toBe(true);
      }),
    );
    expect(() => encodeBundle([new Uint8Array(0x10000)])).toThrow(RangeError);
  });
});

function flipped(bytes: Uint8Array, where: number, mask: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const at = where % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (mask === 0 ? 1 : mask);
  return copy;
}

import { entry } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Capability, capability } from "./capability.ts";
import { accept, operating, role } from "./operation.ts";
import { projecting } from "./projection.ts";
import { faultsOf } from "./rooms.ts";

const Rung = entry("bell.rung", z.object({}), { roles: ["operator"] });
const Other = entry("other.thing", z.object({}), { roles: ["operator"] });
const { command } = operating<Record<never, never>>();
const ring = command({
  name: "bell.ring",
  summary: "Ring the bell",
  input: z.object({}),
  output: z.object({}),
  allow: role("operator"),
  run: async () => accept([Rung.of({})], {}),
});

const bell: Capability = capability({
  name: "bell",
  entries: [Rung],
  operations: [ring],
  migrations: [{ capability: "bell", name: "0001-bell", up: async () => undefined }],
  tables: [{ name: "bell", key: ["id"], derivedFrom: "journal" }],
  projections: [projecting<Record<never, never>>()(Rung, async () => undefined)],
  workers: [],
});

describe("rooms put together", () => {
  it("are found sound", () => expect(faultsOf([bell])).toEqual([]));

  it.each<[string, readonly Capability[], string]>([
    ["the same room twice", [bell, bell], "the entry kind bell.rung is there 2 times"],
    ["an operation of another room", [{ ...bell, name: "gong" }], "bell.ring is not named after its room"],
    [
      "an operation nobody may call",
      [{ ...bell, operations: [{ ...ring, allow: { anyone: false, roles: [] } }] }],
      "nobody may call bell.ring",
    ],
    [
      "a projection of nothing",
      [{ ...bell, projections: [projecting<Record<never, never>>()(Other, async () => undefined)] }],
      "projects other.thing",
    ],
    ["a table without a key", [{ ...bell, tables: [{ name: "bell", key: [], derivedFrom: "own" }] }], "has no key"],
    [
      "a stray migration",
      [{ ...bell, migrations: [{ capability: "gong", name: "0001-x", up: async () => undefined }] }],
      "belongs to gong",
    ],
  ])("are refused for %s", (_, rooms, fault) => expect(faultsOf(rooms).join("; ")).toContain(fault));
});

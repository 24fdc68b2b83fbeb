import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunningServer } from "@cordon/server";
import { testServer } from "@cordon/server/testing.ts";
import { onnx } from "@cordon/watch/testing/onnx.ts";
import { Command } from "commander";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { registerWatchModel } from "./watch-model.ts";

let server: RunningServer;
let folder = "";
let address = "";
const stack = new AsyncDisposableStack();

const detector = onnx({
  outputs: [{ name: "output0", shape: [1, 6, 84], values: () => 0.5 }],
  metadata: { names: "{0: 'person', 1: 'suitcase'}" },
});
const sha256 = createHash("sha256").update(detector).digest("hex");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cordon-cli-model-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  server = await testServer(stack, { rehearsing: true });
  const files = createServer((_, response) => response.end(detector));
  await new Promise<void>((resolve) => files.listen(0, "127.0.0.1", resolve));
  stack.defer(() => void files.close());
  const at = files.address();
  address = typeof at === "object" && at !== null ? `http://127.0.0.1:${at.port}/small.onnx` : "";
}, 60_000);
afterAll(() => stack.disposeAsync());
beforeEach(() => {
  process.exitCode = undefined;
});

/** Runs the command line and answers what it said. */
async function cordon(...words: readonly string[]): Promise<string> {
  const said: string[] = [];
  const listening = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, "write").mockImplementation((text) => said.push(String(text)) > 0),
  );
  try {
    const program = new Command("cordon").exitOverride();
    registerWatchModel(program, [...server.dispatcher.operations.values()], { server: server.url, token: null });
    await program.parseAsync(["node", "cordon", "watch", "model", ...words]);
  } finally {
    for (const each of listening) each.mockRestore();
  }
  return said.join("");
}

describe("cordon watch model", () => {
  it("adds from an address, uses, lists and removes", async () => {
    expect(await cordon("add", address, "--sha256", sha256, "--licence", "MIT", "--use")).toBe(
      `${sha256}\tsmall.onnx\tin use\tyolo 64x64\tperson,suitcase\tMIT\t${address}\n`,
    );
    expect(await cordon("list")).toContain("in use");
    await cordon("use", "none");
    expect(await cordon("list")).toContain("\tready\t");
    await cordon("remove", sha256.slice(0, 8));
    expect(await cordon("list")).toBe("");
    expect(process.exitCode).toBeUndefined();
  });

  it("says why one is refused, and exits with 1", async () => {
    expect(await cordon("add", address, "--sha256", "0".repeat(64))).toMatch(/small.onnx is refused: its SHA-256 is/);
    expect(process.exitCode).toBe(1);
    const file = join(folder, "cut.onnx");
    const cut = detector.subarray(0, 400);
    writeFileSync(file, cut);
    expect(await cordon("add", file, "--sha256", createHash("sha256").update(cut).digest("hex"))).toMatch(
      /refused: the file is cut off/,
    );
    expect(await cordon("remove", "f".repeat(64))).toMatch(/no model has a hash/);
  });

  it("takes nothing without a hash, and says which are known", async () => {
    expect(await cordon("add", "YOLOX-tiny")).toMatch(/--sha256 is missing/);
    expect(process.exitCode).toBe(2);
    expect(await cordon("known")).toMatch(/^YOLOX-nano\tApache-2.0\t/);
  });
});

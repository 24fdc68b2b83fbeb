import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AnyOperation } from "@cordon/ground";
import type { RunningServer } from "@cordon/server";
import { testServer } from "@cordon/server/testing.ts";
import { Command } from "commander";
import { vi } from "vitest";
import type { Door } from "./call.ts";

/** The command line against a server that really runs, and a folder for files. */
export interface TestCommandLine {
  readonly server: RunningServer;
  readonly folder: string;
  /** Runs it, exit code and all. @returns what it said beside its output */
  run(register: Register, words: readonly string[]): Promise<string>;
}

type Register = (program: Command, operations: readonly AnyOperation[], door: Door) => void;

/** `stack` ends the server and takes the folder away. */
export async function testCommandLine(stack: AsyncDisposableStack): Promise<TestCommandLine> {
  const folder = await mkdtemp(join(tmpdir(), "cordon-cli-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const server = await testServer(stack, { rehearsing: true });
  return {
    server,
    folder,
    async run(register, words) {
      process.exitCode = undefined;
      const said: string[] = [];
      const listening = vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
      try {
        const program = new Command("cordon").exitOverride();
        const door = { server: `http://127.0.0.1:${server.port}`, token: server.exerciseToken };
        register(program, [...server.dispatcher.operations.values()], door);
        await program.parseAsync([...words], { from: "user" });
      } finally {
        listening.mockRestore();
      }
      return said.join("");
    },
  };
}

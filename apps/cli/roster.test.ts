import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunningServer } from "@cordon/server";
import { testServer } from "@cordon/server/testing.ts";
import { Command } from "commander";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { registerForces } from "./forces.ts";
import { registerOperations } from "./operations.ts";
import { registerRoster } from "./roster.ts";

let server: RunningServer;
let folder = "";
const stack = new AsyncDisposableStack();
const YEAR = new Date().getUTCFullYear() + 1;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cordon-cli-roster-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  server = await testServer(stack, { rehearsing: true });
  const units = Array.from({ length: 400 }, (_, at) => `X-FR,,,,X${at},patrol,4,,,`).join("\n");
  await cordon("import-forces", `${FORCES}X-FR,Contingent,FR,fr,,,,,,\n${units}`);
  const shape = '{"type":"Point","coordinates":[2.2885,48.8617]}';
  const name = '{"fr":"Porte 3","en":"Gate 3"}';
  await run(
    "draw-place",
    "--reference",
    "GATE-3",
    "--kind",
    "post",
    "--name",
    name,
    "--shape",
    shape,
    "--regime",
    "null",
  );
}, 60_000);
afterAll(() => stack.disposeAsync());
beforeEach(() => {
  process.exitCode = undefined;
});

const FORCES = "contingent,name,nation,contingentLanguages,callSign,kind,strength,languages,radios,equipment\n";

async function run(...words: readonly string[]): Promise<string> {
  const said: string[] = [];
  const listening = vi.spyOn(process.stderr, "write").mockImplementation((line) => said.push(String(line)) > 0);
  const quiet = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  try {
    const program = new Command("cordon").exitOverride();
    const door = { server: `http://127.0.0.1:${server.port}`, token: server.exerciseToken };
    const operations = [...server.dispatcher.operations.values()];
    registerOperations(
      program,
      operations.filter(({ name }) => name === "command.draw-place"),
      door,
    );
    registerForces(program, operations, door);
    registerRoster(program, { operations, door, timeZone: "Europe/Paris", nowMs: Date.now });
    await program.parseAsync(["command", ...words], { from: "user" });
  } finally {
    listening.mockRestore();
    quiet.mockRestore();
  }
  return said.join("");
}

async function cordon(command: string, text: string, ...options: readonly string[]): Promise<string> {
  const file = join(folder, "given.csv");
  await writeFile(file, text);
  return await run(command, file, ...options);
}

const HEAD = "post;unit;ability;start;end\n";
const shifts = Array.from({ length: 400 }, (_, at) => `GATE-3;X${at};;${YEAR}-07-26 08:00;${YEAR}-07-26 16:00`).join(
  "\n",
);

it("looks at a roster of several parts as a whole, then plans it, once however often; what it writes it reads", async () => {
  expect(await cordon("import-shifts", HEAD + shifts, "--preview")).toContain(
    "400 would be planned, 0 stand already, 0 lines are wrong",
  );
  expect(await cordon("import-shifts", HEAD + shifts)).toContain("400 planned, 0 stood already, 0 left out");
  expect(await cordon("import-shifts", HEAD + shifts)).toContain("0 planned, 400 stood already, 0 left out");
  const out = join(folder, "out.csv");
  expect(await run("export-shifts", "--out", out)).toBe("");
  const text = await readFile(out, "utf8");
  expect(text).toContain(`GATE-3,X7,patrol,${YEAR}-07-26 08:00,${YEAR}-07-26 16:00`);
  expect(await cordon("import-shifts", text)).toContain("0 planned, 400 stood already, 0 left out");
  expect(process.exitCode).toBe(0);
}, 60_000);

it("names each line of an overlap, plans nothing then, and leaves them out when told to", async () => {
  const text = `${HEAD}GATE-3;X1;;${YEAR}-07-28 08:00;${YEAR}-07-28 12:00\nGATE-3;X1;;${YEAR}-07-28 11:00;${YEAR}-07-28 15:00\nGATE-3;X2;;${YEAR}-07-28 08:00;${YEAR}-07-28 12:00\nGATE-3;X3;;soon;later`;
  const said = await cordon("import-shifts", text);
  expect(said).toContain("line 2 overlaps line 3: X1 at GATE-3");
  expect(said).toContain("line 3 overlaps line 2: X1 at GATE-3");
  expect(said).toContain('line 5, start: "soon" is no time');
  expect(said).toContain("3 lines are wrong. Nothing was planned");
  expect(process.exitCode).toBe(1);
  expect(await cordon("import-shifts", text, "--leave-out")).toContain("1 planned, 0 stood already, 3 left out");
  expect(await cordon("import-shifts", "when\nnow")).toContain("lacks the columns");
  expect(process.exitCode).toBe(2);
}, 60_000);

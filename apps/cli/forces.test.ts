import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { registerForces } from "./forces.ts";
import { type TestCommandLine, testCommandLine } from "./testing.ts";

let line: TestCommandLine;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  line = await testCommandLine(stack);
}, 60_000);
afterAll(() => stack.disposeAsync());

async function cordon(text: string, ...options: readonly string[]): Promise<string> {
  const file = join(line.folder, "forces.csv");
  await writeFile(file, text);
  return line.run(registerForces, ["command", "import-forces", file, ...options]);
}

const HEAD = "contingent,name,nation,contingentLanguages,callSign,kind,strength,languages,radios,equipment\n";
const many = (strength: number) =>
  `${HEAD}X-FR,Contingent,FR,fr,,,,,,\n${Array.from({ length: 1200 }, (_, at) => `X-FR,,,,X${at},patrol,${strength},,XR ${at},`).join("\n")}`;

it("looks at a file of several slices as a whole, then imports it, once however often", async () => {
  expect(await cordon(many(4), "--preview")).toContain(
    "would be contingents: 1 new, 0 changed; units: 1200 new, 0 back on duty, 0 changed, 0 as they were, 0 lines refused",
  );
  expect(await cordon(many(4))).toContain("contingents: 1 new, 0 changed; units: 1200 new");
  expect(await cordon(many(4))).toContain(
    "0 new, 0 changed; units: 0 new, 0 back on duty, 0 changed, 1200 as they were",
  );
  expect(await cordon(many(5))).toContain("1200 changed");
  expect(process.exitCode).toBe(0);
});

it("imports nothing of a file with faults, tells each by its line, and leaves them out when told to", async () => {
  const text = `${HEAD}X-FR,,,,Y1,patrol,4,,,\nX-FR,,,,Y2,unicorns,4,,,\nX-FR,,,,Y3,patrol,4000,,,\nX-FR,,,,Y4,patrol,4,,XR 7,`;
  const said = await cordon(text);
  expect(said).toContain('line 3, kind: unknown-kind "unicorns"');
  expect(said).toContain('line 4, strength: out-of-limits "4000"');
  expect(said).toContain('line 5, radios: taken "XR 7" (see X7)');
  expect(said).toContain("3 lines are refused. Nothing was imported");
  expect(process.exitCode).toBe(1);
  expect(await cordon(text, "--leave-out-refused")).toContain(
    "units: 1 new, 0 back on duty, 0 changed, 0 as they were, 3 lines left out",
  );
  expect(await cordon("kind\npatrol")).toContain("no-column contingent");
  expect(process.exitCode).toBe(2);
});

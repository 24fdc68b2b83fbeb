import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isStoreProblem, openStore, signingKeyIn } from "@cordon/ground";
import { fill, ledgerMigrations, ledgerOn } from "@cordon/ground/journal/testing/ledger.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

let folder = "";
let key = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cordon-cli-"));
  const store = await openStore({ kind: "embedded", folder: join(folder, "postgres"), minimumFreeBytes: 0 });
  if (isStoreProblem(store)) throw new Error(store.message);
  await using open = store;
  const problem = await open.migrate(ledgerMigrations);
  if (problem !== null) throw new Error(problem.message);
  await mkdir(join(folder, "keys"));
  const signing = signingKeyIn(join(folder, "keys"), "cli.example");
  if ("problem" in signing) throw new Error(signing.message);
  const { journal } = await ledgerOn(open, { key: signing });
  await fill(journal, 500);
  key = journal.verifierKey();
  await journal[Symbol.asyncDispose]();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function cordon(...words: string[]): Promise<Said> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [MAIN, ...words], { cwd: folder }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

describe("cordon journal", () => {
  it("verifies a data folder without a server, for people and for machines", async () => {
    const told = await cordon("journal", "verify", "--data", folder);
    expect(told).toMatchObject({ code: 0, err: "" });
    expect(told.out).toContain("500");
    expect(told.out).toContain("Nothing was changed");
    const json = await cordon("journal", "verify", "--data", folder, "--key", key, "--json");
    expect(JSON.parse(json.out)).toMatchObject({
      ok: true,
      entries: 500,
      origin: "cli.example",
      verifierKey: key,
      findings: [],
    });
  });

  it("exports a file that verifies, and names the entry of which a byte was flipped", async () => {
    const file = join(folder, "journal.jsonl");
    expect(await cordon("journal", "export", file, "--data", folder)).toMatchObject({ code: 0 });
    expect(await cordon("journal", "verify", "--file", file)).toMatchObject({ code: 0 });
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace('"amount":321,', '"amount":322,'));
    const told = await cordon("journal", "verify", "--file", file);
    expect(told.code).toBe(1);
    expect(told.out).toContain("entry 321 (ledger.deposited) was changed");
    const json = await cordon("journal", "verify", "--file", file, "--json");
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      findings: [{ finding: "entry-changed", seq: 321, kind: "ledger.deposited" }],
    });
  });

  it("says in plain words what it was not given", async () => {
    const nowhere = await cordon("journal", "verify", "--data", join(folder, "nowhere"));
    expect(nowhere).toMatchObject({ code: 1, out: "" });
    expect(nowhere.err).toContain("There is no Cordon data in");
    expect(await cordon("journal", "verify", "--file", join(folder, "none"))).toMatchObject({ code: 1 });
    expect(await cordon("journal", "verify", "--file", "a", "--url", "b")).toMatchObject({ code: 1 });
    const other = await cordon(
      "journal",
      "verify",
      "--data",
      folder,
      "--key",
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    );
    expect(other.code).toBe(1);
    expect(other.out).toContain("names another key");
  });
});

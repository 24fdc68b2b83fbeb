import { generateKeyPairSync, sign } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { passToSign } from "@cordon/access/rules";
import { Claims, KeyId } from "@cordon/access/words";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { registerAccessDocuments } from "./access-documents.ts";

const { privateKey } = generateKeyPairSync("ed25519");

function passOf(number: number): string {
  const claims = Claims.parse({
    number,
    category: "resident",
    zones: ["G1"],
    notBefore: "2024-07-18T03:00:00.000Z",
    notAfter: "2024-07-27T04:00:00.000Z",
    holder: { kind: "person", initials: "AM", birthYear: 1980 },
  });
  const unsigned = passToSign(claims, KeyId.parse("00c0ffee"));
  return unsigned.finish(sign(null, unsigned.toBeSigned, privateKey));
}

describe("cordon access documents", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "cordon-documents-"));
    process.exitCode = undefined;
  });
  afterEach(async () => {
    process.exitCode = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  async function documents(...more: readonly string[]): Promise<readonly string[]> {
    const program = new Command("cordon").exitOverride();
    // No server knows how zones are called here: their codes have to do.
    const door = { server: "http://127.0.0.1:1", token: null };
    registerAccessDocuments(program, { operations: [], door, timeZone: "Europe/Paris" });
    const out = join(folder, "out");
    await program.parseAsync(["access", "documents", join(folder, "passes.csv"), "--out", out, ...more], {
      from: "user",
    });
    return (await readdir(out).catch(() => [])).sort((a, b) => (a < b ? -1 : 1));
  }

  it("writes a page and a picture for each pass, for nobody else to read, and goes on where it was", async () => {
    await writeFile(join(folder, "passes.csv"), `number,pass\n1,${passOf(1)}\n2,${passOf(2)}\n`);
    expect(await documents("--form", "pdf")).toEqual(["pass-0000001.pdf", "pass-0000002.pdf"]);
    const first = join(folder, "out", "pass-0000001.pdf");
    expect((await stat(first)).mode & 0o777).toBe(0o600);
    expect((await readFile(first)).subarray(0, 5).toString()).toBe("%PDF-");
    await writeFile(first, "kept");
    expect(await documents()).toEqual(["pass-0000001.pdf", "pass-0000001.png", "pass-0000002.pdf", "pass-0000002.png"]);
    expect(await readFile(first, "utf8")).toBe("kept");
    expect(process.exitCode).toBeUndefined();
  });

  it("tells of lines that are no pass and writes the others", async () => {
    await writeFile(join(folder, "passes.csv"), `1,CP1:TORN\n2,${passOf(2)}\n3,\n`);
    expect(await documents("--form", "png")).toEqual(["pass-0000002.png"]);
    expect(process.exitCode).toBe(1);
  });

  it("says that there is no such file, or that an option is not understood", async () => {
    expect(await documents()).toEqual([]);
    expect(process.exitCode).toBe(2);
    await writeFile(join(folder, "passes.csv"), `${passOf(1)}\n`);
    expect(await documents("--language", "de")).toEqual([]);
    expect(process.exitCode).toBe(2);
  });
});

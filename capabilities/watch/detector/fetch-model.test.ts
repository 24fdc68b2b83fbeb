import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BlobHash, isRefusal } from "@cordon/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ModelSource } from "../words/model.ts";
import { fetchModel } from "./fetch-model.ts";

const content = new Uint8Array(5000).fill(7);
const sha256 = BlobHash.parse(createHash("sha256").update(content).digest("hex"));
const never = new AbortController().signal;
const limits = { bytes: 5000, milliseconds: 3000 };

let asked: string[] = [];
const answers: RequestListener = ({ url = "" }, response) => {
  asked.push(url);
  const to = (location: string): void => void response.writeHead(302, { location }).end();
  if (url === "/model") response.end(content);
  else if (url === "/again") to("/model");
  else if (url === "/round") to("/round");
  else if (url === "/elsewhere") to("http://192.0.2.7/model");
  else if (url === "/file") to("file:///etc/passwd");
  else if (url === "/long") response.end(new Uint8Array(5001));
  else if (url === "/endless") {
    const send = (): boolean => response.write(new Uint8Array(1000), () => setImmediate(send));
    send();
  } else if (url === "/slow") response.write("a");
  else if (url === "/broken") {
    response.writeHead(200, { "content-length": "5000" });
    response.write("a", () => response.destroy());
  } else response.writeHead(404).end();
};
const server = createServer(answers);
let base = "";
const folder = mkdtempSync(join(tmpdir(), "cordon-models-"));

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  base = `http://127.0.0.1:${address.port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

async function got(path: string, hash = sha256, within = limits): Promise<string> {
  const found = await fetchModel(
    path.startsWith("/") && !path.startsWith(folder) ? `${base}${path}` : path,
    hash,
    never,
    within,
  );
  return isRefusal(found) ? `${found.refused}: ${found.because}` : `${found.byteLength} bytes`;
}

describe("fetching a model", () => {
  it("gives the file that was asked for, from an address, over redirects and from the disk", async () => {
    expect(await got("/model")).toBe("5000 bytes");
    expect(await got("/again")).toBe("5000 bytes");
    writeFileSync(join(folder, "model.onnx"), content);
    expect(await got(join(folder, "model.onnx"))).toBe("5000 bytes");
  });

  it("gives nothing that has another SHA-256", async () => {
    const other = BlobHash.parse("0".repeat(64));
    expect(await got("/model", other)).toBe(`conflict: its SHA-256 is ${sha256}, not the one that was given`);
  });

  it("refuses in words what is not there, too large, too slow, broken off or led astray", async () => {
    expect(await got("/nothing")).toMatch(/^not-found: 127.* answered 404/);
    expect(await got(join(folder, "nothing.onnx"))).toMatch(/^not-found: there is no such file/);
    expect(await got(folder)).toMatch(/^not-found: /);
    expect(await got("/long")).toMatch(/^too-large/);
    expect(await got("/endless")).toMatch(/^too-large/);
    writeFileSync(join(folder, "long.onnx"), new Uint8Array(5001));
    expect(await got(join(folder, "long.onnx"))).toMatch(/^too-large/);
    expect(await got("/slow", sha256, { ...limits, milliseconds: 200 })).toMatch(/^unavailable: it did not come whole/);
    expect(await got("/broken")).toMatch(/^unavailable: .*broke off/);
    asked = [];
    expect(await got("/round")).toMatch(/^unavailable: .*from one address to the next/);
    expect(asked).toHaveLength(6);
    expect(await got("/elsewhere")).toMatch(/^not-permitted: .*192\.0\.2\.7/);
    expect(await got("/file")).toMatch(/^not-permitted/);
  });
});

describe("where a model may come from", () => {
  it("is https, this machine itself or a file, and never an address with a password", () => {
    for (const source of [
      "https://example.org/m.onnx",
      "http://127.0.0.1:8000/m.onnx",
      "http://localhost/m.onnx",
      "/srv/m.onnx",
      "file:///srv/m.onnx",
    ])
      expect(ModelSource.safeParse(source).success, source).toBe(true);
    for (const source of [
      "http://example.org/m.onnx",
      "ftp://example.org/m",
      "https://me:secret@example.org/m",
      "m.onnx",
      "http://127.0.0.1.example.org/m",
      "data:text/plain,x",
    ])
      expect(ModelSource.safeParse(source).success, source).toBe(false);
  });
});

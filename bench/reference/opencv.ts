import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A C++ program of this folder, compiled; in a folder of its own, which goes when it is disposed of. */
export interface OpenCvProgram extends AsyncDisposable {
  /** Runs it with pictures on its standard input; resolves with what it printed. Rejects when it fails. */
  run(parameters: readonly string[], pictures: readonly Uint8Array[]): Promise<string>;
  /** A path for what it writes. */
  path(name: string): string;
  /** Reads what it wrote. */
  read(name: string): Promise<Buffer>;
}

/** Compiles `NAME.cpp`; undefined where OpenCV's headers or a compiler are not installed. */
export async function buildOpenCv(name: string): Promise<OpenCvProgram | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "cordon-bench-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const program = join(folder, name);
  const source = fileURLToPath(new URL(`${name}.cpp`, import.meta.url));
  try {
    const { stdout } = await run("pkg-config", ["--cflags", "opencv4"]);
    await run("c++", ["-O2", source, "-o", program, ...stdout.trim().split(/\s+/), "-lopencv_video", "-lopencv_core"]);
  } catch {
    await remove();
    return undefined;
  }
  return {
    run: (parameters, pictures) => printedBy(program, parameters, pictures),
    path: (file) => join(folder, file),
    read: (file) => readFile(join(folder, file)),
    [Symbol.asyncDispose]: remove,
  };
}

async function printedBy(
  program: string,
  parameters: readonly string[],
  pictures: readonly Uint8Array[],
): Promise<string> {
  const child = spawn(program, parameters, { stdio: ["pipe", "pipe", "inherit"] });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const ended = new Promise<void>((resolve, reject) => {
    child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`))));
    child.once("error", reject);
  });
  child.stdin.end(Buffer.concat(pictures));
  await ended;
  return printed;
}

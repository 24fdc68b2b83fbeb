import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const repository = fileURLToPath(new URL("../../", import.meta.url));
let root = "";

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A house in small: the real launcher, one small server, and an installation that looks done. */
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "cordon-run-")));
  cpSync(join(repository, "scripts/run.mjs"), join(root, "scripts/run.mjs"));
  cpSync(join(repository, "scripts/launch"), join(root, "scripts/launch"), { recursive: true });
  cpSync(join(repository, "toolchain/package.json"), join(root, "toolchain/package.json"));
  cpSync(join(repository, "toolchain/package-lock.json"), join(root, "toolchain/package-lock.json"));
  symlinkSync(join(repository, "toolchain/node_modules"), join(root, "toolchain/node_modules"));
  write("package.json", JSON.stringify({ name: "small", type: "module" }));
  write(
    "package-lock.json",
    JSON.stringify({ lockfileVersion: 3, packages: { "": {}, "node_modules/there": { version: "1.0.0" } } }),
  );
  write("node_modules/there/package.json", "{}");
  write(
    "node_modules/.package-lock.json",
    JSON.stringify({ packages: { "node_modules/there": { version: "1.0.0" } } }),
  );
  write("capabilities/none.txt", "");
  write(
    "apps/server/start.ts",
    `const say: (text: string) => void = (text) => void process.stdout.write(text + "\\n");
     process.on("SIGTERM", () => { say("asked to end"); process.exit(7); });
     say(JSON.stringify({ version: process.version, args: process.argv.slice(2), cwd: process.cwd(), path: process.env.PATH?.split(":")[0] }));
     if (process.argv.includes("stay")) setInterval(() => {}, 1000);
     if (process.argv.includes("fail")) process.exit(3);`,
  );
});
afterEach(() => rmSync(root, { recursive: true }));

function run(args: readonly string[], options: { cwd?: string; launcher?: string } = {}) {
  const env = { ...process.env, npm_execpath: "", npm_config_local_prefix: "/nowhere" };
  const launcher = options.launcher ?? join(root, "scripts/run.mjs");
  return spawnSync(process.execPath, [launcher, ...args], { encoding: "utf8", env, cwd: options.cwd ?? tmpdir() });
}

describe("scripts/run.mjs", () => {
  it("runs the command under the pinned Node.js, in the root, with its arguments", () => {
    const { stdout, status } = run(["start", "--camera", "a b.mp4"]);
    const pinned = JSON.parse(readFileSync(join(root, "toolchain/package.json"), "utf8")).dependencies.node;
    expect(JSON.parse(stdout)).toEqual({
      version: `v${pinned}`,
      args: ["--camera", "a b.mp4"],
      cwd: root,
      path: join(root, "toolchain/node_modules/node/bin"),
    });
    expect(status).toBe(0);
  });

  it("passes the exit code on", () => {
    expect(run(["start", "fail"]).status).toBe(3);
  });

  it.each([
    ["replacing itself", ""],
    ["with a child, as on an older Node.js", "delete process.execve;"],
  ])("passes SIGTERM on, %s", async (_how, before) => {
    const program = `${before} process.argv[1] = "run.mjs"; await import(${JSON.stringify(join(root, "scripts/run.mjs"))});`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program, "run.mjs", "start", "stay"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    for await (const chunk of child.stdout) {
      output += String(chunk);
      if (output.includes("version")) break;
    }
    const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve([code, signal])));
    child.kill("SIGTERM");
    expect(await ended).toEqual([7, null]);
  });

  it("is the command line when called as cordon, in the caller's folder", () => {
    write("apps/cli/main.ts", `process.stdout.write(process.cwd() + " " + process.argv.slice(2).join(" "));`);
    cpSync(join(repository, "apps/cli/cordon.mjs"), join(root, "apps/cli/cordon.mjs"));
    mkdirSync(join(root, "node_modules/.bin"), { recursive: true });
    symlinkSync("../../apps/cli/cordon.mjs", join(root, "node_modules/.bin/cordon"));
    const cwd = join(root, "capabilities");
    for (const launcher of ["apps/cli/cordon.mjs", "node_modules/.bin/cordon"]) {
      expect(run(["journal", "verify"], { launcher: join(root, launcher), cwd }).stdout).toBe(`${cwd} journal verify`);
    }
  });

  it("names the commands when it does not know one", () => {
    const { stderr, status } = run(["strat"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/no command "strat"[\s\S]* start /);
  });

  it("says what to do when an installation fails, and leaves nothing that looks installed", () => {
    // A lockfile that names a package nobody has, and no network to look for it.
    write("package.json", JSON.stringify({ name: "small", dependencies: { absent: "1.0.0" } }));
    write(
      "package-lock.json",
      JSON.stringify({
        name: "small",
        lockfileVersion: 3,
        packages: {
          "": { name: "small", dependencies: { absent: "1.0.0" } },
          "node_modules/absent": { version: "1.0.0", integrity: "sha512-AA==" },
        },
      }),
    );
    write(".npmrc", "offline=true\ncache=./empty-cache\n");
    const { stderr, stdout, status } = run(["start"]);
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(
      /installing the packages[\s\S]*"npm ci" for the packages ended with[\s\S]*Then run the same command again/,
    );
    expect(existsSync(join(root, "node_modules/.cordon-stamp"))).toBe(false);
    expect(existsSync(join(root, "toolchain/.install.lock"))).toBe(false);
  });

  it("sees an installation made by hand, and marks it", () => {
    expect(run(["start"]).stderr).toMatch(/the packages are in place/);
    expect(run(["start"]).stderr).toBe("");
  });
});

import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { accountFor } from "./account.ts";
import { findBinaries } from "./binaries.ts";
import { openStore, type Store } from "./index.ts";
import { isStoreProblem } from "./problem.ts";

const isRoot = process.getuid?.() === 0;
let base: string;
let data: string;
const children: ChildProcess[] = [];

/** Memory, where there is enough: what is killed here are processes, not machines, and syncing twenty new databases takes minutes. */
function quickDisk(): string {
  if (!existsSync("/dev/shm")) return tmpdir();
  const memory = statfsSync("/dev/shm");
  return memory.bavail * memory.bsize > 2 ** 30 ? "/dev/shm" : tmpdir();
}

beforeEach(() => {
  base = mkdtempSync(join(quickDisk(), "cordon-bad-day-"));
  chmodSync(base, 0o711);
  data = join(base, "data");
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await until(() => !existsSync(join(data, "pg", "postmaster.pid")), 5_000).catch(() => {});
  rmSync(base, { recursive: true, force: true });
});

async function open(kind: "embedded" | "embedded-or-running" = "embedded"): Promise<Store> {
  const store = await openStore({ kind, folder: data, minimumFreeBytes: 0 });
  if (isStoreProblem(store)) throw new Error(store.message);
  return store;
}

const Said = z.object({
  postmaster: z.number().optional(),
  problem: z.string().optional(),
  message: z.string().optional(),
});

/** Another process that opens the folder; resolves with what it said about it. */
async function holder(folder = data): Promise<{ child: ChildProcess; said: z.infer<typeof Said> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "holder.fixture.ts"), folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const said = await new Promise<string>((resolve) =>
    child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString())),
  );
  return { child, said: Said.parse(JSON.parse(said)) };
}

async function until(holds: () => boolean | Promise<boolean>, patienceMs = 15_000): Promise<void> {
  const start = performance.now();
  while (!(await holds())) {
    if (performance.now() - start > patienceMs) throw new Error("it did not happen in time");
    await sleep(20);
  }
}

/** Not a process that has ended and that nobody has collected, as where process 1 is no init. */
function alive(pid: number): boolean {
  const state = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
  return state !== "" && !state.startsWith("Z");
}

async function write(store: Store, n: number): Promise<void> {
  const client = await store.connect({ name: "test" });
  await client.query("create table if not exists kept (n int)");
  await client.query("insert into kept values ($1)", [n]);
  await client.end();
}

async function rows(store: Store): Promise<number[]> {
  return (await store.pool.query<{ n: number }>("select n from kept order by n")).rows.map((row) => row.n);
}

describe("an embedded PostgreSQL", { timeout: 60_000 }, () => {
  it("is durable, on no network, and keeps its rows from one opening to the next", async () => {
    {
      await using store = await open();
      const asked = await store.pool.query(
        "select name, setting from pg_settings where name in ('fsync','synchronous_commit','full_page_writes','listen_addresses','data_checksums') order by 1",
      );
      expect(Object.fromEntries(asked.rows.map((row) => [row.name, row.setting]))).toEqual({
        data_checksums: "on",
        fsync: "on",
        full_page_writes: "on",
        listen_addresses: "",
        synchronous_commit: "on",
      });
      await write(store, 7);
      expect(store.obstacle()).toBeNull();
    }
    expect(existsSync(join(data, "pg", "postmaster.pid"))).toBe(false);
    await using again = await open();
    expect(await rows(again)).toEqual([7]);
  });

  it("ends by itself when Cordon is killed, and nothing committed is lost", async () => {
    const { child, said } = await holder();
    const postmaster = said.postmaster ?? 0;
    expect(alive(postmaster)).toBe(true);
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    await until(() => !alive(postmaster));
    await using store = await open();
    expect(await rows(store)).toEqual([1]);
  });

  it("opens while the PostgreSQL of a killed Cordon is still ending", async () => {
    const { child } = await holder();
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    await using store = await open();
    expect(await rows(store)).toEqual([1]);
  });

  it("ends an orphan whose keeper was killed too", async () => {
    const { child, said } = await holder();
    const postmaster = said.postmaster ?? 0;
    const keepers = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" })
      .split("\n")
      .filter((line) => line.includes("cordon-postgres-keeper") && line.includes(join(data, "run")))
      .map((line) => Number.parseInt(line, 10));
    expect(keepers.length).toBe(2);
    expect(alive(postmaster)).toBe(true);
    for (const pid of keepers) process.kill(pid, "SIGKILL");
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    await using store = await open();
    expect(alive(postmaster)).toBe(false);
    expect(await rows(store)).toEqual([1]);
  });

  it("is started again when it is killed under Cordon; meanwhile writes are refused, afterwards all is there", async () => {
    await using store = await open();
    await write(store, 1);
    process.kill(store.postmasterPid() ?? 0, "SIGKILL");
    await until(() => store.obstacle() !== null, 5_000);
    expect(store.obstacle()).toMatchObject({ refused: "unavailable" });
    await until(() => store.obstacle() === null);
    await write(store, 2);
    await until(async () => (await rows(store).catch(() => [])).length === 2);
  });

  it("refuses a second Cordon on the folder and names the first", async () => {
    const { child } = await holder();
    const second = await openStore({ kind: "embedded", folder: data });
    expect(second).toMatchObject({ problem: "folder-in-use", holder: { pid: child.pid } });
    expect("message" in second && second.message).toContain(`process ${child.pid}`);
    const third = await holder();
    expect(third.said.problem).toBe("folder-in-use");
  });

  it("refuses a second opening in the same process", async () => {
    await using store = await open();
    expect(await openStore({ kind: "embedded", folder: data })).toMatchObject({ problem: "folder-in-use" });
    expect(store.obstacle()).toBeNull();
  });

  it("is joined, not started, by a tool while a Cordon has it open; and started when none has", async () => {
    {
      await using store = await open();
      await write(store, 3);
      await using joined = await open("embedded-or-running");
      expect(joined.postmasterPid()).toBeNull();
      expect(await rows(joined)).toEqual([3]);
    }
    await using alone = await open("embedded-or-running");
    expect(alone.postmasterPid()).not.toBeNull();
  });

  it("is not fooled by a postmaster.pid whose number now belongs to another process", async () => {
    await (await open())[Symbol.asyncDispose]();
    const stranger = spawn("sleep", ["60"]);
    children.push(stranger);
    writeFileSync(
      join(data, "pg", "postmaster.pid"),
      `${stranger.pid}\n${join(data, "pg")}\n1\n5432\n${join(data, "run")}\n\n\nready   \n`,
      { mode: 0o600 },
    );
    await using store = await open();
    await write(store, 1);
    expect(alive(stranger.pid ?? 0)).toBe(true);
  });

  it("leaves a folder of another major version as it is", async () => {
    await (await open())[Symbol.asyncDispose]();
    writeFileSync(join(data, "pg", "PG_VERSION"), "16\n");
    const refused = await openStore({ kind: "embedded", folder: data });
    expect(refused).toMatchObject({ problem: "other-major-version", found: "16", expected: "18" });
    expect(readFileSync(join(data, "pg", "PG_VERSION"), "utf8")).toBe("16\n");
    rmSync(join(data, "pg", "PG_VERSION"));
    expect(await openStore({ kind: "embedded", folder: data })).toMatchObject({ problem: "folder-damaged" });
  });

  it("says in one sentence why it did not start", async () => {
    await (await open())[Symbol.asyncDispose]();
    rmSync(join(data, "pg", "global", "pg_control"));
    const refused = await openStore({ kind: "embedded", folder: data });
    expect(refused).toMatchObject({ problem: "did-not-start" });
    expect("message" in refused && refused.message).toMatch(/pg_control/);
    // and lets go of the folder
    rmSync(join(data, "pg"), { recursive: true });
    await using store = await open();
    expect(store.obstacle()).toBeNull();
  });

  it("begins again where the first creation was cut short", async () => {
    mkdirSync(join(data, "pg.new", "base"), { recursive: true });
    await using store = await open();
    expect(store.version).toMatch(/^18\.\d+$/);
    expect(readdirSync(data)).not.toContain("pg.new");
  });

  it("refuses a folder that cannot be written", async () => {
    writeFileSync(join(base, "file"), "");
    expect(await openStore({ kind: "embedded", folder: join(base, "file") })).toMatchObject({
      problem: "folder-not-writable",
    });
    expect(await openStore({ kind: "embedded", folder: join(base, "file", "data") })).toMatchObject({
      problem: "folder-not-writable",
    });
    expect(await openStore({ kind: "embedded", folder: "/proc/cordon" })).toMatchObject({
      problem: "folder-not-writable",
    });
  });

  it("refuses to begin on a disk with too little room", async () => {
    expect(await openStore({ kind: "embedded", folder: data, minimumFreeBytes: 2 ** 52 })).toMatchObject({
      problem: "disk-full",
    });
  });

  it("works in a folder whose path is longer than a socket's may be", async () => {
    data = join(base, "a-folder-with-a-long-name".repeat(5), "data");
    const sockets = async (store: Store) =>
      (await store.pool.query("show unix_socket_directories")).rows[0].unix_socket_directories;
    const { child } = await holder();
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    const store = await open();
    await write(store, 5);
    expect(await rows(store)).toEqual([1, 5]);
    const folder = await sockets(store);
    expect(folder.startsWith(join(tmpdir(), "cordon-"))).toBe(true);
    expect(statSync(folder).mode & 0o077).toBe(0);
    await store[Symbol.asyncDispose]();
    expect(existsSync(folder)).toBe(false);
    // Somebody else's folder under that name is not used.
    mkdirSync(folder, { mode: 0o755 });
    chmodSync(folder, 0o755);
    await using again = await open();
    expect(await sockets(again)).toMatch(new RegExp(`^${folder}-`));
    rmSync(folder, { recursive: true });
  });

  it.runIf(isRoot)("works below a folder that PostgreSQL's account cannot enter, as below /root", async () => {
    const closed = join(base, "closed");
    mkdirSync(closed, { mode: 0o700 });
    data = join(closed, "data");
    await using store = await open();
    await write(store, 5);
    process.kill(store.postmasterPid() ?? 0, "SIGKILL");
    await until(() => store.obstacle() !== null);
    await until(() => store.obstacle() === null);
    await until(async () => (await rows(store).catch(() => [])).length === 1);
    expect(await rows(store)).toEqual([5]);
  });

  it.runIf(isRoot)(
    "says what to do when its own account has no name, as in a container with a number for a user",
    () => {
      mkdirSync(data);
      chownSync(data, 54_321, 54_321);
      const fixture = join(import.meta.dirname, "holder.fixture.ts");
      const asked = spawnSync(process.execPath, [fixture, data], {
        uid: 54_321,
        gid: 54_321,
        cwd: "/",
        encoding: "utf8",
        timeout: 20_000,
      });
      expect(Said.parse(JSON.parse(asked.stdout))).toMatchObject({
        problem: "no-account",
        message: expect.stringContaining("/etc/passwd"),
      });
    },
  );

  it.runIf(isRoot)("runs from a copy where its account cannot reach the installed programs, links and all", () => {
    const account = accountFor(data);
    if (isStoreProblem(account)) throw new Error(account.message);
    const installed = findBinaries(account);
    if (isStoreProblem(installed)) throw new Error(installed.message);
    const closed = join(base, "closed");
    mkdirSync(closed, { mode: 0o700 });
    execFileSync("cp", ["-r", join(installed.postgres, "..", "..", ".."), join(closed, "package")]);
    const links = z.array(z.object({ target: z.string() }));
    for (const link of links.parse(
      JSON.parse(readFileSync(join(closed, "package", "native", "pg-symlinks.json"), "utf8")),
    )) {
      rmSync(join(closed, "package", link.target), { force: true });
    }
    const places = { root: join(closed, "package"), copies: [join(base, "nowhere"), base] };
    const found = findBinaries(account, places);
    expect(found).toMatchObject({ major: "18", postgres: expect.stringContaining(join(base, "cordon-postgresql-")) });
    expect(findBinaries(account, places)).toEqual(found);
  });
});

describe("a PostgreSQL of your own", () => {
  it("that is not there is a refusal that does not show the password", async () => {
    const refused = await openStore({ kind: "url", url: "postgresql://me:secret@127.0.0.1:1/none" });
    expect(refused).toMatchObject({ problem: "unreachable" });
    expect(JSON.stringify(refused)).not.toContain("secret");
  });
});

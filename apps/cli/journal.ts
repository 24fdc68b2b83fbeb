import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import {
  type Capability,
  type Config,
  exportJournal,
  isSourceProblem,
  isStoreProblem,
  type JournalSource,
  journalInDatabase,
  journalInFile,
  journalMigrations,
  journalOnServer,
  journalTables,
  openStore,
  publishedKeyIn,
  rebuildJournal,
  type SourceProblem,
  type Store,
  type StoreProblem,
  type VerifyReport,
  verifyJournal,
} from "@cordon/ground";
import type { Command } from "commander";

interface Place {
  readonly data?: string;
  readonly url?: string;
  readonly file?: string;
}

interface VerifyChoice extends Place {
  readonly key?: string;
  readonly checkpoint?: readonly string[];
  readonly json?: true;
}

/**
 * `cordon journal verify | export | rebuild`. None of them needs a server; where none runs, PostgreSQL is started on the data folder.
 * @param rooms every capability: a rebuild projects into all their tables
 */
export function registerJournal(program: Command, config: Config, rooms: readonly Capability[]): void {
  const journal = program.command("journal").description("prove, copy and rebuild the journal; works without a server");
  const place = (command: Command) =>
    command
      .option(
        "--data <folder>",
        `a data folder (without any option: ${config.databaseUrl === null ? config.dataFolder : "CORDON_DATABASE_URL"})`,
      )
      .option("--url <url>", "a PostgreSQL (postgresql://...), or a running Cordon (http://...)");

  place(journal.command("verify"))
    .description("prove that nothing in the journal was changed since it was written")
    .option("--file <file>", "an exported journal")
    .option("--key <verifier key>", "the key you were given by somebody you trust; else the one beside the journal")
    .option("--checkpoint <file...>", "checkpoints kept from earlier: the journal must still contain them")
    .option("--json", "one JSON object, for machines")
    .action(async (choice: VerifyChoice) => {
      const remembered = await Promise.all((choice.checkpoint ?? []).map((file) => readFile(file, "utf8")));
      await using opened = await sourceOf(choice, config);
      if ("problem" in opened) return fail(opened.message, choice.json);
      const key = choice.key ?? keyBeside(choice, config);
      const report = await verifyJournal(opened.source, key === null ? { remembered } : { remembered, key });
      process.stdout.write(choice.json ? `${JSON.stringify(report)}\n` : told(report, choice.key !== undefined));
      if (!report.ok) process.exitCode = 1;
    });

  place(journal.command("export"))
    .description("write the whole journal to one file that verify --file can check")
    .argument("<file>", "JSON lines: a header with the signed head, then one line an entry")
    .action(async (file: string, choice: Place) => {
      const store = await storeOf(choice, config);
      if (isStoreProblem(store)) return fail(store.message);
      await using open = store;
      const client = await open.connect({ name: "journal export" });
      const exported = await exportJournal(client, resolve(file));
      await client.end();
      if ("problem" in exported) return fail(exported.message);
      process.stdout.write(`${exported.entries} entries, ${(exported.bytes / 1e6).toFixed(1)} MB: ${file}\n`);
    });

  place(journal.command("rebuild"))
    .description("project every entry again beside the live tables and compare row by row")
    .option("--swap", "put the rebuilt rows in the place of those that differ; the server must be stopped")
    .option("--json", "one JSON object, for machines")
    .action(async (choice: Place & { readonly swap?: true; readonly json?: true }) => {
      const store = await storeOf(choice, config);
      if (isStoreProblem(store)) return fail(store.message, choice.json);
      await using open = store;
      const migrations = [...journalMigrations, ...rooms.flatMap((room) => room.migrations)];
      const problem = await open.migrate(migrations);
      if (problem !== null) return fail(problem.message, choice.json);
      const report = await rebuildJournal({
        store: open,
        migrations,
        projections: rooms.flatMap((room) => room.projections),
        tables: [...journalTables, ...rooms.flatMap((room) => room.tables)],
        swap: choice.swap === true,
      });
      if ("problem" in report) return fail(report.message, choice.json);
      if (!report.ok) process.exitCode = 1;
      if (choice.json) {
        process.stdout.write(`${JSON.stringify(report)}\n`);
        return;
      }
      for (const { table, rows, differing } of report.tables)
        process.stdout.write(`${table}: ${rows} rows, ${differing} differ\n`);
      for (const { table, key, projected, live } of report.differences) {
        process.stdout.write(
          `  ${table} ${key}\n    journal says ${projected ?? "no row"}\n    table has    ${live ?? "no row"}\n`,
        );
      }
      const verdict = report.swapped
        ? "the rows that differed were replaced"
        : report.ok
          ? "nothing differs"
          : "the tables are not what the journal says";
      process.stdout.write(`${report.entries} entries projected again: ${verdict}\n`);
    });
}

/** The public half of the signing key in the data folder: it lies apart from the database, so who changed the one may not have the other. */
function keyBeside(choice: Place, config: Config): string | null {
  if (choice.file !== undefined || choice.url !== undefined) return null;
  const folder =
    choice.data === undefined && config.databaseUrl !== null ? null : resolve(choice.data ?? config.dataFolder);
  return folder === null ? null : publishedKeyIn(join(folder, "keys"));
}

interface OpenSource extends AsyncDisposable {
  readonly source: JournalSource;
}

type SourceOutcome = OpenSource | (AsyncDisposable & { readonly problem: string; readonly message: string });

async function sourceOf(choice: Place, config: Config): Promise<SourceOutcome> {
  const given = [choice.data, choice.url, choice.file].filter((one) => one !== undefined).length;
  if (given > 1) return failed({ problem: "no-journal", message: "Say one of --data, --url and --file." });
  if (choice.file !== undefined) return opened(await journalInFile(choice.file));
  if (choice.url !== undefined && /^https?:/.test(choice.url)) {
    return opened(await journalOnServer(choice.url, config.token === null ? {} : { token: config.token }));
  }
  const store = await storeOf(choice, config);
  if (isStoreProblem(store)) return failed(store);
  const client = await store.connect({ name: "journal verify" });
  const source = await journalInDatabase(
    client,
    choice.url === undefined ? (choice.data ?? config.dataFolder) : "the database",
  );
  if (!isSourceProblem(source)) return opened(source, store);
  await store[Symbol.asyncDispose]();
  return failed(source);
}

function opened(source: JournalSource | SourceProblem, store?: Store): SourceOutcome {
  if (isSourceProblem(source)) return failed(source);
  return {
    source,
    async [Symbol.asyncDispose]() {
      await source[Symbol.asyncDispose]();
      await store?.[Symbol.asyncDispose]();
    },
  };
}

function failed(problem: SourceProblem | StoreProblem): SourceOutcome {
  return { problem: problem.problem, message: problem.message, [Symbol.asyncDispose]: async () => {} };
}

async function storeOf(choice: Place, config: Config): Promise<Store | StoreProblem> {
  if (choice.url !== undefined) return openStore({ kind: "url", url: choice.url });
  if (choice.data === undefined && config.databaseUrl !== null)
    return openStore({ kind: "url", url: config.databaseUrl });
  const folder = resolve(choice.data ?? config.dataFolder);
  // A tool that looks must not leave a new, empty journal behind.
  const inside = [join(folder, "postgres"), folder].find((candidate) => existsSync(join(candidate, "pg")));
  if (inside === undefined)
    return { problem: "folder-damaged", folder, message: `There is no Cordon data in ${folder}.` };
  return openStore({ kind: "embedded-or-running", folder: inside, minimumFreeBytes: 0 });
}

function fail(message: string, json?: true): void {
  process.exitCode = 1;
  if (json) process.stdout.write(`${JSON.stringify({ ok: false, message })}\n`);
  else process.stderr.write(`cordon: ${message}\n`);
}

function told(report: VerifyReport, keyGiven: boolean): string {
  const lines = report.findings.map((finding) => `  ${finding.message}`);
  if (report.more) lines.push("  and more");
  const key = `${report.verifierKey ?? "none"}${keyGiven ? "" : " (found beside the journal: compare it with the one that was published)"}`;
  const facts = [
    `journal      ${report.where}`,
    `origin       ${report.origin ?? "unknown"}`,
    `entries      ${report.entries}${report.bodies || report.entries === 0 ? "" : " (hashes only: the entries themselves are not shown here)"}`,
    `root         ${report.root}`,
    `checkpoints  ${report.checkpoints} signed and consistent`,
    `key          ${key}`,
  ];
  if (report.ok) return `${facts.join("\n")}\nNothing was changed: every entry hashes to what was signed.\n`;
  return `${facts.toSpliced(4, 1).join("\n")}\nNOT as it was signed:\n${lines.join("\n")}\n`;
}

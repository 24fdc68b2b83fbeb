import { once } from "node:events";
import { writeSync } from "node:fs";
import { join } from "node:path";
import { isRefusal } from "@cordon/kernel";
import { isSigningKeyProblem, signingKeyIn } from "@cordon/ground/journal/signing-key.ts";
import { deposit, ledgerMigrations, ledgerOn } from "@cordon/ground/journal/testing/ledger.ts";
import { isStoreProblem, openStore } from "@cordon/ground/store/index.ts";

/**
 * A Cordon in miniature, made to be killed: waits for a line on its standard input, opens the data folder, appends with 64 callers at once for ever, and writes `<seq> <id>` to its
 * standard output for every entry that was acknowledged to it. The pipe is written synchronously: what was said was said before the kill.
 */
const [folder = ""] = process.argv.slice(2);
const CALLERS = 64;

await once(process.stdin, "data");
process.stdin.destroy();
const store = await openStore({ kind: "embedded", folder: join(folder, "postgres"), minimumFreeBytes: 0 });
if (isStoreProblem(store)) throw new Error(store.message);
const problem = await store.migrate(ledgerMigrations);
if (problem !== null) throw new Error(problem.message);
const key = signingKeyIn(folder, "fault");
if (isSigningKeyProblem(key)) throw new Error(key.message);
const { journal } = await ledgerOn(store, { key });
writeSync(1, `opened ${store.postmasterPid()} ${journal.size()}\n`);

async function caller(name: string): Promise<never> {
  for (;;) {
    const answer = await journal.run(deposit(name, 1));
    // A refusal is allowed on a bad day; forgetting is not.
    if (!isRefusal(answer)) for (const { seq, id } of answer.entries) writeSync(1, `${seq} ${id}\n`);
  }
}

await Promise.all(Array.from({ length: CALLERS }, (_, at) => caller(`caller ${at}`)));

import { openStore } from "./index.ts";

// A process that holds the data folder named on its command line until it is killed: what tests of bad days kill.
const store = await openStore({ kind: "embedded", folder: process.argv[2] ?? "" });
if ("problem" in store) {
  process.stdout.write(JSON.stringify({ problem: store.problem, message: store.message }));
} else {
  const client = await store.connect({ name: "holder" });
  await client.query("create table if not exists kept (n int)");
  await client.query("insert into kept values (1)");
  process.stdout.write(JSON.stringify({ postmaster: store.postmasterPid() }));
  setInterval(() => {}, 60_000);
}

import { readConfig } from "@cordon/ground";
import { startArguments, USAGE } from "./arguments.ts";
import { pointCameras } from "./cameras.ts";
import { runExercise } from "./exercise.ts";
import { startServer } from "./server.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

function fail(message: string): never {
  process.stderr.write(`cordon: ${message}\n`);
  process.exit(1);
}

const config = readConfig();
if ("problem" in config) fail(config.message);
const given = startArguments(process.argv.slice(2), config);
if ("problem" in given) fail(given.message);
if (given.help) {
  say(USAGE);
  process.exit(0);
}

const server = await startServer({
  config: given.config,
  rehearsing: given.rehearsing,
  ...(given.node === null ? {} : { node: given.node }),
});
if ("problem" in server) fail(server.message);
const beside = new AsyncDisposableStack();

say(`Cordon is open at ${server.url}`);
say(`  data      ${given.config.dataFolder}`);
say(`  journal   ${server.journal.size()} entries, key ${server.journal.verifierKey()}`);
if (given.node !== null) say(`  node      of ${given.node.site}, mirrors ${given.node.centre}`);
if (server.rehearsing) say("  rehearsal on this machine only: you are signed in as the rehearsal operator");
if (server.invitation !== null)
  say(
    `  nobody has registered yet. The first administrator's link, until ${server.invitation.until}:\n  ${server.invitation.link}`,
  );

const open = server;
let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // Whatever hangs must not keep a terminal: the journal is durable at every moment, so ending now loses nothing.
  setTimeout(() => process.exit(1), 10_000).unref();
  // The server first: its cameras stop looking before the exercise takes their pictures away.
  await open[Symbol.asyncDispose]();
  await beside.disposeAsync();
  process.exit(0);
}
process.on("SIGINT", () => void stop());
process.on("SIGTERM", () => void stop());

if (given.cameras.length > 0) {
  const told = server.rehearsing
    ? await pointCameras(server.dispatcher, given.cameras, server.exercise)
    : [
        "--camera is for rehearsals on this machine; in an operation, register it in the command centre under its mandate",
      ];
  for (const line of told) say(`  camera    ${line}`);
}
if (given.exercise === "seine") {
  const setting = {
    url: `http://127.0.0.1:${server.port}`,
    token: server.exerciseToken,
    tracksFolder: given.config.tracksFolder,
  };
  const told = (line: string) => {
    if (!stopping) say(line);
  };
  beside.use(runExercise(new URL(import.meta.resolve("@cordon/seine/run")), setting, told));
  say("  exercise  a ceremony on the Seine; it drives Cordon through its public doors");
}

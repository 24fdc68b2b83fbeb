import { readConfig } from "@cordon/ground";
import { capabilities, UNHOUSED, VERSION } from "@cordon/server";
import { Command } from "commander";
import { ON_FILES, registerAccess } from "./access.ts";
import { registerAccessDocuments } from "./access-documents.ts";
import { registerBench } from "./bench.ts";
import { registerCommandAddresses } from "./command-addresses.ts";
import { registerEdge } from "./edge.ts";
import { FORCES_ON_FILES, registerForces } from "./forces.ts";
import { registerJournal } from "./journal.ts";
import { registerOperations } from "./operations.ts";
import { registerRoster, ROSTER_ON_FILES } from "./roster.ts";
import { registerWatch } from "./watch.ts";
import { registerWatchModel } from "./watch-model.ts";
import { registerWatchScore } from "./watch-score.ts";

const config = readConfig();
if ("problem" in config) {
  process.stderr.write(`cordon: ${config.message}\n`);
  process.exit(2);
}

const program = new Command("cordon")
  .description("Secures a large public event. `npm start` opens the command centre; this is everything else.")
  .version(VERSION)
  .showHelpAfterError("(cordon --help says what there is)");
registerBench(program);
const rooms = capabilities(UNHOUSED);
const operations = rooms.flatMap((room) => [...room.operations]);
const door = { server: config.server, token: config.token };
registerOperations(
  program,
  operations.filter(({ name }) => ![ON_FILES, FORCES_ON_FILES, ROSTER_ON_FILES].some((files) => files.has(name))),
  door,
);
registerAccess(program, operations, door);
registerForces(program, operations, door);
registerRoster(program, { operations, door, timeZone: config.timeZone, nowMs: Date.now });
registerCommandAddresses(program, operations, door);
registerAccessDocuments(program, {
  operations,
  door,
  timeZone: config.timeZone,
});
registerJournal(program, config, rooms);
registerEdge(program);
registerWatch(program);
registerWatchScore(program);
registerWatchModel(program, operations, door);
await program.parseAsync();

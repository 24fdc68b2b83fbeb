/**
 * The one door into Cordon's commands: `node scripts/run.mjs COMMAND [ARGUMENTS]`.
 *
 * Runs on whatever Node.js the host has (20 or later), installs the pinned Node.js, npm and packages when they are
 * missing or stale, builds what the command needs, then runs the command under the pinned Node.js. Called as `cordon`
 * it runs the command line of apps/cli. Kept to plain JavaScript and few imports: this is on the way of every start.
 */
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { commands } from "./launch/commands.mjs";
import { ensureInstalled } from "./launch/install.mjs";
import { runUnderPinnedNode } from "./launch/handover.mjs";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");
const calledAs = basename(process.argv[1] ?? "").replace(/\.[cm]?js$/, "");
const isCordon = calledAs !== "run";
const [name, ...rest] = isCordon ? ["cordon", ...process.argv.slice(2)] : process.argv.slice(2);
const command = name === undefined ? undefined : commands[name];

if (command === undefined) {
  const known = Object.entries(commands).map(([key, { what }]) => `  ${key.padEnd(12)}${what}`);
  process.stderr.write(
    `${name ? `cordon: there is no command "${name}".` : "cordon: which command?"} Known:\n${known.join("\n")}\n`,
  );
  process.exitCode = 2;
} else if (await ensureInstalled(root)) {
  if (!isCordon) process.chdir(root);
  const built = await command.prepare?.(root);
  if (built !== undefined && built !== 0) process.exitCode = built;
  else if (command.run) await runUnderPinnedNode(root, command.run(rest));
} else {
  process.exitCode = 1;
}

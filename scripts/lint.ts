/** `npm run lint`: format, lint with types, unused code. Runs all three and fails when any does, so one run tells all. */
import { spawnSync } from "node:child_process";

const checks: readonly (readonly [name: string, ...command: string[]])[] = [
  ["format", "node_modules/@biomejs/biome/bin/biome", "check", "--max-diagnostics=50"],
  ["oxlint", "node_modules/oxlint/bin/oxlint", "--type-aware", "--deny-warnings"],
  ["knip", "node_modules/knip/bin/knip.js"],
];

for (const [name, ...command] of checks) {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, command, { stdio: "inherit" });
  console.error(
    `${name}: ${status === 0 ? "clean" : "found something"}, ${((performance.now() - began) / 1000).toFixed(1)} s`,
  );
  if (status !== 0) process.exitCode = 1;
}

import { benches } from "@cordon/bench";
import type { Command } from "commander";

/** `cordon bench NAME`: one JSON line a measurement, each with its reference from the same run. */
export function registerBench(program: Command): void {
  program
    .command("bench")
    .argument("<name>", `one of ${Object.keys(benches).join(", ")}`)
    .description("measure, beside a reference in the same run; prints JSON lines")
    .action(async (name: string) => {
      const bench = benches[name];
      if (bench === undefined) {
        process.stderr.write(`cordon: there is no bench "${name}": ${Object.keys(benches).join(", ")}.\n`);
        process.exitCode = 2;
        return;
      }
      for await (const measurement of await bench()) process.stdout.write(`${JSON.stringify(measurement)}\n`);
    });
}

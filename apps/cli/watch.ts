import { readFile } from "node:fs/promises";
import { analyseRecording, readScene, type Scene } from "@cordon/watch";
import type { Command } from "commander";
import { complain } from "./telling.ts";

/** `cordon watch analyse VIDEO --scene FILE`: one JSON line a signal, without a server. Exit 2: not understood; 1: not analysed. */
export function registerWatch(program: Command): void {
  // The room's operations may have made the group already.
  const existing = program.commands.find((command) => command.name() === "watch");
  const watch = existing ?? program.command("watch").description("look at recordings");
  watch
    .command("analyse")
    .argument("<video>", "a file, or an http:// or rtsp:// address")
    .requiredOption(
      "--scene <file>",
      'what to look for, as JSON: {"events":[{"kind":"abandoned-object","dwellSeconds":10}]}',
    )
    .description("print one JSON line for each signal a recording raises")
    .action(async (video: string, options: { scene: string }) => {
      const scene = await sceneIn(options.scene);
      if ("problem" in scene) return complain(scene.problem, 2);
      const stop = new AbortController();
      const interrupt = (): void => stop.abort();
      process.once("SIGINT", interrupt);
      process.once("SIGTERM", interrupt);
      const analysis = await analyseRecording(
        video,
        scene.scene,
        stop.signal,
        ({ kind, fromSeconds, toSeconds, confidence, zone, box }) => {
          process.stdout.write(
            `${JSON.stringify({ kind, fromSeconds, toSeconds, confidence, zone: zone ?? null, box })}\n`,
          );
        },
      );
      process.off("SIGINT", interrupt);
      process.off("SIGTERM", interrupt);
      if (analysis.outcome === "failed") complain(`${video}: ${analysis.failure.message}`, 1);
      if (analysis.outcome === "aborted") process.exitCode = 130;
    });
}

export async function sceneIn(path: string): Promise<{ readonly scene: Scene } | { readonly problem: string }> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return { problem: `${path}: there is no such scene file, or it may not be read` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: `${path}: not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const reading = readScene(value);
  return reading.outcome === "scene" ? { scene: reading.scene } : { problem: `${path}: ${reading.message}` };
}

import {
  OTHER_FILE,
  readLabel,
  type Scene,
  type ScoreLine,
  scoreClip,
  sha256Of,
  type Sweep,
  SettingName,
  trialsOf,
} from "@cordon/watch";
import type { Command } from "commander";
import { sceneIn } from "./watch.ts";
import { complain } from "./telling.ts";

interface Options {
  readonly truth: string;
  readonly scene?: string;
  readonly sweep?: string;
  readonly kind?: string;
  readonly json?: boolean;
}

/**
 * `cordon watch score VIDEO --truth FILE [--scene FILE] [--sweep dwellSeconds=5,10,20]`: how good an analysis is on a labelled
 * clip, without a server. Exit 2: not understood; 1: not analysed.
 */
export function registerWatchScore(program: Command): void {
  const existing = program.commands.find((command) => command.name() === "watch");
  const watch = existing ?? program.command("watch").description("look at recordings");
  watch
    .command("score")
    .argument("<video>", "a labelled recording")
    .requiredOption("--truth <file>", "its label: what truly happens in it")
    .option("--scene <file>", "what to look for instead of what the label says")
    .option("--sweep <setting=values>", "replay once for each value, as in dwellSeconds=5,10,20")
    .option("--kind <event>", "the kind of event whose setting is swept, where several have it")
    .option("--json", "the score as JSON instead of a table")
    .description("replay a labelled recording: precision, recall and delay")
    .action(score);
}

async function score(video: string, options: Options): Promise<void> {
  const label = await readLabel(options.truth);
  if ("problem" in label) return complain(label.problem, 2);
  const other = options.scene === undefined ? { scene: label.truth.scene } : await sceneIn(options.scene);
  if ("problem" in other) return complain(other.problem, 2);
  const sweep = options.sweep === undefined ? null : sweepOf(options.sweep, options.kind, other.scene);
  if (typeof sweep === "string") return complain(sweep, 2);
  const trials = trialsOf(other.scene, sweep);
  if ("because" in trials) return complain(trials.because, 2);
  const sha256 = await sha256Of(video).catch(() => undefined);
  if (sha256 === undefined) return complain(`${video}: there is no such file, or it may not be read`, 1);
  if (sha256 !== label.truth.sha256) return complain(`${video}: ${OTHER_FILE}`, 2);
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  const found = await scoreClip(video, label.truth, trials, stop.signal, tellProgress());
  process.off("SIGINT", interrupt);
  process.off("SIGTERM", interrupt);
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  if (found.outcome === "failed") return complain(`${video}: ${found.because}`, 1);
  if (found.outcome === "aborted") {
    process.exitCode = 130;
    return;
  }
  const { seconds, lines } = found;
  const clip = label.truth.clip;
  process.stdout.write(
    options.json === true ? `${JSON.stringify({ clip, sha256, seconds, lines })}\n` : tableOf(lines),
  );
}

/** On a terminal alone: a log of percents helps nobody. */
function tellProgress(): (share: number | undefined) => void {
  let last = -1;
  return (share) => {
    const percent = Math.floor(100 * (share ?? 0));
    if (percent === last || !process.stderr.isTTY) return;
    last = percent;
    process.stderr.write(`\r${percent} %`);
  };
}

/** A sweep as typed, or a sentence on what is wrong with it. */
export function sweepOf(text: string, kind: string | undefined, scene: Scene): Sweep | string {
  const [name, list, ...more] = text.split("=");
  const values = (list ?? "").split(",").map((value) => (value.trim() === "" ? Number.NaN : Number(value)));
  const setting = SettingName.safeParse(name);
  if (!setting.success || more.length > 0 || values.length > 20 || !values.every(Number.isFinite))
    return `--sweep ${text}: expected a setting and at most twenty numbers, as in dwellSeconds=5,10,20`;
  const kinds = [
    ...new Set(
      scene.events.flatMap((event) =>
        Object.entries(event).some(([member, value]) => member === setting.data && typeof value === "number")
          ? [event.kind]
          : [],
      ),
    ),
  ];
  const [only, ...others] = kind === undefined ? kinds : kinds.filter((each) => each === kind);
  if (only === undefined) return `--sweep ${text}: no event of the scene has a number called ${setting.data}`;
  if (others.length > 0) return `--sweep ${text}: ${kinds.join(" and ")} have it; say which with --kind`;
  return { kind: only, name: setting.data, values };
}

const UNKNOWN = "-";
const share = (value: number | null): string => (value === null ? UNKNOWN : value.toFixed(3));

/** One line a trial, in columns. What is not known is a dash, never a zero. */
export function tableOf(lines: readonly ScoreLine[]): string {
  const rows = [
    ["event", "setting", "found", "missed", "false", "precision", "recall", "delay s", "p95 s"],
    ...lines.map((line) => [
      line.kind,
      line.setting === null ? UNKNOWN : `${line.setting.name}=${line.setting.value}`,
      String(line.truePositives),
      String(line.missed),
      String(line.falsePositives),
      share(line.precision),
      share(line.recall),
      line.delaySeconds === null ? UNKNOWN : line.delaySeconds.median.toFixed(2),
      line.delaySeconds === null ? UNKNOWN : line.delaySeconds.p95.toFixed(2),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  ");
  return `${rows.map(line).join("\n")}\n`;
}

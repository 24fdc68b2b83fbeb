import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AnyOperation } from "@cordon/ground";
import { KNOWN_MODELS, ModelView } from "@cordon/watch";
import type { Command } from "commander";
import { z } from "zod";
import { callOperation, type Door, signedIn } from "./call.ts";
import { complain } from "./telling.ts";

const Listed = z.object({ models: z.array(ModelView) });
const ASK_EVERY_MS = 300;

interface AddOptions {
  readonly sha256?: string;
  readonly name?: string;
  readonly licence?: string;
  readonly classes?: string;
  readonly use?: true;
}

/** `cordon watch model add|list|use|remove|known`: detectors of a running server, which fetches and looks at them itself. */
export function registerWatchModel(program: Command, operations: readonly AnyOperation[], door: Door): void {
  const watch = program.commands.find((command) => command.name() === "watch") ?? program.command("watch");
  const model = watch
    .command("model")
    .option("--server <url>", "the server", door.server)
    .description("detectors: ONNX files that tell people, vehicles, bags and animals");
  const ask = askingOf(operations, () => ({ ...door, server: model.opts<{ server: string }>().server }));

  model
    .command("add")
    .argument("<source>", "an https:// address, a file on the server, or the name of a known detector")
    .option("--sha256 <hex>", "of the whole file; nothing reads a file with another")
    .option("--name <text>", "what it is called here")
    .option("--licence <text>", "as its makers say, e.g. Apache-2.0")
    .option("--classes <file>", "names of its classes, one a line, where the model does not name them itself")
    .option("--use", "let all cameras look with it when it is ready")
    .description("fetch a detector and look at it; exit 1 with the reason when it is refused")
    .action(async (source: string, options: AddOptions) => {
      const said = await saidOf(source, options);
      if ("problem" in said) return complain(said.problem, 2);
      if (!(await ask("watch.add-model", said.input)).ok) return;
      const looked = await lookedAt(ask, said.sha256);
      if (looked === undefined) return;
      if (looked.state !== "ready") return complain(`${looked.name} is ${looked.state}: ${looked.because ?? ""}`, 1);
      if (options.use === true && !(await ask("watch.use-model", { sha256: looked.sha256 })).ok) return;
      process.stdout.write(`${lineOf({ ...looked, used: options.use === true || looked.used })}\n`);
    });
  model
    .command("list")
    .description("one line a detector: hash, state, family and input, what it tells, where it is from")
    .action(async () => {
      for (const each of (await modelsOf(ask)) ?? []) process.stdout.write(`${lineOf(each)}\n`);
    });
  model
    .command("use")
    .argument("<sha256>", "its hash or the beginning of it, or `none`")
    .description("let all cameras look with a detector, or with none")
    .action(async (given: string) => {
      const sha256 = given === "none" ? null : await hashOf(ask, given);
      if (sha256 !== undefined) await ask("watch.use-model", { sha256 });
    });
  model
    .command("remove")
    .argument("<sha256>", "its hash or the beginning of it")
    .description("remove a detector and destroy its file")
    .action(async (given: string) => {
      const sha256 = await hashOf(ask, given);
      if (sha256 !== undefined) await ask("watch.remove-model", { sha256 });
    });
  model
    .command("known")
    .description("detectors under permissive licences; a hash only where it was verified")
    .action(() => {
      for (const { name, licence, source, sha256, averagePrecision, side } of KNOWN_MODELS)
        process.stdout.write(
          `${name}\t${licence}\t${side}x${side}\tCOCO AP ${averagePrecision.toFixed(1)}\t${source}\t${sha256 ?? "sha256 not verified"}\n`,
        );
    });
}

type Asking = (
  name: string,
  input: unknown,
) => Promise<{ readonly ok: true; readonly output: unknown } | { readonly ok: false }>;

/** Calls by name; what is refused is said and makes the command fail. */
function askingOf(operations: readonly AnyOperation[], door: () => Door): Asking {
  let session: Promise<Door> | undefined;
  return async (name, input) => {
    const operation = operations.find((each) => each.name === name);
    if (operation === undefined) throw new Error(`there is no operation ${name}`);
    session ??= signedIn(door());
    const answer = await callOperation(await session, operation, input);
    if (!answer.ok) complain(answer.message, 1);
    return answer;
  };
}

async function modelsOf(ask: Asking): Promise<readonly ModelView[] | undefined> {
  const answer = await ask("watch.list-models", {});
  return answer.ok ? Listed.parse(answer.output).models : undefined;
}

/** The model when it was fetched and looked at; undefined when the server does not say any more. */
async function lookedAt(ask: Asking, sha256: string): Promise<ModelView | undefined> {
  for (;;) {
    const models = await modelsOf(ask);
    if (models === undefined) return undefined;
    const found = models.find((each) => each.sha256 === sha256);
    if (found === undefined) {
      complain("it was removed before it was looked at", 1);
      return undefined;
    }
    if (found.state !== "waiting") return found;
    await sleep(ASK_EVERY_MS);
  }
}

/** The one model whose hash begins so. */
async function hashOf(ask: Asking, given: string): Promise<string | undefined> {
  const models = await modelsOf(ask);
  const [found, ...more] = models?.filter(({ sha256 }) => sha256.startsWith(given.toLowerCase())) ?? [];
  if (models !== undefined && (found === undefined || more.length > 0))
    complain(`${found === undefined ? "no" : "more than one"} model has a hash that begins with ${given}`, 1);
  return more.length === 0 ? found?.sha256 : undefined;
}

async function saidOf(
  given: string,
  options: AddOptions,
): Promise<{ readonly sha256: string; readonly input: object } | { readonly problem: string }> {
  const known = KNOWN_MODELS.find(({ name, source }) => name.toLowerCase() === given.toLowerCase() || source === given);
  const sha256 = options.sha256?.toLowerCase() ?? known?.sha256;
  if (sha256 === undefined || sha256 === null)
    return { problem: "--sha256 is missing: the hash of the whole file, as its makers state it" };
  const source = known?.source ?? (/^[a-z]+:\/\//i.test(given) ? given : resolve(given));
  if (!/^[a-z]+:\/\//i.test(source) && !existsSync(source)) return { problem: `${given}: there is no such file` };
  const classes = options.classes === undefined ? null : await classesIn(options.classes);
  if (classes === undefined) return { problem: `${options.classes}: there is no such file` };
  const name = options.name ?? known?.name ?? source.split(/[\\/]/).at(-1)?.slice(0, 80) ?? "a detector";
  const licence = options.licence ?? known?.licence;
  return { sha256, input: { sha256, source, name, classes, ...(licence === undefined ? {} : { licence }) } };
}

async function classesIn(path: string): Promise<readonly string[] | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text
    ?.split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function lineOf({
  sha256,
  name,
  state,
  because,
  family,
  width,
  height,
  tells,
  used,
  licence,
  source,
}: ModelView): string {
  const about = state === "ready" ? `${family} ${width}x${height}\t${tells.join(",")}` : (because ?? "");
  return [sha256, name, used ? "in use" : state, about, licence, source].join("\t");
}

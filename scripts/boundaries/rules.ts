import { isTest, nameOf, type Room, roomOf } from "./rooms.ts";
import type { Deed } from "./source.ts";

/**
 * Who may import whom, as in ARCHITECTURE.md: kernel <- ground <- capabilities, bridges <- apps, and
 * kernel, ui <- capabilities/X/ui. Each rule answers with the reason and the right door, or with undefined.
 */
export function judgeImport(from: string, to: string, typeOnly: boolean): string | undefined {
  const here = roomOf(from);
  const there = roomOf(to);
  if (there.kind === "app") return judgeImportOfApp(here, there.of, isTest(from) && isTest(to));
  if (there.kind === "bench" || there.kind === "e2e" || there.kind === "fault") {
    const isOwn = here.kind === there.kind;
    const isCommandLine = here.kind === "app" && here.of === "cli" && there.kind === "bench";
    return isOwn || isCommandLine
      ? undefined
      : `${there.kind} is at the top of the house: nobody imports it but itself`;
  }
  switch (here.kind) {
    case "kernel":
      return there.kind === "kernel"
        ? undefined
        : "the kernel stands alone: give the function what it needs as an argument";
    case "ground":
      return there.kind === "ground" || there.kind === "kernel"
        ? undefined
        : "ground knows no wing of the house: let the caller pass it in, as apps/server does with capabilities";
    case "ui":
      return there.kind === "ui" || there.kind === "kernel"
        ? undefined
        : "the shared look knows the kernel alone: what belongs to one capability goes to its own ui/";
    case "bridge":
      return there.kind === "kernel" || there.kind === "ground" || isSame(here, there)
        ? undefined
        : "a bridge stands on kernel and ground: it meets capabilities through entries and operations";
    case "exercise":
      return judgeImportOfExercise(here, there, typeOnly);
    case "capability":
      return judgeImportOfCapability(here, there, typeOnly, isTest(from));
    case "app":
    case "bench":
    case "e2e":
    case "fault":
    case "scripts":
      return undefined;
  }
}

/** @param testing what only tests use, imported by a test: the page of an app is tried against a server that really runs */
function judgeImportOfApp(here: Room, app: string, testing: boolean): string | undefined {
  if (here.kind === "app" && (here.of === app || here.of === "cli")) return undefined;
  if (here.kind === "app" && app === "server" && testing) return undefined;
  const isRunner = here.kind === "bench" || here.kind === "e2e" || here.kind === "fault";
  if (isRunner && app === "server") return undefined;
  return "nobody imports apps: they only put the rooms together; move what is shared to ground or to a capability";
}

function judgeImportOfExercise(here: Room & { kind: "exercise" }, there: Room, typeOnly: boolean): string | undefined {
  if (there.kind === "kernel" || isSame(here, there)) return undefined;
  // The renderer is what exercises share; it knows none of them.
  if (there.kind === "exercise")
    return there.of === "scenes"
      ? undefined
      : "exercises do not know each other: what they share is drawn by exercises/scenes";
  if (there.kind === "capability" && typeOnly) return undefined;
  return there.kind === "capability"
    ? "an exercise drives Cordon through its public doors: call the operation over HTTP; only types may be imported"
    : "an exercise drives Cordon through its public doors: it imports the kernel alone";
}

function judgeImportOfCapability(
  here: Room & { kind: "capability" },
  there: Room,
  typeOnly: boolean,
  isInTest: boolean,
): string | undefined {
  if (there.kind === "kernel") return undefined;
  if (there.kind === "capability" && there.of !== here.of) {
    return `capabilities never import each other: meet ${nameOf(there)} through kernel words on the journal`;
  }
  if (isInTest)
    return there.kind === "bridge" || there.kind === "exercise"
      ? "a capability knows no bridge and no exercise"
      : undefined;
  const own = there.kind === "capability" ? there.part : undefined;
  switch (here.part) {
    case "words":
      return own === "words"
        ? undefined
        : "words import the kernel alone: move what needs more to tables.ts or operations/";
    case "rules":
      return own === "words" || own === "rules"
        ? undefined
        : "rules import the kernel and their own words alone: move I/O to operations/ and pass in what was read";
    case "contract":
      if (own === "words" || own === "rules" || own === "contract") return undefined;
      return typeOnly && (own !== undefined ? own !== "ui" : there.kind === "ground")
        ? undefined
        : "a contract runs in browsers: import operations and ground by `import type` only";
    case "ui":
      if (there.kind === "ui" || own === "ui" || own === "words" || own === "rules" || own === "contract")
        return undefined;
      if (typeOnly && (own !== undefined || there.kind === "ground")) return undefined;
      return own !== undefined || there.kind === "ground"
        ? "a screen runs in browsers: import operations and ground by `import type` only, values from kernel, ui and its own words, rules and contract"
        : "a screen stands on kernel, ui and its own capability";
    case "operations":
    case "body":
      if (own === "ui" || there.kind === "ui")
        return "screens are loaded by apps through the capability's ./ui door, never by the server's side";
      return own !== undefined || there.kind === "ground" ? undefined : "a capability stands on kernel and ground";
  }
}

/** Libraries that compute and do nothing else: what kernel, words and rules may use. */
const pureLibraries = [/^zod$/, /^canonicalize$/, /^@noble\//, /^csv-parse$/];

export function judgeLibrary(from: string, library: string): string | undefined {
  if (!isPure(from) || pureLibraries.some((pattern) => pattern.test(library))) return undefined;
  return `${nameOf(roomOf(from))} is pure and may use zod, canonicalize, @noble/* and csv-parse alone: move this to ground or operations/`;
}

export function judgeBuiltin(from: string): string | undefined {
  if (isPure(from)) return `${nameOf(roomOf(from))} is pure and runs in browsers: move I/O to ground or operations/`;
  const here = roomOf(from);
  const isScreen =
    here.kind === "ui" || (here.kind === "capability" && (here.part === "ui" || here.part === "contract"));
  return isScreen && !isTest(from)
    ? "this runs in browsers, which have no Node.js: ask the server by an operation"
    : undefined;
}

export function judgeDeed(from: string, deed: Deed): string | undefined {
  const here = roomOf(from);
  const isLauncher = here.kind === "scripts" || from.endsWith(".mjs") || /(^|\/)vite(st)?\.config\.ts$/.test(from);
  switch (deed.what) {
    case "reads the environment":
      return isLauncher || isTest(from) || /^ground\/config(\.ts$|\/)/.test(from)
        ? undefined
        : "only ground/config reads the environment: take what you need from the validated configuration";
    case "ends the process":
      return isLauncher || here.kind === "app" || from.endsWith("-process.ts")
        ? undefined
        : "a library never ends the process: return a value or throw, apps decide (a program that runs as a child is called *-process.ts)";
    case "imports a computed path":
      return isLauncher || isTest(from) ? undefined : "a computed import cannot be checked: write the path out";
    case "is impure":
      return isPure(from)
        ? `${nameOf(here)} has no clock, no randomness and no I/O: take instants, random bytes and answers as arguments`
        : undefined;
  }
}

function isPure(path: string): boolean {
  if (isTest(path)) return false;
  const here = roomOf(path);
  return here.kind === "kernel" || (here.kind === "capability" && (here.part === "words" || here.part === "rules"));
}

function isSame(a: Room, b: Room): boolean {
  return nameOf(a) === nameOf(b);
}

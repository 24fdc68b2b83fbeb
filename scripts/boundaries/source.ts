import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Argument, type Expression, parseSync, Visitor } from "oxc-parser";

/** One way in which a file reaches another module. */
export interface Reach {
  readonly specifier: string;
  /** Erased before it runs: `import type`, `export type ... from`, `import("x").T`. */
  readonly typeOnly: boolean;
  /** `new URL("./x.ts", import.meta.url)`: a worker or a data file, not necessarily a module. */
  readonly isUrl: boolean;
  readonly line: number;
}

/** Something a file does besides importing that some rooms must not do. */
export interface Deed {
  readonly what: "reads the environment" | "ends the process" | "imports a computed path" | "is impure";
  /** As written: `Date.now()`, `process.env`. */
  readonly text: string;
  readonly line: number;
}

/** What one source file reaches and does. Paths are relative to the root, with forward slashes. */
export interface Source {
  readonly path: string;
  readonly reaches: readonly Reach[];
  readonly deeds: readonly Deed[];
  readonly problems: readonly string[];
}

const impureObjects = new Set([
  "performance",
  "console",
  "localStorage",
  "sessionStorage",
  "indexedDB",
  "crypto",
  "process",
]);
const impureCalls = new Set([
  "fetch",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "requestAnimationFrame",
]);
const impureMembers = new Set(["Date.now", "Math.random"]);

/** Parses one file; syntax errors are returned, because a file that cannot be read cannot be judged. */
export function readSource(root: string, path: string): Source {
  const text = readFileSync(join(root, path), "utf8");
  const { program, errors } = parseSync(path, text);
  const reaches: Reach[] = [];
  const deeds: Deed[] = [];
  const lineAt = lineFinder(text);

  const reach = (specifier: string, start: number, kind: { typeOnly?: boolean; isUrl?: boolean } = {}): void => {
    const { typeOnly = false, isUrl = false } = kind;
    reaches.push({ specifier, typeOnly, isUrl, line: lineAt(start) });
  };
  const deed = (what: Deed["what"], node: { start: number; end: number }): void => {
    deeds.push({ what, text: text.slice(node.start, Math.min(node.end, node.start + 60)), line: lineAt(node.start) });
  };

  new Visitor({
    ImportDeclaration(node) {
      reach(node.source.value, node.start, { typeOnly: node.importKind === "type" });
      if (node.source.value !== "node:process") return;
      const taken = text.slice(node.start, node.source.start);
      if (/\benv\b/.test(taken)) deed("reads the environment", node);
      if (/\bexit\b/.test(taken)) deed("ends the process", node);
    },
    ExportAllDeclaration: (node) => reach(node.source.value, node.start, { typeOnly: node.exportKind === "type" }),
    ExportNamedDeclaration(node) {
      if (node.source) reach(node.source.value, node.start, { typeOnly: node.exportKind === "type" });
    },
    TSImportType: (node) => reach(node.source.value, node.start, { typeOnly: true }),
    ImportExpression(node) {
      const specifier = literal(node.source);
      if (specifier === undefined) deed("imports a computed path", node);
      else reach(specifier, node.start);
    },
    NewExpression(node) {
      if (!isNamed(node.callee, "URL")) {
        if (isNamed(node.callee, "Date") && node.arguments.length === 0) deed("is impure", node);
        return;
      }
      const [relative, base] = node.arguments;
      if (base === undefined || text.slice(base.start, base.end) !== "import.meta.url") return;
      const specifier = literal(relative);
      if (specifier !== undefined) reach(specifier, node.start, { isUrl: true });
    },
    CallExpression(node) {
      const callee = text.slice(node.callee.start, node.callee.end);
      if (callee === "process.exit") deed("ends the process", node);
      if (node.callee.type === "Identifier" && impureCalls.has(node.callee.name)) deed("is impure", node);
      if (callee === "import.meta.resolve") {
        const specifier = literal(node.arguments[0]);
        if (specifier !== undefined) reach(specifier, node.start, { isUrl: true });
      }
    },
    MemberExpression(node) {
      if (node.object.type !== "Identifier") return;
      const written = text.slice(node.start, node.end);
      if (/^process(\.env|\[["']env["']\])$/.test(written)) deed("reads the environment", node);
      if (impureObjects.has(node.object.name) || impureMembers.has(written)) deed("is impure", node);
    },
    VariableDeclarator(node) {
      if (node.id.type !== "ObjectPattern" || node.init === null || !isNamed(node.init, "process")) return;
      const taken = text.slice(node.id.start, node.id.end);
      if (/\benv\b/.test(taken)) deed("reads the environment", node);
      if (/\bexit\b/.test(taken)) deed("ends the process", node);
    },
  }).visit(program);

  return {
    path,
    reaches,
    deeds,
    problems: errors.map(({ message }) => message),
  };
}

function literal(node: Expression | Argument | undefined): string | undefined {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  if (node?.type === "TemplateLiteral" && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

function isNamed(node: Expression, name: string): boolean {
  return node.type === "Identifier" && node.name === name;
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

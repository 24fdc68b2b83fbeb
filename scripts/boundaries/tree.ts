import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** One npm workspace: its folder below the root, the name others import it by, and its doors. */
export interface Workspace {
  readonly folder: string;
  readonly name: string;
  /** Door ("." or "./ui") to file, as in package.json; a door may end in "/*". */
  readonly doors: Readonly<Record<string, string>>;
}

const Manifest = z.object({ name: z.string(), exports: z.record(z.string(), z.string()).default({}) });
const RootManifest = z.object({ workspaces: z.array(z.string()) });

/** The workspaces that the root's package.json names, whole folders (`kernel`) and starred ones (`apps/*`). */
export function listWorkspaces(root: string): Workspace[] {
  const { workspaces } = RootManifest.parse(readJson(join(root, "package.json")));
  const folders = workspaces.flatMap((pattern) => {
    if (!pattern.endsWith("/*")) return [pattern];
    const parent = pattern.slice(0, -2);
    if (!existsSync(join(root, parent))) return [];
    return readdirSync(join(root, parent)).map((name) => `${parent}/${name}`);
  });
  return folders
    .filter((folder) => existsSync(join(root, folder, "package.json")))
    .map((folder) => {
      const { name, exports } = Manifest.parse(readJson(join(root, folder, "package.json")));
      return { folder, name, doors: exports };
    });
}

/** Every source file below the root, sorted; what is installed, built or written in AssemblyScript is not source here. */
export function listSourceFiles(root: string): string[] {
  const files: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!/^(node_modules|dist|toolchain|assembly|\..*)$/.test(entry.name)) visit(path);
      } else if (/\.(ts|tsx|mts|mjs|js|jsx)$/.test(entry.name) && !entry.name.endsWith(".as.ts")) {
        files.push(path);
      }
    }
  };
  visit("");
  return files.sort();
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}

import { existsSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import type { Workspace } from "./tree.ts";

/** What an import leads to. */
export type Target =
  | { readonly kind: "file"; readonly path: string; readonly by: "relative path" | "front door" }
  | { readonly kind: "library"; readonly name: string }
  | { readonly kind: "builtin"; readonly name: string }
  | { readonly kind: "closed door"; readonly workspace: Workspace }
  | { readonly kind: "nothing" };

/** Follows a specifier as Node.js would, through the front doors of the workspaces. */
export function follow(root: string, workspaces: readonly Workspace[], from: string, specifier: string): Target {
  const bare = specifier.replace(/\?.*$/, "");
  if (bare.startsWith("node:")) return { kind: "builtin", name: bare };
  if (bare.startsWith(".")) {
    const path = posix.normalize(posix.join(posix.dirname(from), bare));
    return isFile(root, path) ? { kind: "file", path, by: "relative path" } : { kind: "nothing" };
  }
  const workspace = workspaces.find(({ name }) => bare === name || bare.startsWith(`${name}/`));
  if (workspace === undefined) return { kind: "library", name: libraryOf(bare) };
  const file = throughDoor(workspace, `.${bare.slice(workspace.name.length)}`);
  if (file === undefined) return { kind: "closed door", workspace };
  const path = posix.join(workspace.folder, file);
  return isFile(root, path) ? { kind: "file", path, by: "front door" } : { kind: "nothing" };
}

/** The workspace that a file belongs to; undefined for the root's own files. */
export function workspaceOf(workspaces: readonly Workspace[], path: string): Workspace | undefined {
  return workspaces.find(({ folder }) => path.startsWith(`${folder}/`));
}

function throughDoor({ doors }: Workspace, door: string): string | undefined {
  const exact = doors[door];
  if (exact !== undefined) return exact;
  for (const [pattern, file] of Object.entries(doors)) {
    const [before, after] = pattern.split("*");
    if (before === undefined || after === undefined) continue;
    if (door.startsWith(before) && door.endsWith(after))
      return file.replace("*", door.slice(before.length, door.length - after.length));
  }
  return undefined;
}

function libraryOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function isFile(root: string, path: string): boolean {
  const file = join(root, path);
  return existsSync(file) && statSync(file).isFile();
}

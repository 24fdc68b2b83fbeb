import { findCycles } from "./cycles.ts";
import { startsPrograms } from "./rooms.ts";
import { judgeBuiltin, judgeDeed, judgeImport, judgeLibrary } from "./rules.ts";
import { type Reach, readSource, type Source } from "./source.ts";
import { follow, workspaceOf } from "./target.ts";
import { listSourceFiles, listWorkspaces, type Workspace } from "./tree.ts";

/** What was read and what is wrong with it. `files` and `imports` are counted so that reading nothing is seen. */
export interface Survey {
  readonly files: number;
  readonly imports: number;
  readonly violations: readonly string[];
}

/** Reads every source file below the root and judges each import and deed. */
export function survey(root: string): Survey {
  const workspaces = listWorkspaces(root);
  const sources = listSourceFiles(root).map((path) => readSource(root, path));
  const graph = new Map<string, string[]>();
  const violations: string[] = [];

  for (const source of sources) {
    const targets: string[] = [];
    graph.set(source.path, targets);
    violations.push(...source.problems.map((problem) => `${source.path} cannot be read: ${problem}`));
    for (const deed of source.deeds) {
      const why = judgeDeed(source.path, deed);
      if (why !== undefined) violations.push(`${source.path}:${deed.line} must not use ${deed.text}: ${why}`);
    }
    for (const reach of source.reaches) {
      const { problem, file } = judgeReach(root, workspaces, source, reach);
      if (problem !== undefined)
        violations.push(`${source.path}:${reach.line} must not import ${reach.specifier}: ${problem}`);
      if (file !== undefined && !reach.isUrl) targets.push(file);
    }
  }
  violations.push(
    ...findCycles(graph).map((circle) => `${circle.join(" -> ")}: files must not import each other in a circle`),
  );
  const imports = sources.reduce((sum, { reaches }) => sum + reaches.length, 0);
  return { files: sources.length, imports, violations };
}

function judgeReach(
  root: string,
  workspaces: readonly Workspace[],
  source: Source,
  reach: Reach,
): { problem?: string | undefined; file?: string } {
  const from = source.path;
  const target = follow(root, workspaces, from, reach.specifier);
  switch (target.kind) {
    case "builtin":
      return { problem: judgeBuiltin(from) };
    case "library":
      return { problem: judgeLibrary(from, target.name) };
    case "closed door":
      return {
        problem: `${target.workspace.name} opens ${Object.keys(target.workspace.doors).join(", ")} and nothing else`,
      };
    case "nothing":
      // A URL may name a folder or a file that is made later; an import of nothing is a mistake.
      return reach.isUrl ? {} : { problem: "there is no such file" };
    case "file": {
      const [mine, theirs] = [workspaceOf(workspaces, from), workspaceOf(workspaces, target.path)];
      const problem = judgeImport(from, target.path, reach.typeOnly);
      if (problem !== undefined) return { problem, file: target.path };
      // The root's own files (scripts) and the launchers that lead to them are no workspace with a door.
      if (target.by === "front door" || mine === theirs || (theirs === undefined && from.endsWith(".mjs")))
        return { file: target.path };
      if (reach.isUrl && (!/\.[cm]?[jt]sx?$/.test(target.path) || startsPrograms(from))) return {};
      const door =
        theirs === undefined ? "the root's files are no library" : `come in by the front door, ${theirs.name}`;
      return { problem: door, file: target.path };
    }
  }
}

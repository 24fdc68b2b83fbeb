import { type Instant, isRefusal, type NewEntry, type Place, type PlaceId, type Position } from "@cordon/kernel";
import { draw } from "../../../../rules.ts";
import { MOST_REQUIREMENTS, PostRequired, type Requirement } from "../../words.ts";
import type { PostImport, PostProblem, PostRow } from "../../words/posts.ts";

/** What lines are judged by. */
export interface StandingPosts {
  /** By reference. */
  readonly places: ReadonlyMap<string, Place>;
  readonly needs: ReadonlyMap<PlaceId, readonly Requirement[]>;
  /** Whether any unit could do it. */
  readonly known: (capability: string) => boolean;
}

export interface JudgedPosts {
  readonly entries: readonly NewEntry[];
  readonly report: PostImport;
}

interface Context {
  readonly now: Instant;
  readonly newId: () => PlaceId;
}

/**
 * What the lines of a file of posts would draw and write down. A need is known by its capability and its time: one that stands with another number is
 * changed, and what a post needs besides stays. Two lines that say different things of one post, or different numbers of one need, are both refused,
 * each naming the other: nobody can tell which is right.
 * @param rows all lines of the posts that they name
 */
export function judgePosts(rows: readonly PostRow[], standing: StandingPosts, context: Context): JudgedPosts {
  const entries: NewEntry[] = [];
  const report = { drawn: 0, moved: 0, needed: 0, changed: 0, same: 0 };
  const doubled: { line: number; of: number }[] = [];
  const problems: PostProblem[] = [];
  for (const [reference, own] of Map.groupBy(rows, ({ post }) => post)) {
    const before = standing.places.get(reference) ?? null;
    const lines = own.toSorted((a, b) => a.line - b.line);
    const differing = differingOf(lines);
    problems.push(...differing.values());
    const clear = lines.filter(({ line }) => !differing.has(line));
    const drawn = placeOf(reference, clear, before, context);
    if (typeof drawn === "string") {
      problems.push(...clear.map((row) => problemOf(row, drawn)));
      continue;
    }
    const judged = needsOf(clear, standing.needs.get(drawn.id) ?? [], standing.known, context.now);
    problems.push(...judged.problems);
    doubled.push(...judged.doubled);
    // A post of which no line is right is not drawn for its wrong ones.
    if (clear.length === 0 || judged.problems.length === clear.length) continue;
    const decision = draw(drawn, before);
    const change = isRefusal(decision) ? [] : decision;
    entries.push(...change);
    if (change.length > 0) report[before === null ? "drawn" : "moved"]++;
    report.needed += judged.needed;
    report.changed += judged.changed;
    report.same += judged.same + (change.length === 0 ? judged.bare : 0);
    if (judged.needed + judged.changed > 0)
      entries.push(PostRequired.of({ place: drawn.id, requirements: judged.requirements }));
  }
  problems.sort((a, b) => a.line - b.line);
  doubled.sort((a, b) => a.line - b.line);
  return { entries, report: { ...report, doubled, problems } };
}

/** Lines of a post that do not agree with the first that says where it is, and what it is called; that first one with them. */
function differingOf(lines: readonly PostRow[]): ReadonlyMap<number, PostProblem> {
  const found = new Map<number, PostProblem>();
  const compare = (said: (row: PostRow) => string) => {
    const first = lines.find((row) => said(row) !== "");
    if (first === undefined) return;
    for (const row of lines) {
      if (said(row) === "" || said(row) === said(first)) continue;
      if (!found.has(first.line)) found.set(first.line, { ...problemOf(first, "post-differs"), withLine: row.line });
      if (!found.has(row.line)) found.set(row.line, { ...problemOf(row, "post-differs"), withLine: first.line });
    }
  };
  compare(({ at }) => (at === null ? "" : at.join()));
  compare(({ name }) => name.fr);
  compare(({ name }) => name.en);
  return found;
}

/** The post as its lines say it, or why it cannot be one. */
function placeOf(
  reference: string,
  lines: readonly PostRow[],
  before: Place | null,
  { newId }: Context,
): Place | "position-missing" | "place-other" {
  const at: Position | null = lines.find((row) => row.at !== null)?.at ?? null;
  const said = {
    fr: lines.find(({ name }) => name.fr !== "")?.name.fr,
    en: lines.find(({ name }) => name.en !== "")?.name.en,
  };
  if (before === null) {
    if (at === null) return "position-missing";
    const name = { fr: said.fr ?? said.en ?? reference, en: said.en ?? said.fr ?? reference };
    return { id: newId(), reference, kind: "post", name, shape: { type: "Point", coordinates: at }, regime: null };
  }
  const name = { fr: said.fr ?? before.name.fr, en: said.en ?? before.name.en };
  if (before.kind === "post" && before.shape.type === "Point")
    return { ...before, name, shape: at === null ? before.shape : { type: "Point", coordinates: at } };
  // A gate or a zone can be a post as it stands; a list of posts does not draw it anew.
  const there = before.shape.type === "Point" ? before.shape.coordinates.join() : null;
  if (at !== null && at.join() !== there) return "place-other";
  return before;
}

type Need = NonNullable<PostRow["need"]>;
const keyOf = ({ capability, from, until }: Pick<Requirement, "capability" | "from" | "until">) =>
  `${capability} ${from} ${until}`;
const countsOf = ({ units, people }: { readonly units: number; readonly people?: number | null | undefined }) =>
  `${units} ${people ?? ""}`;
const requirementOf = ({ people, ...need }: Need): Requirement => ({ ...need, ...(people === null ? {} : { people }) });

/** What a post needs with its lines, those it needed besides first. `bare`: lines that say no need. */
function needsOf(
  lines: readonly PostRow[],
  standing: readonly Requirement[],
  known: StandingPosts["known"],
  now: Instant,
) {
  const problems: PostProblem[] = [];
  const doubled: { line: number; of: number }[] = [];
  const needs = new Map(standing.map((each) => [keyOf(each), each]));
  const stood = new Map(needs);
  const first = new Map<string, PostRow & { readonly need: Need }>();
  const refused = new Set<string>();
  let [needed, changed, same, bare] = [0, 0, 0, 0];
  for (const row of lines) {
    const { need } = row;
    if (need === null) {
      bare++;
      continue;
    }
    const key = keyOf(need);
    const other = first.get(key);
    if (other === undefined) first.set(key, { ...row, need });
    else if (countsOf(other.need) === countsOf(need)) doubled.push({ line: row.line, of: other.line });
    else {
      if (!refused.has(key)) problems.push({ ...problemOf(other, "need-differs"), withLine: row.line });
      problems.push({ ...problemOf(row, "need-differs"), withLine: other.line });
      refused.add(key);
    }
  }
  for (const [key, row] of first) {
    if (refused.has(key)) continue;
    const { need } = row;
    const there = stood.get(key);
    if (there !== undefined && countsOf(there) === countsOf(need)) same++;
    else if (need.from >= need.until) problems.push(problemOf(row, "period"));
    else if (need.until <= now) problems.push(problemOf(row, "over"));
    else if (!known(need.capability)) problems.push(problemOf(row, "ability-unknown"));
    else if (there === undefined && needs.size >= MOST_REQUIREMENTS) problems.push(problemOf(row, "too-many-needs"));
    else {
      needs.set(key, requirementOf(need));
      if (there === undefined) needed++;
      else changed++;
    }
  }
  const requirements = [...needs.values()].toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  return { requirements, needed, changed, same, bare, problems, doubled };
}

function problemOf({ line, post, need }: PostRow, kind: PostProblem["kind"]): PostProblem {
  return { line, post, kind, ability: need?.capability ?? "", withLine: null };
}

import { newId } from "@cordon/ground";
import { PlaceId, STANDARD_ABILITIES } from "@cordon/kernel";
import { sql } from "kysely";
import { z } from "zod";
import { placeOf } from "../../../tables/place.ts";
import { catalogue } from "../../forces/tables/catalogue.ts";
import { judgePosts } from "../rules/posts/judge.ts";
import { requirementOf } from "../tables/requirement.ts";
import { POST_SLICE_ROWS, PostImport, PostRow } from "../words/posts.ts";
import { refuseShift } from "../words/refusals.ts";
import { answer, arranges, command } from "./operating.ts";

export const importPosts = command({
  name: "command.import-posts",
  summary:
    "Draw the posts of the lines of a file and write down what they need, all lines of a post in one call: first look at what would change and what is wrong, then do it. Importing the same twice changes nothing.",
  input: z.object({
    rows: z.array(PostRow).min(1).max(POST_SLICE_ROWS).readonly(),
    /** `preview`: says what would happen and does nothing. */
    mode: z.enum(["preview", "do"]),
    /** Do the other lines when some are wrong; otherwise none of these is. */
    leaveOut: z.boolean().default(false),
  }),
  output: PostImport,
  allow: arranges,
  async run({ input, read, now }) {
    const { rows, mode, leaveOut } = input;
    const references = [...new Set(rows.map(({ post }) => post))];
    const drawn = await read
      .selectFrom("place")
      .selectAll()
      .where(sql<boolean>`reference = any(${references})`)
      .execute();
    const ids = drawn.map(({ id }) => id);
    const needs = await read
      .selectFrom("post_requirement")
      .selectAll()
      .where(sql<boolean>`place = any(${ids})`)
      .orderBy("nth")
      .execute();
    const kinds = await catalogue(read);
    const abilities = new Set<string>([
      ...kinds.keys(),
      ...STANDARD_ABILITIES,
      ...[...kinds.values()].flatMap(({ can }) => can),
    ]);
    const standing = {
      places: new Map(drawn.map((row) => [row.reference, placeOf(row)])),
      needs: new Map(
        [...Map.groupBy(needs, ({ place }) => place)].map(([place, own]) => [place, own.map(requirementOf)]),
      ),
      known: (capability: string) => abilities.has(capability),
    };
    const { entries, report } = judgePosts(rows, standing, { now, newId: () => newId(PlaceId) });
    if (mode === "preview") return answer([], report);
    const [first] = report.problems;
    if (first !== undefined && !leaveOut)
      return refuseShift(
        "posts-file-wrong",
        "invalid",
        `nothing was done: line ${first.line}: ${first.kind}`,
        String(first.line),
        { line: String(first.line), kind: first.kind, other: String(first.withLine ?? 0) },
      );
    return answer([...entries], report);
  },
});

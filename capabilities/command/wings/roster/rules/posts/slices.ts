import { type Answer, type AskedInParts, askInParts } from "../../../../rules/parts.ts";
import { POST_SLICE_ROWS, type PostImport, type PostRow } from "../../words/posts.ts";
import { type FileProgress, grouped } from "../import/slices.ts";

/** Lines in parts of a call each, all of a post together. */
export const slicesOfPosts = (rows: readonly PostRow[]) =>
  grouped(
    rows,
    ({ post }) => post,
    POST_SLICE_ROWS,
    (a, b) => a.line - b.line,
  );

export const NO_POSTS_IMPORTED: FileProgress<PostImport> = {
  lines: 0,
  report: { drawn: 0, moved: 0, needed: 0, changed: 0, same: 0, doubled: [], problems: [] },
};

/** Asks for one part after the other, by whatever road `ask` takes. @param tell how far it is, after each part */
export const askForPosts = <Problem>(
  rows: readonly PostRow[],
  ask: (slice: readonly PostRow[]) => Promise<Answer<PostImport, Problem>>,
  tell: (progress: FileProgress<PostImport>) => void,
  stop?: AbortSignal,
): Promise<AskedInParts<FileProgress<PostImport>, Problem>> =>
  askInParts({ parts: slicesOfPosts(rows), ask, none: NO_POSTS_IMPORTED, added, tell, stop });

function added(
  { lines, report }: FileProgress<PostImport>,
  slice: readonly PostRow[],
  part: PostImport,
): FileProgress<PostImport> {
  return {
    lines: lines + slice.length,
    report: {
      drawn: report.drawn + part.drawn,
      moved: report.moved + part.moved,
      needed: report.needed + part.needed,
      changed: report.changed + part.changed,
      same: report.same + part.same,
      doubled: [...report.doubled, ...part.doubled].toSorted((a, b) => a.line - b.line),
      problems: [...report.problems, ...part.problems].toSorted((a, b) => a.line - b.line),
    },
  };
}

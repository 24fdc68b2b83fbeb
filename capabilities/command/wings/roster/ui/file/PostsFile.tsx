import { Group } from "@mantine/core";
import { useFormat, useTimeZone } from "@cordon/ui";
import { askForPosts, NO_POSTS_IMPORTED } from "../../rules/posts/slices.ts";
import type { PostImport, PostProblem, PostRow } from "../../words/posts.ts";
import { useOrder } from "../doors.ts";
import { usePlanWords } from "../plan-words.ts";
import classes from "../roster.module.css";
import { useCapabilities } from "../useCapabilityName.ts";
import { FileChoice, FileSteps } from "./FileSteps.tsx";
import { usePostWords } from "./post-words.ts";
import { useFileImport } from "./useFileImport.ts";

/** Posts and what they need as a file: looked at whole, each wrong line named, then drawn and written down. */
export function PostsFile() {
  const words = usePostWords();
  const plan = usePlanWords();
  const format = useFormat();
  const timeZone = useTimeZone();
  const { nameOf } = useCapabilities();
  const importing = useOrder("command.import-posts", [
    "command.list-places",
    "command.show-needs",
    "command.list-voids",
    "command.show-timeline",
  ]);
  const work = useFileImport<PostRow, PostImport>({
    of: "posts",
    none: NO_POSTS_IMPORTED,
    ask: (rows, how, tell, stop) =>
      askForPosts(rows, async (part) => await importing.send({ rows: part, ...how }), tell, stop),
  });
  const count = (is: number) => ({ is, said: format.number(is) });
  const counted = ({ drawn, moved, needed, changed, same }: PostImport) => ({
    drawn: count(drawn),
    moved: count(moved),
    needed: count(needed),
    changed: count(changed),
    same: count(same),
  });
  const problem = ({ post, kind, ability, withLine }: PostProblem) =>
    [post, ability === "" ? "" : nameOf(ability), words.problems[kind](withLine ?? 0)].filter(Boolean).join(" · ");
  const { stage } = work;
  const extent = "table" in stage ? extentOf(stage.table.rows) : null;
  const degrees = (least: number, most: number) =>
    least === most ? least.toFixed(4) : `${least.toFixed(4)} – ${most.toFixed(4)}`;
  return (
    <div className={classes.form}>
      <p className={classes.dim}>{words.hint}</p>
      <ul className={classes.columns}>
        {Object.values(words.columns).map(({ column, what }) => (
          <li key={column}>
            <code>{column}</code> {what}
          </li>
        ))}
      </ul>
      <p className={classes.dim}>
        {words.whatStays} {plan.localTime(timeZone)}
      </p>
      <Group gap="xs">
        <FileChoice work={work} />
      </Group>
      <FileSteps
        work={work}
        said={{
          doing: words.doing,
          looked: (report) => words.looked(counted(report)),
          done: (report) => words.done(counted(report)),
          offer: (report) =>
            report.drawn + report.moved + report.needed + report.changed === 0 ? null : words.offer(counted(report)),
          problem,
        }}
      >
        {extent !== null && (
          <p className={classes.dim}>
            {words.extent(degrees(extent.south, extent.north), degrees(extent.west, extent.east))}
          </p>
        )}
      </FileSteps>
    </div>
  );
}

/** Where the posts of a file lie: who exchanged longitude and latitude sees it. Degrees. */
function extentOf(rows: readonly PostRow[]) {
  let extent: { west: number; east: number; south: number; north: number } | null = null;
  for (const { at } of rows) {
    if (at === null) continue;
    const [lon, lat] = at;
    extent ??= { west: lon, east: lon, south: lat, north: lat };
    extent.west = Math.min(extent.west, lon);
    extent.east = Math.max(extent.east, lon);
    extent.south = Math.min(extent.south, lat);
    extent.north = Math.max(extent.north, lat);
  }
  return extent;
}

import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import classes from "../roster.module.css";
import { useFileWords } from "./file-words.ts";
import { PostsFile } from "./PostsFile.tsx";
import { ShiftsFile } from "./ShiftsFile.tsx";

const OF = ["shifts", "posts"] as const;

/** What comes and goes as a file: shifts, and posts with what they need. */
export function FilePanel({ mayArrange, mayShorten }: { readonly mayArrange: boolean; readonly mayShorten: boolean }) {
  const words = useFileWords();
  const [of, setOf] = useState<(typeof OF)[number]>("shifts");
  return (
    <>
      {mayArrange && (
        <div className={classes.tools}>
          <SegmentedControl
            aria-label={words.of}
            size="xs"
            value={of}
            onChange={(value) => setOf(OF.find((each) => each === value) ?? "shifts")}
            data={OF.map((value) => ({ value, label: words.ofs[value] }))}
          />
        </div>
      )}
      {mayArrange && of === "posts" ? <PostsFile /> : <ShiftsFile mayArrange={mayArrange} mayShorten={mayShorten} />}
    </>
  );
}

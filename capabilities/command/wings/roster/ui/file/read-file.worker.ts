import { localClock } from "@cordon/kernel";
import { readShifts } from "../../rules/import/table.ts";
import { readPosts } from "../../rules/posts/table.ts";

/* Reads a roster, or posts, away from the page: a file of 63,000 lines takes a second or more. */

export interface FileToRead {
  readonly of: "shifts" | "posts";
  readonly text: string;
  readonly timeZone: string;
}

self.addEventListener("message", ({ data: { of, text, timeZone } }: MessageEvent<FileToRead>) => {
  const clock = localClock(timeZone);
  self.postMessage(of === "shifts" ? readShifts(text, clock) : readPosts(text, clock));
});

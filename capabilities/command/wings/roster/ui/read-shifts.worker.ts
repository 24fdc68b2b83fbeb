import { localClock } from "@cordon/kernel";
import { readShifts } from "../rules/import/table.ts";

/* Reads a roster away from the page: one of 63,000 lines takes a second or more. */

export interface ShiftsToRead {
  readonly text: string;
  readonly timeZone: string;
}

self.addEventListener("message", ({ data: { text, timeZone } }: MessageEvent<ShiftsToRead>) =>
  self.postMessage(readShifts(text, localClock(timeZone))),
);

import { tablesOf, type Worker } from "@cordon/ground";
import type { CommandTables } from "../../../tables.ts";
import type { ForceIndex } from "../index/force-index.ts";
import { learn } from "../index/learn.ts";
import { load } from "../index/load.ts";
import type { ForcesTables } from "../tables.ts";

/** Often enough that a question never has more than a second's movements to take in first. */
const REFRESH_MS = 1000;

/** Keeps the index of forces where the journal is. Until it is, and while it is read again, the tables are asked. */
export const followForces = (index: ForceIndex): Worker => ({
  name: "command.follow-forces",
  async start({ announced, read }) {
    const kept = await announced.keep<ForceIndex>({
      name: "the index of forces",
      async read() {
        index.clear();
        await load(index, tablesOf<CommandTables & ForcesTables>(read));
        return index;
      },
      take: learn,
      show(state) {
        if (state === null) index.clear();
        else index.opened();
      },
    });
    const timer = setInterval(() => {
      if (index.ready) index.refresh();
    }, REFRESH_MS);
    return {
      async [Symbol.asyncDispose]() {
        clearInterval(timer);
        await kept[Symbol.asyncDispose]();
      },
    };
  },
});

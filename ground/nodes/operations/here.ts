import { DeviceId, Instant } from "@cordon/kernel";
import { z } from "zod";
import { DeviceSite } from "../../identity/words.ts";
import { role } from "../../operation.ts";
import type { LinkStanding } from "../mirror/standing.ts";
import { countWaiting } from "../mirror/up.ts";
import { query } from "../tables.ts";

/** What a node tells those at its site: gates that wonder how old what they hold may be, and the tests. */
export interface Here {
  readonly node: DeviceId;
  readonly site: DeviceSite;
  readonly centre: string;
  /** Null before the mirror has started. */
  readonly standing: () => LinkStanding | null;
}

const LinkState = z.enum(["connecting", "connected", "cut", "refused", "other-version", "other-journal"]);

/** @param kinds which are reported to the centre */
export const here = (at: Here | null, kinds: readonly string[]) =>
  query({
    name: "nodes.here",
    summary: "Answer whether this is a local node and how its link to the centre is",
    input: z.object({}),
    output: z.object({
      /** Null: this is the centre itself. */
      node: z
        .object({
          node: DeviceId,
          site: DeviceSite,
          centre: z.string(),
          state: LinkState,
          since: Instant,
          because: z.string().nullable(),
          followed: z.int().nonnegative(),
          /** Entries that the centre has not taken; null before it said what it has. */
          waiting: z.int().nonnegative().nullable(),
          skewMs: z.int().nullable(),
        })
        .nullable(),
    }),
    allow: role("gate-device", "steward", "operator", "supervisor", "commander", "admin"),
    async run({ read }) {
      const standing = at?.standing() ?? null;
      if (at === null || standing === null) return { node: null };
      const { node, site, centre } = at;
      const { taken, ...said } = standing;
      return {
        node: { node, site, centre, ...said, waiting: taken === null ? null : await countWaiting(read, kinds, taken) },
      };
    },
  });

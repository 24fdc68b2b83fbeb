import { wing } from "@cordon/ground";
import { findMoment } from "./operations/find-moment.ts";
import { listChanges } from "./operations/list-changes.ts";
import { listMoments } from "./operations/list-moments.ts";
import { markMoment } from "./operations/mark-moment.ts";
import { unmarkMoment } from "./operations/unmark-moment.ts";
import { momentMigration, momentProjections, tables } from "./tables.ts";
import { MomentMarked, MomentUnmarked } from "./words.ts";

/** The operation as it was known at any moment. */
export const moments = wing({
  entries: [MomentMarked, MomentUnmarked],
  operations: [findMoment, listChanges, listMoments, markMoment, unmarkMoment],
  migrations: [momentMigration],
  tables,
  projections: momentProjections,
  workers: [],
});

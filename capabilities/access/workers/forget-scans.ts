import { inRounds, tablesOf, type Worker, type WorkerContext } from "@cordon/ground";
import { type Instant, instantOf, isRefusal, type Mandate, type MandateId, millisecondsOf } from "@cordon/kernel";
import { sql } from "kysely";
import type { AccessTables } from "../tables.ts";
import { ScansForgotten } from "../words.ts";

const LOOK_EVERY_MS = 10 * 60_000;
const DAY_MS = 86_400_000;

/** Forgets scans when the time is over for which the mandate they were made under lets them be kept. */
export const forgetScans: Worker = {
  name: "access.forget-scans",
  start: async (context) =>
    inRounds({
      ...{ everyMs: LOOK_EVERY_MS, log: context.log, failed: "access.forget-scans failed", atOnce: true },
      round: () => forget(context),
    }),
};

type Parts = Pick<WorkerContext, "read" | "append" | "clock" | "log"> & {
  readonly mandates: Pick<WorkerContext["mandates"], "all">;
};

/** Looks once, and forgets what is due. */
export async function forget({ read, append, mandates, clock, log }: Parts): Promise<void> {
  const oldest = await tablesOf<AccessTables>(read)
    .selectFrom("access_scan")
    .select("mandate")
    .select(sql<Instant>`min(counts_at)`.as("at"))
    .groupBy("mandate")
    .execute();
  const due = dueAmong(oldest, mandates.all(), clock.now());
  if (due.length === 0) return;
  const done = await append(
    "access.forget-scans",
    due.map((each) => ScansForgotten.of(each)),
  );
  if (isRefusal(done)) log.error({ refused: done.refused }, "access.forget-scans: will try again");
}

interface OldestScan {
  /** Null: made while no mandate was in force. */
  readonly mandate: MandateId | null;
  readonly at: Instant;
}

/**
 * What is to be forgotten. A scan is kept as long as its own mandate says. One that was made without a mandate is evidence of that, and is
 * kept as long as the longest of them says, which is the end of all scans.
 */
function dueAmong(
  oldest: readonly OldestScan[],
  mandates: readonly Mandate[],
  now: Instant,
): readonly { readonly before: Instant; readonly mandate?: MandateId }[] {
  const checks = mandates.filter(({ processings }) =>
    processings.some((one) => one === "pass-check" || one === "vehicle-check"),
  );
  // Nobody has said how long yet.
  if (checks.length === 0) return [];
  const keptFrom = (days: number) => instantOf(millisecondsOf(now) - days * DAY_MS);
  const end = keptFrom(Math.max(...checks.map(({ retentionDays }) => retentionDays)));
  if (oldest.some(({ at }) => at < end)) return [{ before: end }, ...ofMandates()];
  return ofMandates();

  function ofMandates() {
    return oldest.flatMap(({ mandate, at }) => {
      const own = checks.find(({ id }) => id === mandate);
      const before = own === undefined ? end : keptFrom(own.retentionDays);
      return own === undefined || before === end || at >= before ? [] : [{ before, mandate: own.id }];
    });
  }
}

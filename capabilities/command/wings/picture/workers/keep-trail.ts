import { inRounds, schemaOf, tablesOf, type Worker } from "@cordon/ground";
import { instantOf, isRefusal, millisecondsOf } from "@cordon/kernel";
import { pack } from "../trail/block.ts";
import { positionsAt } from "../trail/positions-at.ts";
import type { TrailTables } from "../trail/tables.ts";
import { Thinning } from "../trail/thinning.ts";

export interface TrailSettings {
  /** For how long positions are kept. 0 keeps none. */
  readonly keepHours: number;
  /** The most that the trail may take on the disk; the oldest goes first. */
  readonly maxBytes: number;
}

const TRAIL: TrailSettings = { keepHours: 24, maxBytes: 4 * 1024 ** 3 };

const SAMPLE_MS = 10_000;
/** Every so many blocks one is whole, so that a look back reads at most two minutes of them. */
const WHOLE_EVERY = 12;
const SWEEP_EVERY = 6;
const TOUCHES = ["command.trail"];

/** Keeps for a day where units were, a block each ten seconds; sweeps what is older. Begins with where they were last. */
export const keepTrail = (settings: TrailSettings = TRAIL): Worker => ({
  name: "command.keep-trail",
  async start({ live, journal, read, clock, log }) {
    // Who fell silent while this server was not there is missing from no map and no list: they are where they were, and their position is old.
    const begun = clock.now();
    const oldestMs = millisecondsOf(begun) - settings.keepHours * 3_600_000;
    live.resume((await positionsAt(schemaOf(read), begun)).filter(({ atMs }) => atMs > oldestMs));
    const thinning = new Thinning();
    let samples = 0;
    const sample = async () => {
      const at = clock.now();
      const nowMs = Date.parse(at);
      const whole = samples % WHOLE_EVERY === 0;
      const block =
        settings.keepHours === 0
          ? null
          : thinning.take(
              (take) =>
                // Nobody's position is kept for longer because it was the last.
                live.each((track, lon, lat, heading, speed, atMs) => {
                  if (nowMs - atMs < settings.keepHours * 3_600_000) take(track, lon, lat, heading, speed, atMs);
                }),
              nowMs,
              whole,
            );
      const packed = block === null || (block.count === 0 && !whole) ? null : await pack(block);
      const sweeping = samples++ % SWEEP_EVERY === 0;
      if (packed === null && !sweeping) return;
      const done = await journal.run({
        by: { kind: "system", id: "command.keep-trail" },
        operation: "command.keep-trail",
        touches: TOUCHES,
        async decide({ tx }) {
          const db = tablesOf<TrailTables>(tx);
          if (packed !== null)
            await db
              .insertInto("track_trail")
              .values({ at, whole, bytes: packed.length, packed })
              .onConflict((conflict) => conflict.column("at").doNothing())
              .execute();
          if (sweeping) await sweep(db, nowMs, settings);
          return { entries: [], output: null };
        },
      });
      // The next block builds on this one: without it, begin anew.
      if (isRefusal(done)) {
        samples = 0;
        log.warn({ because: done.because }, "where units are is not kept at the moment");
      }
    };
    return inRounds({
      ...{ everyMs: SAMPLE_MS, log, atOnce: true },
      failed: "where units are could not be kept; the next try is in ten seconds",
      async round() {
        try {
          await sample();
        } catch (error) {
          samples = 0;
          throw error;
        }
      },
    });
  },
});

type Trail = ReturnType<typeof tablesOf<TrailTables>>;

/** Erases what is too old, and the oldest of what is too much. */
export async function sweep(db: Trail, nowMs: number, { keepHours, maxBytes }: TrailSettings): Promise<void> {
  await db
    .deleteFrom("track_trail")
    .where("at", "<", instantOf(nowMs - keepHours * 3_600_000))
    .execute();
  const total = await db
    .selectFrom("track_trail")
    .select((row) => row.fn.sum<number>("bytes").as("bytes"))
    .executeTakeFirst();
  let over = (total?.bytes ?? 0) - maxBytes;
  while (over > 0) {
    const oldest = await db.selectFrom("track_trail").select(["at", "bytes"]).orderBy("at").limit(100).execute();
    const going = [];
    for (const row of oldest) {
      if (over <= 0) break;
      going.push(row.at);
      over -= row.bytes;
    }
    if (going.length === 0) return;
    await db.deleteFrom("track_trail").where("at", "in", going).execute();
  }
}

import { inRounds, newId, tablesOf, type Worker } from "@cordon/ground";
import {
  type ContingentId,
  instantOf,
  isRefusal,
  type Instant,
  millisecondsOf,
  type NewEntry,
  SignalId,
  SignalRaised,
  type UnitId,
  UnitRegistered,
} from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import type { CommandTables, CrossingTables } from "../../../tables/rows.ts";
import { type Crossing, SAME_CROSSING_MS, untold } from "../rules/crossings.ts";
import { type Crossed, FenceWatch, isActive, type Tracked } from "../rules/fences.ts";
import { fenceOf, type PictureTables } from "../tables.ts";
import { type Fence, FenceCrossed, FenceDrawn, FenceRemoved } from "../words.ts";

const LOOK_MS = 1000;
/** Signals in one append; those of one look that are more follow in the next. */
const TOGETHER = 200;

interface Known extends Tracked {
  readonly unit: UnitId;
}

interface Watched {
  readonly fences: Map<string, Fence>;
  /** By their tracks. */
  readonly units: Map<number, Known>;
}

const knownOf = ({ id, kind, contingent }: { readonly id: UnitId } & Tracked): Known => ({
  unit: id,
  kind,
  contingent,
});

/** Looks once a second at the positions that are new, and raises a signal for every unit that crossed a fence: one, however many servers saw it. */
export const watchFences: Worker = {
  name: "command.watch-fences",
  async start({ announced, live, read, clock, journal, log }) {
    const db = tablesOf<CommandTables & PictureTables>(read);
    const watch = new FenceWatch();
    let watched: Watched | null = null;
    /** The fences that are watched, by name; empty to have them compared anew. */
    let active = "";
    const following = await announced.keep<Watched>({
      name: "fences, and who may cross them",
      async read() {
        const [fences, units] = await Promise.all([
          db.selectFrom("fence").selectAll().execute(),
          db.selectFrom("unit").selectAll().execute(),
        ]);
        return {
          fences: new Map(fences.map((row) => [row.id, fenceOf(row)])),
          units: new Map(units.map((row) => [row.track, knownOf(row)])),
        };
      },
      take({ fences, units }, envelope) {
        if (UnitRegistered.is(envelope)) units.set(envelope.data.track, knownOf(envelope.data));
        else if (FenceDrawn.is(envelope)) {
          fences.set(envelope.data.id, envelope.data);
          active = "";
        } else if (FenceRemoved.is(envelope)) fences.delete(envelope.data.fence);
      },
      show(state) {
        watched = state;
        active = "";
      },
    });

    const look = async () => {
      if (watched === null) return;
      const { fences, units } = watched;
      const now = clock.now();
      const nowMs = Date.parse(now);
      const standing = [...fences.values()].filter((fence) => isActive(fence, nowMs));
      const these = standing.map((fence) => fence.id).join();
      if (these !== active) {
        watch.watch(standing);
        active = these;
      }
      if (watch.count === 0) return;
      const crossings: Crossed[] = [];
      live.each((track, lon, lat, _heading, _speed, atMs) => {
        const unit = units.get(track);
        if (unit !== undefined) watch.observe(track, unit, lon, lat, atMs, (crossed) => crossings.push(crossed));
      });
      for (let at = 0; at < crossings.length; at += TOGETHER) {
        const seen = crossings.slice(at, at + TOGETHER).flatMap((crossed): Seen[] => {
          const fence = fences.get(crossed.fence);
          const unit = units.get(crossed.track);
          return fence === undefined || unit === undefined
            ? []
            : [
                {
                  ...{ did: crossed.did, lon: crossed.lon, lat: crossed.lat },
                  // A phone whose clock is ahead has not crossed in the future.
                  sinceMs: Math.min(crossed.sinceMs, nowMs),
                  ...{ fence: fence.id, of: fence, unit: unit.unit, contingent: unit.contingent },
                },
              ];
        });
        const done = await journal.run({
          by: { kind: "system", id: "command.watch-fences" },
          operation: "command.watch-fences",
          // Every server looks at the positions it hears; which of them tells is decided here, one after the other.
          async decide({ tx }) {
            const told = await toldOf(tablesOf<CommandTables>(tx), seen);
            return { entries: untold(seen, told).flatMap((crossed) => entriesOf(crossed, now)), output: null };
          },
        });
        if (isRefusal(done))
          log.warn({ because: done.because, crossings: seen.length }, "crossings of fences were not written down");
      }
    };
    const looking = inRounds({ everyMs: LOOK_MS, round: look, log, failed: "looking at the fences failed" });
    return {
      async [Symbol.asyncDispose]() {
        await following[Symbol.asyncDispose]();
        await looking[Symbol.asyncDispose]();
      },
    };
  },
};

interface Seen extends Crossing {
  readonly of: Fence;
  readonly contingent: ContingentId;
  readonly lon: number;
  readonly lat: number;
}

/** What is written down of these units around the time of these crossings. */
async function toldOf(read: Kysely<CrossingTables>, seen: readonly Seen[]): Promise<readonly Crossing[]> {
  if (seen.length === 0) return [];
  const earliest = instantOf(Math.min(...seen.map(({ sinceMs }) => sinceMs)) - SAME_CROSSING_MS);
  const rows = await read
    .selectFrom("fence_crossing")
    .select(["fence", "unit", "did", "since"])
    .where(sql<boolean>`unit = any(${[...new Set(seen.map(({ unit }) => unit))]})`)
    .where("since", ">=", earliest)
    .execute();
  return rows.map(({ fence, unit, did, since }) => ({ fence, unit, did, sinceMs: millisecondsOf(since) }));
}

/** A signal for the whole room, that does not say who; and who, for those who may know. */
function entriesOf({ did, lon, lat, sinceMs, of, unit, contingent }: Seen, now: Instant): readonly NewEntry[] {
  const since = instantOf(sinceMs);
  const signal = newId(SignalId);
  return [
    SignalRaised.of({
      id: signal,
      kind: did === "enter" ? "fence-entered" : "fence-left",
      since,
      noticedAt: now,
      position: [lon, lat],
      place: null,
      camera: null,
      confidence: null,
      note: "",
      zone: of.name,
      box: null,
      exhibits: [],
    }),
    FenceCrossed.of({ signal, fence: of.id, unit, contingent, did, since }),
  ];
}

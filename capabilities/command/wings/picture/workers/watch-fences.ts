import { JOURNAL_SUBJECT, newId, tablesOf, type Worker } from "@cordon/ground";
import {
  AnyEnvelope,
  instantOf,
  isRefusal,
  type Instant,
  SignalId,
  SignalRaised,
  type UnitId,
  UnitRegistered,
} from "@cordon/kernel";
import type { CommandTables } from "../../../tables/rows.ts";
import { type Crossed, FenceWatch, isActive, type Tracked } from "../rules/fences.ts";
import { fenceOf, type PictureTables } from "../tables.ts";
import { type Fence, FenceDrawn, FenceRemoved } from "../words.ts";

const LOOK_MS = 1000;
/** Signals in one append; those of one look that are more follow in the next. */
const TOGETHER = 200;

interface Known extends Tracked {
  readonly unit: UnitId;
  readonly callSign: string;
}

/** Looks once a second at the positions that are new, and raises a signal for every unit that crossed a fence. */
export const watchFences: Worker = {
  name: "command.watch-fences",
  async start({ bus, live, read, clock, append, log }) {
    const db = tablesOf<CommandTables & PictureTables>(read);
    const fences = new Map<string, Fence>();
    const units = new Map<number, Known>();
    const watch = new FenceWatch();
    let active = "";
    const know = (row: {
      id: UnitId;
      callSign: string;
      kind: Tracked["kind"];
      contingent: Tracked["contingent"];
      track: number;
    }) =>
      void units.set(row.track, { unit: row.id, callSign: row.callSign, kind: row.kind, contingent: row.contingent });
    const stop = bus.subscribe(
      JOURNAL_SUBJECT,
      (message) => {
        const envelope = AnyEnvelope.parse(message);
        if (UnitRegistered.is(envelope)) know(envelope.data);
        else if (FenceDrawn.is(envelope)) {
          fences.set(envelope.data.id, envelope.data);
          active = "";
        } else if (FenceRemoved.is(envelope)) fences.delete(envelope.data.fence);
      },
      ({ because }) => log.error({ because }, "fences are watched as they were until the server starts again"),
    );
    for (const row of await db.selectFrom("fence").selectAll().execute()) {
      const fence = fenceOf(row);
      if (!fences.has(fence.id)) fences.set(fence.id, fence);
    }
    for (const row of await db.selectFrom("unit").selectAll().execute()) know({ ...row, callSign: row.call_sign });

    const look = async () => {
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
        const signals = crossings.slice(at, at + TOGETHER).flatMap((crossed) => {
          const fence = fences.get(crossed.fence);
          const unit = units.get(crossed.track);
          return fence === undefined || unit === undefined ? [] : [signalOf(crossed, fence, unit, now)];
        });
        const done = await append("command.watch-fences", signals);
        if (isRefusal(done))
          log.warn({ because: done.because, signals: signals.length }, "crossings of fences were not written down");
      }
    };
    let running: Promise<void> = Promise.resolve();
    const timer = setInterval(() => {
      running = running.then(look).catch((error: unknown) => log.error({ error }, "looking at the fences failed"));
    }, LOOK_MS);
    timer.unref();
    return {
      async [Symbol.asyncDispose]() {
        stop();
        clearInterval(timer);
        await running;
      },
    };
  },
};

function signalOf({ did, lon, lat, sinceMs }: Crossed, fence: Fence, { callSign }: Known, now: Instant) {
  // A phone whose clock is ahead has not crossed in the future.
  const since = instantOf(Math.min(sinceMs, Date.parse(now)));
  return SignalRaised.of({
    id: newId(SignalId),
    kind: did === "enter" ? "fence-entered" : "fence-left",
    since,
    noticedAt: now,
    position: [lon, lat],
    place: null,
    camera: null,
    confidence: null,
    note: callSign,
    zone: fence.name,
    box: null,
    exhibits: [],
  });
}

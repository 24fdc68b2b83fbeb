import { newId, type Worker } from "@cordon/ground";
import { boundingBox, type Position, SignalId, SignalRaised } from "@cordon/kernel";
import { capacityEvent } from "../rules.ts";
import { signalOfCapacity } from "../rules/gate-signals.ts";
import { OccupancySet, Scanned, type Zone, type ZoneCode } from "../words.ts";
import type { GateBoard } from "./board.ts";

/** People see a warning well within the second; a zone that fills by twenty a second is looked at four times in it. */
const LOOK_EVERY_MS = 250;
/** Looks that are left out after one that could not tell: a full disk is not to be filled with words about it. */
const REST = 8;

/**
 * Tells when a zone is nearly full and when it is full, once each until it has emptied again. After a restart it is told again: better twice
 * than never. Runs where all gates of a zone are known, so not on a site's node.
 */
export const watchCapacity = (board: GateBoard): Worker => ({
  name: "access.watch-capacity",
  async start({ announced, append, clock, log }) {
    const everyZone = () => board.rules()?.ruleSet.zones.map(({ code }) => code) ?? [];
    const changed = new Set<ZoneCode>(everyZone());
    const stop = announced.hear(
      (envelope) => {
        if (Scanned.is(envelope) || OccupancySet.is(envelope)) changed.add(envelope.data.zone);
      },
      () => {
        for (const code of everyZone()) changed.add(code);
      },
    );
    let looking: Promise<void> | null = null;
    let resting = 0;
    const look = async () => {
      for (const code of [...changed]) {
        changed.delete(code);
        const zone = board.zone(code);
        const before = board.warned(code);
        const entry = zone === null ? null : told(board, zone);
        if (entry === null) continue;
        let isTold = false;
        try {
          const done = await append("access.watch-capacity", [entry(clock.now())]);
          isTold = !("refused" in done);
          if ("refused" in done)
            log.error({ refused: done.refused }, "access.watch-capacity: a signal could not be raised");
        } finally {
          // What nobody was told of is looked at again.
          if (!isTold) {
            board.warn(code, before);
            changed.add(code);
            resting = REST;
          }
        }
      }
    };
    const timer = setInterval(() => {
      if (resting > 0) {
        resting -= 1;
        return;
      }
      if (changed.size === 0 || looking !== null) return;
      looking = look()
        .catch((error: unknown) => log.error({ err: error }, "access.watch-capacity failed"))
        .finally(() => {
          looking = null;
        });
    }, LOOK_EVERY_MS);
    timer.unref();
    return {
      async [Symbol.asyncDispose]() {
        stop();
        clearInterval(timer);
        await looking;
      },
    };
  },
});

/** What is to be told of a zone now; null for nothing. */
function told(board: GateBoard, zone: Zone) {
  const { inside } = board.occupancy(zone.code) ?? { inside: 0 };
  const event = capacityEvent(board.warned(zone.code), inside, zone.capacity);
  if (event === null) return null;
  board.warn(zone.code, event.level);
  const { capacity } = zone;
  const { level, is } = event;
  if (is === "clear" || level === "calm" || capacity === null) return null;
  return (at: Parameters<typeof signalOfCapacity>[4]["at"]) =>
    SignalRaised.of(
      signalOfCapacity(newId(SignalId), zone, level, { inside, capacity }, { position: middleOf(zone), at }),
    );
}

function middleOf(zone: Zone): Position {
  const box = boundingBox(zone.shape.coordinates[0] ?? []);
  return box === undefined ? [0, 0] : [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

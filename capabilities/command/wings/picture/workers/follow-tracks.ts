import { tablesOf, type Worker, type WorkerContext } from "@cordon/ground";
import { EVERYONE_ON_DUTY, UnitId, UnitRegistered, UnitWithdrawn } from "@cordon/kernel";
import { z } from "zod";
import type { CommandTables } from "../../../tables/rows.ts";
import type { RosterTables } from "../../roster/tables/rows.ts";
import { dutyOf, type UnitDuty } from "../duty.ts";
import { sharingOf } from "../rules/sharing.ts";
import type { SharingBook } from "../sharing-book.ts";
import type { PictureTables } from "../tables.ts";
import { SharingPaused, SharingResumed } from "../words.ts";

/** Entries whose `unit` may share from here on, or no more. */
const CHANGES_DUTY = /^(?:task|shift|sharing)\./;
const Concerns = z.object({ unit: UnitId });

/** Units looked up at once: an import registers tens of thousands. */
const TOGETHER = 1000;

/**
 * Tells the live plane whose track is whose, so that a position is seen by those who may see its unit, and by nobody else - and whose it is no
 * more: a unit that is off duty or has paused has no track there, its last position is gone at once and no new one is taken, whoever sends it.
 */
export const followTracks = (book: SharingBook): Worker => ({
  name: "command.follow-tracks",
  async start({ announced, live, read, log }) {
    const db = tablesOf<CommandTables & PictureTables & Pick<RosterTables, "shift">>(read);
    const take = ({ unit, contingent, track, duty }: UnitDuty) => {
      book.learn(unit, track);
      if (sharingOf(duty) === "shared") live.own(track, { contingent, roles: EVERYONE_ON_DUTY });
      else live.disown(track);
    };
    const looks = new Looks(async (units) => (await dutyOf(db, units)).forEach(take), log);
    const following = await announced.keep<typeof book>({
      name: "who shares a position",
      async read() {
        for (const unit of await dutyOf(db)) take(unit);
        return book;
      },
      take(_book, envelope) {
        if (UnitRegistered.is(envelope)) looks.at(envelope.data.id);
        // What must end at once does: it does not wait for the database.
        else if (SharingPaused.is(envelope) || UnitWithdrawn.is(envelope)) {
          const track = book.trackOf(envelope.data.unit);
          if (track !== null) live.disown(track);
          looks.at(envelope.data.unit);
        } else if (SharingResumed.is(envelope)) looks.at(envelope.data.unit);
        else if (CHANGES_DUTY.test(envelope.kind)) {
          const concerns = Concerns.safeParse(envelope.data);
          if (concerns.success) looks.at(concerns.data.unit);
        }
      },
      show: () => {},
    });
    return {
      async [Symbol.asyncDispose]() {
        await following[Symbol.asyncDispose]();
        await looks.done;
      },
    };
  },
});

/** Reads anew how units stand: all that are waiting together, one reading after the other, so that the last word is the latest. */
class Looks {
  readonly #waiting = new Set<UnitId>();
  readonly #look: (units: readonly UnitId[]) => Promise<void>;
  readonly #log: WorkerContext["log"];
  #looking: Promise<void> | null = null;

  constructor(look: (units: readonly UnitId[]) => Promise<void>, log: WorkerContext["log"]) {
    this.#look = look;
    this.#log = log;
  }

  get done(): Promise<void> {
    return this.#looking ?? Promise.resolve();
  }

  at(unit: UnitId): void {
    this.#waiting.add(unit);
    this.#looking ??= this.#all();
  }

  async #all(): Promise<void> {
    while (this.#waiting.size > 0) {
      const these = [...this.#waiting.values().take(TOGETHER)];
      for (const unit of these) this.#waiting.delete(unit);
      try {
        await this.#look(these);
      } catch (error) {
        this.#log.error({ error, units: these.length }, "whether units share their position is not known");
      }
    }
    this.#looking = null;
  }
}

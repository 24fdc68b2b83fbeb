import { JOURNAL_SUBJECT, tablesOf, type Worker } from "@cordon/ground";
import { AnyEnvelope, type Envelope, EVERYONE_ON_DUTY, UnitId, UnitRegistered, UnitWithdrawn } from "@cordon/kernel";
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

/**
 * Tells the live plane whose track is whose, so that a position is seen by those who may see its unit, and by nobody else - and whose it is no
 * more: a unit that is off duty or has paused has no track there, its last position is gone at once and no new one is taken, whoever sends it.
 */
export const followTracks = (book: SharingBook): Worker => ({
  name: "command.follow-tracks",
  async start({ bus, live, read, log }) {
    const db = tablesOf<CommandTables & PictureTables & Pick<RosterTables, "shift">>(read);
    const take = ({ unit, contingent, track, duty }: UnitDuty) => {
      book.learn(unit, track);
      if (sharingOf(duty) === "shared") live.own(track, { contingent, roles: EVERYONE_ON_DUTY });
      else live.disown(track);
    };
    let asking = Promise.resolve();
    /** Reads anew how a unit stands: one after the other, so that the last word is the latest. */
    const look = (unit: UnitId) => {
      asking = asking
        .then(async () => (await dutyOf(db, unit)).forEach(take))
        .catch((error: unknown) => log.error({ error, unit }, "whether a unit shares its position is not known"));
    };
    const hear = (envelope: Envelope) => {
      if (UnitRegistered.is(envelope)) look(envelope.data.id);
      // What must end at once does: it does not wait for the database.
      else if (SharingPaused.is(envelope) || UnitWithdrawn.is(envelope)) {
        const track = book.trackOf(envelope.data.unit);
        if (track !== null) live.disown(track);
        look(envelope.data.unit);
      } else if (SharingResumed.is(envelope)) look(envelope.data.unit);
      else if (CHANGES_DUTY.test(envelope.kind)) {
        const concerns = Concerns.safeParse(envelope.data);
        if (concerns.success) look(concerns.data.unit);
      }
    };
    // Listening comes before reading: a unit registered in between is owned twice, which changes nothing.
    const stop = bus.subscribe(
      JOURNAL_SUBJECT,
      (message) => hear(AnyEnvelope.parse(message)),
      ({ because }) => log.error({ because }, "new units are not shown until the server starts again"),
    );
    for (const unit of await dutyOf(db)) take(unit);
    return {
      async [Symbol.asyncDispose]() {
        stop();
        await asking;
      },
    };
  },
});

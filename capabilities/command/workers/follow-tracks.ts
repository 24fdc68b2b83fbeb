import { JOURNAL_SUBJECT, tablesOf, type Worker } from "@cordon/ground";
import {
  AnyEnvelope,
  type ContingentId,
  EVERYONE_ON_DUTY,
  type UnitId,
  UnitRegistered,
  UnitWithdrawn,
} from "@cordon/kernel";
import type { CommandTables } from "../tables.ts";

/** Tells the live plane whose track is whose, so that a position is seen by those who may see its unit, and by nobody else. */
export const followTracks: Worker = {
  name: "command.follow-tracks",
  async start({ bus, live, read, log }) {
    const tracks = new Map<UnitId, number>();
    const own = (unit: UnitId, contingent: ContingentId, track: number) => {
      tracks.set(unit, track);
      live.own(track, { contingent, roles: EVERYONE_ON_DUTY });
    };
    // Listening comes before reading: a unit registered in between is owned twice, which changes nothing.
    const stop = bus.subscribe(
      JOURNAL_SUBJECT,
      (message) => {
        const envelope = AnyEnvelope.parse(message);
        if (UnitRegistered.is(envelope)) own(envelope.data.id, envelope.data.contingent, envelope.data.track);
        if (!UnitWithdrawn.is(envelope)) return;
        const track = tracks.get(envelope.data.unit);
        if (track !== undefined) live.disown(track);
        tracks.delete(envelope.data.unit);
      },
      ({ because }) => log.error({ because }, "new units are not shown until the server starts again"),
    );
    const rows = await tablesOf<CommandTables>(read)
      .selectFrom("unit")
      .select(["id", "contingent", "track"])
      .where("withdrawn_at", "is", null)
      .execute();
    for (const row of rows) own(row.id, row.contingent, row.track);
    return { [Symbol.asyncDispose]: async () => stop() };
  },
};

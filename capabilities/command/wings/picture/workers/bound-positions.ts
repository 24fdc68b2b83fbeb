import { JOURNAL_SUBJECT, tablesOf, type Worker } from "@cordon/ground";
import { AnyEnvelope, type Place, PlaceDrawn, type PlaceId, PlaceRemoved } from "@cordon/kernel";
import type { PlaceTables } from "../../../tables/rows.ts";
import { boundsOf } from "../rules/bounds.ts";

/** Tells the live plane where units of this operation can be: a receiver that lost its way is refused, and shown nowhere. */
export const boundPositions: Worker = {
  name: "command.bound-positions",
  async start({ bus, live, read, log }) {
    const places = new Map<PlaceId, Pick<Place, "shape">>();
    // What was heard while reading is newer than what was read.
    const heard = new Set<PlaceId>();
    let telling: NodeJS.Immediate | null = null;
    const tell = () => {
      telling = null;
      live.bound(boundsOf(places.values()));
    };
    const stop = bus.subscribe(
      JOURNAL_SUBJECT,
      (message) => {
        const envelope = AnyEnvelope.parse(message);
        if (PlaceDrawn.is(envelope)) {
          heard.add(envelope.data.id);
          places.set(envelope.data.id, envelope.data);
        } else if (PlaceRemoved.is(envelope)) {
          heard.add(envelope.data.place);
          places.delete(envelope.data.place);
        } else return;
        // A list of places comes in at once and is reckoned with once.
        telling ??= setImmediate(tell);
      },
      ({ because }) =>
        log.error({ because }, "places that are new do not widen where units can be until the server starts again"),
    );
    for (const { id, shape } of await tablesOf<PlaceTables>(read).selectFrom("place").select(["id", "shape"]).execute())
      if (!heard.has(id)) places.set(id, { shape });
    tell();
    return {
      async [Symbol.asyncDispose]() {
        stop();
        if (telling !== null) clearImmediate(telling);
      },
    };
  },
};

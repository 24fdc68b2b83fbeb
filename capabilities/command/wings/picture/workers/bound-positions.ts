import { tablesOf, type Worker } from "@cordon/ground";
import { type Place, PlaceDrawn, type PlaceId, PlaceRemoved } from "@cordon/kernel";
import type { PlaceTables } from "../../../tables/rows.ts";
import { boundsOf } from "../rules/bounds.ts";

type Places = Map<PlaceId, Pick<Place, "shape">>;

/** Tells the live plane where units of this operation can be: a receiver that lost its way is refused, and shown nowhere. */
export const boundPositions: Worker = {
  name: "command.bound-positions",
  async start({ announced, live, read }) {
    let telling: NodeJS.Immediate | null = null;
    const tell = (places: Places) => {
      telling = null;
      live.bound(boundsOf(places.values()));
    };
    const following = await announced.keep<Places>({
      name: "where units can be",
      async read() {
        const places = await tablesOf<PlaceTables>(read).selectFrom("place").select(["id", "shape"]).execute();
        return new Map(places.map(({ id, shape }) => [id, { shape }]));
      },
      take(places, envelope) {
        if (PlaceDrawn.is(envelope)) places.set(envelope.data.id, envelope.data);
        else if (PlaceRemoved.is(envelope)) places.delete(envelope.data.place);
        else return;
        // A list of places comes in at once and is reckoned with once.
        telling ??= setImmediate(tell, places);
      },
      // Until they are read again, the bounds that were known hold.
      show: (places) => {
        if (places !== null) tell(places);
      },
    });
    return {
      async [Symbol.asyncDispose]() {
        await following[Symbol.asyncDispose]();
        if (telling !== null) clearImmediate(telling);
      },
    };
  },
};

import type { ContingentId, PlaceId, SignalId, SubjectId, UnitId } from "@cordon/kernel";
import type { Channel } from "../words.ts";

export interface CallTables {
  /** Who told of a signal. */
  signal_call: {
    signal: SignalId;
    seq: number;
    channel: Channel;
    unit: UnitId | null;
    call_sign: string | null;
    caller: SubjectId | null;
    address: string | null;
  };
  /** How far callers have been forgotten. */
  caller_forgotten: { id: number; until_seq: number };
}

export interface LocationTables {
  /** Places and units by the names they are looked for, without accents. */
  location_name: {
    what: "place" | "unit";
    id: PlaceId | UnitId;
    /** Whose it is; null for a place. */
    contingent: ContingentId | null;
    name: string;
  };
  /** Not from the journal: which houses stand in a street is no decision of the operation. */
  street: { id: number; name: string; postcode: string; town: string; search: string };
  street_address: { street: number; number: number; suffix: string; ban: string; lon: number; lat: number };
}

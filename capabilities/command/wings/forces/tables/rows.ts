import type {
  ContingentId,
  LegalPower,
  PowerGrant,
  SignalId,
  SubjectId,
  UnitDomain,
  UnitId,
  UnitKind,
} from "@cordon/kernel";
import type { JSONColumnType } from "kysely";
import type { KindState } from "../words.ts";
import type { Equipment, Radio, RadioCallSign } from "../words/kit.ts";

export interface ForcesTables {
  /** What this operation said of kinds. A standard kind of which it said nothing has no row. */
  unit_kind: {
    code: UnitKind;
    state: KindState;
    name_fr: string;
    name_en: string;
    domain: UnitDomain;
    can: JSONColumnType<string[]>;
    needs: JSONColumnType<LegalPower[]>;
    cruise_metres_per_second: number;
    max_working_hours: number | null;
    symbol: string;
  };
  /** What travels with a contingent. A contingent of which nobody said anything has no row. */
  contingent_powers: {
    contingent: ContingentId;
    /** Null: not written down. */
    grants: JSONColumnType<PowerGrant[]> | null;
    releasable_to: JSONColumnType<string[]> | null;
    liaison: SubjectId | null;
  };
  /** Whose unit told of a signal. A signal of a camera, or of somebody of no contingent, has no row. */
  signal_told: { signal: SignalId; contingent: ContingentId };
  /** What a unit carries. A unit of which nobody said anything has no row. */
  unit_kit: {
    unit: UnitId;
    /** Null: those of its contingent. */
    languages: JSONColumnType<string[]> | null;
    radios: JSONColumnType<Radio[]>;
    /** The call signs of its radios, to look for. */
    radio_calls: RadioCallSign[];
    equipment: JSONColumnType<Equipment[]>;
  };
}

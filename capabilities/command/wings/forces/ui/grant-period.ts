import type { Interval, LegalPower, PlaceId, PowerGrant } from "@cordon/kernel";
import { momentOf, wallTime } from "@cordon/ui";

/** A grant as it is typed: times as a field of the browser has them, `2024-07-26T08:00`; both empty: at any time. */
export interface TypedGrant {
  readonly power: LegalPower;
  readonly places: readonly PlaceId[] | null;
  readonly from: string;
  readonly until: string;
  /** As it stands. Fields show minutes: what was not touched stays to the second. */
  readonly standing: Interval | null;
}

export function typedGrant({ power, places, period }: PowerGrant, timeZone: string): TypedGrant {
  const [from, until] =
    period === null ? ["", ""] : [wallTime(period.from, timeZone), wallTime(period.until, timeZone)];
  return { power, places, from, until, standing: period };
}

/** @returns null where the times are no period: one of them alone, or the end before the beginning */
export function grantOf({ power, places, from, until, standing }: TypedGrant, timeZone: string): PowerGrant | null {
  if (from === "" && until === "") return { power, places, period: null };
  const kept = standing === null ? null : [wallTime(standing.from, timeZone), wallTime(standing.until, timeZone)];
  const begins = standing !== null && kept?.[0] === from ? standing.from : momentOf(from, timeZone);
  const ends = standing !== null && kept?.[1] === until ? standing.until : momentOf(until, timeZone);
  return begins === null || ends === null || begins >= ends
    ? null
    : { power, places, period: { from: begins, until: ends } };
}

import { type ForcesRecord, type RowFault, SLICE } from "../../words/import.ts";

type Slices = readonly (readonly ForcesRecord[])[];

/** Cuts records so that each part fits one call. @param together lines that should be in one part, as far as they fit */
export function slicesOf(records: readonly ForcesRecord[], together: Slices = []): Slices {
  const slices: ForcesRecord[][] = [];
  let last: ForcesRecord[] = [];
  let bytes = Number.POSITIVE_INFINITY;
  const sizeOf = (record: ForcesRecord) =>
    // Three bytes hold any character of UTF-16; the names of the members are about 130.
    Object.values(record).reduce<number>((sum, each) => sum + 3 * String(each).length, 150);
  const open = () => {
    last = [];
    bytes = 0;
    slices.push(last);
  };
  const first = new Map(together.flatMap((group) => group.map((record) => [record, group] as const)));
  const taken = new Set<ForcesRecord>();
  for (const record of records) {
    if (taken.has(record)) continue;
    const group = first.get(record) ?? [record];
    const size = group.reduce((sum, each) => sum + sizeOf(each), 0);
    if (last.length + group.length > SLICE.rows || bytes + size > SLICE.bytes) open();
    for (const each of group) {
      const more = sizeOf(each);
      if (last.length >= SLICE.rows || (bytes + more > SLICE.bytes && last.length > 0)) open();
      last.push(each);
      bytes += more;
      taken.add(each);
    }
  }
  return slices;
}

/**
 * Lines that pass radios among each other are judged together: those whose radio a unit of another part has.
 * @param refused what the parts were answered
 * @returns null where nothing was refused that another cut may let through
 */
export function regrouped(
  records: readonly ForcesRecord[],
  slices: Slices,
  refused: readonly RowFault[],
): Slices | null {
  const byLine = new Map(records.map((record) => [record.line, record]));
  const bySign = new Map(records.map((record) => [record.callSign, record]));
  const part = new Map(slices.flatMap((slice, at) => slice.map((record) => [record, at] as const)));
  const group = new Map<ForcesRecord, ForcesRecord[]>();
  const groupOf = (record: ForcesRecord) => {
    const own = group.get(record) ?? [record];
    group.set(record, own);
    return own;
  };
  let apart = false;
  for (const { line, column, because, with: holder } of refused) {
    if (column !== "radios" || because !== "taken" || holder === null) continue;
    const [taker, giver] = [byLine.get(line), bySign.get(holder)];
    if (taker === undefined || giver === undefined) continue;
    apart ||= part.get(taker) !== part.get(giver);
    const [own, other] = [groupOf(taker), groupOf(giver)];
    if (own === other) continue;
    // The smaller joins the larger, so that a long chain is not walked again and again.
    const [into, from] = own.length >= other.length ? [own, other] : [other, own];
    into.push(...from);
    for (const each of from) group.set(each, into);
  }
  return apart ? slicesOf(records, [...new Set(group.values())]) : null;
}

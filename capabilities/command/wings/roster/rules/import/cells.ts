import { type Instant, instantOf, type LocalClock } from "@cordon/kernel";

/** A column's name without what spreadsheets and people write differently: accents, spaces, capitals. */
export const plainName = (name: string) =>
  name
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036f\s_-]+/g, "")
    .toLowerCase();

/**
 * Reads times of the operation's wall clock, `2024-07-26 08:00` or `26/07/2024 08:00`; one may name its offset. Keeps what it read: a roster has few
 * times and says each of them thousands of times.
 */
export function momentsOf(clock: LocalClock): (text: string) => ReturnType<typeof momentIn> {
  const known = new Map<string, ReturnType<typeof momentIn>>();
  return (text) => {
    const read = known.get(text) ?? momentIn(text, clock);
    known.set(text, read);
    return read;
  };
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{1,2}):(\d{2})(?::00(?:\.000)?)?\s*(Z|[+-]\d{2}:\d{2})?$/;
const EUROPEAN = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4}) (\d{1,2}):(\d{2})(?::00)?$/;

function momentIn(text: string, clock: LocalClock): { readonly at: Instant } | "time" | "never" | "twice" {
  const iso = ISO.exec(text);
  const european = EUROPEAN.exec(text);
  const [year, month, day, hour, minute] =
    iso === null ? [european?.[3], european?.[2], european?.[1], european?.[4], european?.[5]] : iso.slice(1, 6);
  const two = (part: string | undefined) => (part ?? "").padStart(2, "0");
  const local = `${year ?? ""}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
  const wall = Date.parse(`${local.replace(" ", "T")}:00.000Z`);
  // A machine reads the 31st of February as the 2nd of March, and 24:00 as the day after.
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 16).replace("T", " ") !== local) return "time";
  const offset = iso?.[6];
  if (offset !== undefined) {
    const ms = Date.parse(`${local.replace(" ", "T")}:00.000${offset}`);
    return Number.isNaN(ms) ? "time" : { at: instantOf(ms) };
  }
  const [at, again] = clock.momentsOf(local);
  if (at === undefined) return "never";
  return again === undefined ? { at } : "twice";
}

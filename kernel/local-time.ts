/** Local time of one place and its rules for summer and winter: IANA's, as the machine knows them. */
export interface LocalTime {
  /** What to add to UTC, in milliseconds. @param ms since 1970, UTC */
  offsetAt(ms: number): number;
  /**
   * The moment a local clock shows a time, in milliseconds since 1970. As RFC 5545, section 3.3.5: a time that occurs twice is its first
   * occurrence, one that is skipped is read with the offset before the gap.
   * @param day days since 1970 of the local calendar
   * @param minute after its midnight; 1440 is the next one
   */
  instantOf(day: number, minute: number): number;
}

const QUARTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
/** Offsets change at full quarters of an hour; asking the machine for one costs microseconds, so they are kept. */
const MOST_KEPT = 5_000;

const UTC: LocalTime = { offsetAt: () => 0, instantOf: (day, minute) => day * DAY_MS + minute * 60_000 };
const known = new Map<string, LocalTime>();

/** @param timeZone IANA name; one that nobody knows is UTC, so that rules stay total (publishing refuses it). */
export function localTimeOf(timeZone: string): LocalTime {
  const kept = known.get(timeZone);
  if (kept !== undefined) return kept;
  const format = formatIn(timeZone);
  const localTime = format === null ? UTC : localTimeBy(format);
  // A few names are ever used; whoever tries out a thousand gets them computed again.
  if (known.size > 50) known.clear();
  known.set(timeZone, localTime);
  return localTime;
}

export function isTimeZone(timeZone: string): boolean {
  return formatIn(timeZone) !== null;
}

function formatIn(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
      era: "short",
    });
  } catch (error) {
    // The only way to ask whether a name is known is to use it.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function localTimeBy(format: Intl.DateTimeFormat): LocalTime {
  const kept = new Map<number, number>();
  let lastQuarter = Number.NaN;
  let lastOffset = 0;

  function offsetAt(ms: number): number {
    const quarter = Math.floor(ms / QUARTER_MS);
    if (quarter === lastQuarter) return lastOffset;
    let offset = kept.get(quarter);
    if (offset === undefined) {
      if (kept.size >= MOST_KEPT) kept.clear();
      offset = offsetBy(format, quarter * QUARTER_MS);
      kept.set(quarter, offset);
    }
    lastQuarter = quarter;
    lastOffset = offset;
    return offset;
  }

  return {
    offsetAt,
    instantOf(day, minute) {
      const local = day * DAY_MS + minute * 60_000;
      // The offset before a change serves a skipped time, and the first occurrence of one that comes twice.
      const before = offsetAt(local - DAY_MS);
      const after = offsetAt(local + DAY_MS);
      if (before === after || offsetAt(local - before) === before) return local - before;
      return offsetAt(local - after) === after ? local - after : local - before;
    },
  };
}

function offsetBy(format: Intl.DateTimeFormat, ms: number): number {
  const field: Record<string, number> = {};
  let isBeforeChrist = false;
  for (const { type, value } of format.formatToParts(ms)) {
    if (type === "era") isBeforeChrist = value !== "AD" && value !== "A";
    else if (type !== "literal") field[type] = Number(value);
  }
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = field;
  const local = new Date(0);
  local.setUTCFullYear(isBeforeChrist ? 1 - year : year, month - 1, day);
  local.setUTCHours(hour, minute, second);
  return local.getTime() - Math.floor(ms / 1000) * 1000;
}

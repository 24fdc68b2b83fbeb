import type { Language } from "./language.ts";

/** Paris, until the operation says where it is. */
export const DEFAULT_TIME_ZONE = "Europe/Paris";

const TAG: Record<Language, string> = { en: "en-GB", fr: "fr-FR" };
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * How numbers, times and distances are written: in the person's language, in the operation's time zone, 24 hours.
 * Times are milliseconds since 1970 or an ISO instant.
 */
export interface Format {
  /** `20:14:07` today, `25 Jul 20:14:07` on any other day. */
  readonly time: (at: Moment, nowMs: number) => string;
  /** `20:14` today, `25 Jul 20:14` on any other day. */
  readonly shortTime: (at: Moment, nowMs: number) => string;
  /** `20:14:07`, whatever the day. */
  readonly clock: (at: Moment) => string;
  /** `Friday 26 July 2024`. */
  readonly date: (at: Moment) => string;
  /** `12 s ago`; an hour or older, the time itself. A moment ahead of the clock is written as its time. */
  readonly age: (at: Moment, nowMs: number) => string;
  /** `00:42`, `1:02:03`. */
  readonly duration: (seconds: number) => string;
  /** `48,212`, `0.87`. */
  readonly number: (value: number, digits?: number) => string;
  /** `87 %`. */
  readonly percent: (share: number) => string;
  /** `240 m`, `1.2 km`. */
  readonly distance: (metres: number) => string;
  /** `48.85833° N, 2.29449° E`. */
  readonly position: (lon: number, lat: number) => string;
}

export type Moment = number | string;

const made = new Map<string, Format>();

/** {@link createFormat}, made once: it takes a slow phone milliseconds, and everything on a screen that says a time asks for it. */
export function formatOf(language: Language, timeZone: string): Format {
  const key = `${language} ${timeZone}`;
  const format = made.get(key) ?? createFormat(language, timeZone);
  made.set(key, format);
  return format;
}

export function createFormat(language: Language, timeZone: string = DEFAULT_TIME_ZONE): Format {
  const tag = TAG[language];
  const hms = new Intl.DateTimeFormat(tag, {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const hm = new Intl.DateTimeFormat(tag, { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const dayMonth = new Intl.DateTimeFormat(tag, { timeZone, day: "numeric", month: "short" });
  const day = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const full = new Intl.DateTimeFormat(tag, {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  const numbers = new Map<number, Intl.NumberFormat>();
  const percent = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 0 });

  const ms = (at: Moment) => (typeof at === "number" ? at : Date.parse(at));
  const withDay = (text: string, at: Moment, nowMs: number) =>
    day.format(ms(at)) === day.format(nowMs) ? text : `${dayMonth.format(ms(at))} ${text}`;
  const time = (at: Moment, nowMs: number) => withDay(hms.format(ms(at)), at, nowMs);

  return {
    time,
    shortTime: (at, nowMs) => withDay(hm.format(ms(at)), at, nowMs),
    clock: (at) => hms.format(ms(at)),
    date: (at) => full.format(ms(at)),
    age: (at, nowMs) => {
      const since = nowMs - ms(at);
      if (since >= HOUR_MS || since < -SECOND_MS) return time(at, nowMs);
      const elapsed =
        since < MINUTE_MS ? `${Math.max(0, Math.floor(since / SECOND_MS))} s` : `${Math.floor(since / MINUTE_MS)} min`;
      return language === "fr" ? `il y a ${elapsed}` : `${elapsed} ago`;
    },
    duration: (seconds) => {
      const whole = Math.max(0, Math.floor(seconds));
      const two = (value: number) => String(value).padStart(2, "0");
      const hours = Math.floor(whole / 3600);
      const rest = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
      return hours > 0 ? `${hours}:${rest}` : rest;
    },
    number: (value, digits = 0) => {
      const known = numbers.get(digits);
      const number =
        known ?? new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits });
      if (known === undefined) numbers.set(digits, number);
      return number.format(value);
    },
    percent: (share) => percent.format(share),
    distance: (metres) =>
      metres < 1000
        ? new Intl.NumberFormat(tag, { style: "unit", unit: "meter", maximumFractionDigits: 0 }).format(
            metres < 100 ? metres : Math.round(metres / 10) * 10,
          )
        : new Intl.NumberFormat(tag, { style: "unit", unit: "kilometer", maximumFractionDigits: 1 }).format(
            metres / 1000,
          ),
    position: (lon, lat) => {
      const degrees = new Intl.NumberFormat(tag, { minimumFractionDigits: 5, maximumFractionDigits: 5 });
      const west = language === "fr" ? "O" : "W";
      return `${degrees.format(Math.abs(lat))}° ${lat < 0 ? "S" : "N"}, ${degrees.format(Math.abs(lon))}° ${lon < 0 ? west : "E"}`;
    },
  };
}

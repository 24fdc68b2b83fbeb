import type { Instant } from "@cordon/kernel";
import type { AskedMeans, Kind } from "../asked.ts";
import type { NotForThem } from "../view.ts";

/** What the page says. Moments that go into its sentences are said already, by `time` or `moment`. */
export interface Words {
  readonly title: string;
  readonly other: string;
  readonly lead: string;
  readonly whoAreYou: string;
  readonly kinds: Readonly<Record<Kind, { readonly name: string; readonly hint: string }>>;
  readonly how: string;
  readonly means: Readonly<Record<AskedMeans, string>>;
  readonly zones: string;
  readonly zoneShown: (zone: string) => string;
  readonly allZones: string;
  readonly gate: (code: string) => string;
  readonly shortest: string;
  readonly open: (until: string | null) => string;
  readonly closed: (opensAt: string | null) => string;
  readonly notChecking: string;
  readonly notForThem: (because: NotForThem, kind: Kind, opensAt: string | null) => string;
  readonly wait: string;
  readonly waitMinutes: (minutes: number) => string;
  readonly waitLongest: string;
  readonly noWait: string;
  readonly waitUnknown: string;
  readonly asOf: (moment: string) => string;
  readonly old: string;
  readonly today: string;
  readonly allDay: string;
  readonly closedToday: string;
  readonly from: (moment: string) => string;
  readonly until: (moment: string) => string;
  readonly nearest: (gate: string, metres: string, towards: string, minutes: number | null) => string;
  /** From north, clockwise, by eighths. */
  readonly towards: readonly [string, string, string, string, string, string, string, string];
  readonly noneOpen: string;
  readonly noGates: string;
  readonly bring: string;
  /** Between two things. */
  readonly andBring: string;
  readonly orBring: string;
  readonly bringPass: string;
  readonly bringVehiclePass: string;
  readonly bringTicket: string;
  readonly bringIdFrom: (age: number) => string;
  /** A whole sentence. */
  readonly bringNothing: string;
  readonly cannotEnter: string;
  readonly noRules: { readonly title: string; readonly hint: string };
  readonly coming: (moment: string) => { readonly title: string; readonly hint: string };
  readonly over: (moment: string) => { readonly title: string; readonly hint: string };
  /** Rules in force that name no zone. */
  readonly empty: { readonly title: string; readonly hint: string };
  readonly notFound: { readonly title: string; readonly hint: string };
  readonly unavailable: { readonly title: string; readonly hint: string };
  readonly startAgain: string;
  readonly tryAgain: string;
  readonly pageAsOf: (moment: string) => string;
  readonly reload: string;
  readonly pageOld: string;
  readonly gateDecides: string;
  readonly nothingKept: string;
  readonly machine: string;
  readonly metres: (metres: number) => string;
  readonly time: (at: Instant, timeZone: string) => string;
  /** A moment, with its date when that is not today. */
  readonly moment: (at: Instant, now: Instant, timeZone: string) => string;
}

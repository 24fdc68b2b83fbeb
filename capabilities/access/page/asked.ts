import { type Means, ZoneCode } from "../words.ts";

export type Language = "fr" | "en";

/** Who asks, as they would say it of themselves. */
export const KINDS = ["resident", "visitor", "ticket", "delivery"] as const;
export type Kind = (typeof KINDS)[number];

/** How each may come; the first is what is asked about when nothing is said. */
export const MEANS_OF = {
  resident: ["foot", "bicycle", "two-wheeler", "car"],
  visitor: ["foot", "bicycle", "two-wheeler", "car"],
  ticket: ["foot", "bicycle"],
  delivery: ["van", "lorry", "car", "two-wheeler", "bicycle"],
} as const satisfies Readonly<Record<Kind, readonly [Means, ...Means[]]>>;
export type AskedMeans = (typeof MEANS_OF)[Kind][number];

/** Somebody with this kind of pass (a ticket holder: with a ticket), coming like this. */
export interface Visitor {
  readonly kind: Kind;
  readonly means: AskedMeans;
}

/** What an address below `/which-gate` asks for. */
export type Asked =
  | { readonly is: "unsaid-language" }
  | { readonly is: "start"; readonly language: Language }
  | {
      readonly is: "gates";
      /** `json`: for machines, in both languages. */
      readonly form: Language | "json";
      readonly visitor: Visitor;
      /** Null: all zones. */
      readonly zone: ZoneCode | null;
    };

export const PAGE_PATH = "/which-gate";

/**
 * `` | `en` | `en/resident` | `en/resident/car` | `en/resident/car/G1`, and the same for machines as `resident/car/G1.json`.
 * Null: no such address. The words in addresses are the same in both languages, so that only the language changes when it is changed.
 */
export function askedBy(below: string): Asked | null {
  const path = below.replace(/\/$/, "");
  if (path === "") return { is: "unsaid-language" };
  const [first = "", ...others] = path.split("/");
  if (first === "fr" || first === "en") {
    if (others.length === 0) return { is: "start", language: first };
    return gatesAsked(first, others);
  }
  return path.endsWith(".json") ? gatesAsked("json", path.slice(0, -".json".length).split("/")) : null;
}

function gatesAsked(form: Language | "json", parts: readonly string[]): Asked | null {
  const [kindSaid = "", meansSaid, zoneSaid, ...more] = parts;
  const kind = KINDS.find((one) => one === kindSaid);
  if (kind === undefined || more.length > 0) return null;
  const offered: readonly AskedMeans[] = MEANS_OF[kind];
  const means = meansSaid === undefined ? MEANS_OF[kind][0] : offered.find((one) => one === meansSaid);
  if (means === undefined) return null;
  const visitor = { kind, means };
  if (zoneSaid === undefined) return { is: "gates", form, visitor, zone: null };
  const zone = ZoneCode.safeParse(zoneSaid);
  return zone.success ? { is: "gates", form, visitor, zone: zone.data } : null;
}

export function pathOf(language: Language, visitor: Visitor | null = null, zone: ZoneCode | null = null): string {
  const start = `${PAGE_PATH}/${language}`;
  return visitor === null ? start : `${start}/${visitorPath(visitor, zone)}`;
}

export function jsonPathOf(visitor: Visitor, zone: ZoneCode | null): string {
  return `${PAGE_PATH}/${visitorPath(visitor, zone)}.json`;
}

function visitorPath({ kind, means }: Visitor, zone: ZoneCode | null): string {
  return [kind, means, ...(zone === null ? [] : [zone])].join("/");
}

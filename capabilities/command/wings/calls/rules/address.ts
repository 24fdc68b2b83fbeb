/** One row of the Base Adresse Nationale, checked. `number` is the house number, `suffix` what follows it (`bis`, `a`), else empty. */
export interface Address {
  readonly id: string;
  readonly number: number;
  readonly suffix: string;
  readonly street: string;
  readonly postcode: string;
  readonly town: string;
  readonly lon: number;
  readonly lat: number;
}

interface RowFault {
  readonly fault: string;
}

/** The columns of the Base Adresse Nationale that are read (adresse.data.gouv.fr, CSV "format BAN"); others are passed over. */
const BAN_COLUMNS = ["id", "numero", "rep", "nom_voie", "code_postal", "nom_commune", "lon", "lat"] as const;
export type BanColumn = (typeof BAN_COLUMNS)[number];
export type BanRow = Readonly<Partial<Record<BanColumn, string>>>;

const CONTROL = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/** A row as an address, or in plain words what is wrong with it. */
export function addressOf(row: BanRow): Address | RowFault {
  const text = (column: BanColumn) => (row[column] ?? "").trim();
  for (const column of BAN_COLUMNS)
    if (CONTROL.test(text(column))) return { fault: `${column} has control characters` };
  const needed = ["id", "numero", "nom_voie", "code_postal", "nom_commune", "lon", "lat"] as const;
  const missing = needed.find((column) => text(column) === "");
  if (missing !== undefined) return { fault: `${missing} is empty` };
  const number = text("numero");
  if (!/^\d{1,5}$/.test(number)) return { fault: "numero is not a house number" };
  if (text("nom_voie").length > 100) return { fault: "nom_voie is longer than 100 characters" };
  if (text("nom_commune").length > 60) return { fault: "nom_commune is longer than 60 characters" };
  if (text("id").length > 60) return { fault: "id is longer than 60 characters" };
  if (!/^[0-9AB]{5}$/i.test(text("code_postal"))) return { fault: "code_postal has not five characters" };
  if (!/^[\p{L}\d]{0,8}$/u.test(text("rep"))) return { fault: "rep is not a suffix such as bis" };
  const [lon, lat] = [degrees(text("lon"), 180), degrees(text("lat"), 90)];
  if (lon === null) return { fault: "lon is not a longitude" };
  if (lat === null) return { fault: "lat is not a latitude" };
  return {
    id: text("id"),
    number: Number(number),
    suffix: text("rep").toLowerCase(),
    street: text("nom_voie"),
    postcode: text("code_postal").toUpperCase(),
    town: text("nom_commune"),
    lon,
    lat,
  };
}

function degrees(text: string, most: number): number | null {
  if (!/^-?\d{1,3}(\.\d{1,15})?$/.test(text)) return null;
  const value = Number(text);
  return Math.abs(value) <= most ? value : null;
}

export function addressLine(of: Omit<Address, "id" | "lon" | "lat">): string {
  const suffix = of.suffix === "" ? "" : ` ${of.suffix}`;
  return `${of.number}${suffix} ${of.street}, ${of.postcode} ${of.town}`.slice(0, 160);
}

/** What somebody typed, taken apart: `12 bis r. de Rivoli 75004` is number 12, suffix `bis`, the street and its postcode. */
export interface AddressAsked {
  readonly number: number | null;
  readonly suffix: string;
  readonly postcode: string | null;
  /** The rest with its abbreviations written out. */
  readonly words: string;
  /** The same without the words that half of all streets have. */
  readonly core: string;
}

const SHORT: Readonly<Record<string, string>> = {
  all: "allee",
  av: "avenue",
  ave: "avenue",
  bd: "boulevard",
  bld: "boulevard",
  blvd: "boulevard",
  bvd: "boulevard",
  ch: "chemin",
  che: "chemin",
  fbg: "faubourg",
  fg: "faubourg",
  gal: "general",
  imp: "impasse",
  mal: "marechal",
  pass: "passage",
  pl: "place",
  pt: "pont",
  qu: "quai",
  r: "rue",
  rte: "route",
  sq: "square",
  st: "saint",
  ste: "sainte",
};
const COMMON = new Set(
  "allee avenue boulevard chemin cour cours impasse passage place quai route rue square villa d de des du en et l la le les aux au".split(
    " ",
  ),
);

const SUFFIXES = new Set(["bis", "ter", "quater", "quinquies"]);

/** Lower case, without accents, one space between words: how a name is looked for. */
export function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/ß/g, "ss")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

export function addressAsked(text: string): AddressAsked {
  const words = plain(text.slice(0, 200)).split(" ").filter(Boolean);
  let number: number | null = null;
  let suffix = "";
  const first = words[0];
  const numbered = first === undefined ? null : /^(\d{1,4})([a-z]{0,1})$/.exec(first);
  if (numbered?.[1] !== undefined) {
    number = Number(numbered[1]);
    suffix = numbered[2] ?? "";
    words.shift();
    const next = words[0];
    if (next !== undefined && SUFFIXES.has(next)) {
      suffix = next;
      words.shift();
    }
  }
  let postcode: string | null = null;
  const rest = words.flatMap((word, at) => {
    if (postcode === null && /^\d{5}$/.test(word) && (at > 0 || number !== null)) {
      postcode = word;
      return [];
    }
    return [SHORT[word] ?? word];
  });
  const core = rest.filter((word) => !COMMON.has(word));
  return { number, suffix, postcode, words: rest.join(" "), core: (core.length > 0 ? core : rest).join(" ") };
}

/**
 * Every colour Cordon shows, once for each theme. Greys are neutral because grey is "as planned" (ISA-101); the three
 * signal tones come from the Okabe-Ito palette, which stays apart for every common kind of colour blindness, and are
 * only ever used beside a shape and a word.
 */
export interface Tokens {
  /** Behind everything: the map's ground and the page. */
  readonly ground: string;
  /** A panel on the ground, and what is raised from or sunk into a panel. */
  readonly panel: string;
  readonly raised: string;
  readonly sunken: string;
  readonly hover: string;
  /** A line that separates, and one that bounds a control (3:1 against the panel, WCAG 1.4.11). */
  readonly line: string;
  readonly controlLine: string;
  readonly text: string;
  readonly dimmed: string;
  /** What can be clicked: as text, as a filled control, and what is written on the fill. */
  readonly accent: string;
  readonly accentFill: string;
  readonly onAccentFill: string;
  /** The selected row. */
  readonly accentSoft: string;
  readonly tones: Readonly<Record<Tone, ToneTokens>>;
  readonly map: MapTokens;
}

/** How much a thing asks for a human: nothing, knowing, looking, acting. */
export type Tone = "calm" | "notice" | "attention" | "urgent";
export const TONES: readonly Tone[] = ["calm", "notice", "attention", "urgent"];

export interface ToneTokens {
  /** Text and shapes on a panel. */
  readonly text: string;
  /** A filled badge, and what is written on it. */
  readonly fill: string;
  readonly onFill: string;
  /** A tinted surface that carries ordinary text. */
  readonly soft: string;
}

export interface MapTokens {
  readonly water: string;
  readonly waterLine: string;
  readonly structure: string;
  readonly label: string;
  readonly labelHalo: string;
  readonly unit: string;
  readonly unitLine: string;
  readonly camera: string;
  readonly gate: string;
  readonly zones: Readonly<Record<Regime, string>>;
  /** Of what is drawn for others; always beside its frame. */
  readonly affiliations: Readonly<Record<Affiliation, string>>;
}

/** Whose something on the map is, in the sense of MIL-STD-2525 and APP-6. */
export type Affiliation = "friend" | "hostile" | "neutral" | "unknown";
export const AFFILIATIONS: readonly Affiliation[] = ["friend", "hostile", "neutral", "unknown"];

/** The access regime of a zone, as the order that creates it names them. */
export type Regime = "grey" | "red" | "blue" | "black" | "forbidden" | "other";
export const REGIMES: readonly Regime[] = ["grey", "red", "blue", "black", "forbidden", "other"];

/** Low luminance, no pure white: for twelve hours in a dark truck. */
export const night: Tokens = {
  ground: "#0e1012",
  panel: "#16191c",
  raised: "#1e2226",
  sunken: "#111417",
  hover: "#242a2f",
  line: "#2a3035",
  controlLine: "#747d86",
  text: "#cfd4d9",
  dimmed: "#98a1aa",
  accent: "#a9a2f5",
  accentFill: "#8d84ea",
  onAccentFill: "#0c0d10",
  accentSoft: "#25243a",
  tones: {
    calm: { text: "#a7b0b8", fill: "#3a4249", onFill: "#dde1e5", soft: "#1e2226" },
    notice: { text: "#62b8e8", fill: "#56b4e9", onFill: "#081219", soft: "#14242e" },
    attention: { text: "#e9a426", fill: "#e69f00", onFill: "#140d00", soft: "#2b2110" },
    urgent: { text: "#f08455", fill: "#e8703a", onFill: "#140600", soft: "#311a10" },
  },
  map: {
    water: "#16212a",
    waterLine: "#2c3f4d",
    structure: "#3a4147",
    label: "#b4bcc4",
    labelHalo: "#0e1012",
    unit: "#c3cad1",
    unitLine: "#0e1012",
    camera: "#8b95a0",
    gate: "#a7b0b8",
    zones: {
      grey: "#8a929a",
      red: "#a8685c",
      blue: "#5f7fa6",
      black: "#c9ced3",
      forbidden: "#b98a52",
      other: "#6d757d",
    },
    affiliations: { friend: "#6ab0e8", hostile: "#ef7a6d", neutral: "#6cc48f", unknown: "#dccb5a" },
  },
};

/** Readable in the sun: dark text on light grey, nothing that depends on a faint tint. */
export const day: Tokens = {
  ground: "#e9ebed",
  panel: "#fbfbfc",
  raised: "#f1f3f4",
  sunken: "#eceef0",
  hover: "#e4e7ea",
  line: "#d3d8dc",
  controlLine: "#7b848d",
  text: "#16191c",
  dimmed: "#4c555e",
  accent: "#463ab0",
  accentFill: "#4a3fb5",
  onAccentFill: "#ffffff",
  accentSoft: "#e6e4f8",
  tones: {
    calm: { text: "#4c555e", fill: "#d9dde1", onFill: "#1c2024", soft: "#f1f3f4" },
    notice: { text: "#075e8f", fill: "#56b4e9", onFill: "#05131c", soft: "#dceef9" },
    attention: { text: "#7a4c00", fill: "#e69f00", onFill: "#1a1100", soft: "#fbecce" },
    urgent: { text: "#a53a00", fill: "#c84f08", onFill: "#ffffff", soft: "#fbe2d6" },
  },
  map: {
    water: "#c9d9e4",
    waterLine: "#8fabbd",
    structure: "#b5bcc3",
    label: "#23282d",
    labelHalo: "#f7f8f9",
    unit: "#23282d",
    unitLine: "#ffffff",
    camera: "#4c555e",
    gate: "#343a40",
    zones: {
      grey: "#5d666e",
      red: "#9c3b2c",
      blue: "#2f5f98",
      black: "#101214",
      forbidden: "#8a5a12",
      other: "#7b848d",
    },
    affiliations: { friend: "#0b5a94", hostile: "#b02318", neutral: "#1d6b3d", unknown: "#6f5a00" },
  },
};

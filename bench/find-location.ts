import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { freePort, registerUnits } from "./live.ts";
import type { Measurement } from "./measurement.ts";
import { mulberry, percentile } from "./numbers.ts";
import { rehearsalCookie, startAndWait } from "./running-server.ts";

const UNITS = 63_000;
const STREETS = 6_500;
const HOUSES = 16;
const QUESTIONS = 600;
/** The plain scan takes so long that a few dozen say what it costs. */
const SCANS = 20;
const SLICE = 500;
const TYPES = ["Rue", "Avenue", "Boulevard", "Place", "Quai", "Impasse", "Passage", "Allée"];
const LINKS = ["de", "du", "des", "de la", "Saint", ""];
const SYLLABLES =
  "ri vo li mont mar tre char len ton pas teur bel vil le cha tel gre nel ba sti lle or len bour gog".split(" ");
const Found = z.object({ locations: z.array(z.looseObject({ what: z.string(), address: z.string().optional() })) });

/**
 * Where somebody means, asked over HTTP as it is typed, among 104,000 addresses and the call signs of 63,000 units: whole lines, their beginnings, slips
 * of the finger and call signs. The reference is what can be done without an index: every street and call sign compared by its trigrams, in
 * this process, with no way over the network.
 */
export async function* findLocationBench(): AsyncGenerator<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), "cordon-bench-location-"));
  try {
    const port = await freePort();
    const start = [process.execPath, "apps/server/start.ts", "--exercise", "none", "--rehearsal"];
    await using server = await startAndWait([...start, "--data", folder, "--port", String(port)], port, 60);
    const cookie = await rehearsalCookie(server.url);
    await registerUnits(server.url, cookie, UNITS);
    const streets = streetsOf(mulberry(11));
    await takeAddresses(server.url, cookie, streets);
    const questions = Array.from({ length: QUESTIONS }, questionOf(mulberry(12), streets));
    const times: number[] = [];
    let right = 0;
    for (const { text, means } of questions) {
      const began = performance.now();
      const { locations } = await find(server.url, cookie, text);
      times.push(performance.now() - began);
      if (means === null || locations.some(({ address }) => address?.startsWith(means) === true)) right++;
    }
    const names = [...streets, ...Array.from({ length: UNITS }, (_, unit) => `B${unit}`)].map(trigramsOf);
    const scans = questions.slice(0, SCANS).map(({ text }) => {
      const began = performance.now();
      const asked = trigramsOf(text);
      let best = 0;
      for (const name of names) best = Math.max(best, [...asked].filter((each) => name.has(each)).length);
      return performance.now() - began;
    });
    const [ours, reference] = [percentile(times, 0.99), percentile(scans, 0.5)];
    yield {
      ...{ bench: "find-location", metric: "find-location-p99", value: ours, unit: "ms", target: 100 },
      reference: { what: "every name compared by its trigrams in this process; the middle one", value: reference },
      ratio: ours / reference,
    };
    const share = right / questions.length;
    yield {
      ...{ bench: "find-location", metric: "meant-is-among-found", value: share, unit: "of 1", target: 0.98 },
      reference: { what: "all", value: 1 },
      ratio: share,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function streetsOf(random: () => number): readonly string[] {
  const one = <Item>(of: readonly Item[]): Item | undefined => of[Math.floor(random() * of.length)];
  const names = new Set<string>();
  while (names.size < STREETS) {
    const word = Array.from({ length: 2 + Math.floor(random() * 3) }, () => one(SYLLABLES)).join("");
    const name = [one(TYPES), one(LINKS), word.charAt(0).toUpperCase() + word.slice(1)].filter((part) => part !== "");
    names.add(name.join(" "));
  }
  return [...names];
}

async function takeAddresses(url: string, cookie: string, streets: readonly string[]): Promise<void> {
  const rows = streets.flatMap((nom_voie, street) =>
    Array.from({ length: HOUSES }, (_, house) => ({
      ...{ id: `${street}-${house}`, numero: String(house * 2 + 1), rep: "", nom_voie, nom_commune: "Paris" },
      code_postal: `750${String(1 + (street % 20)).padStart(2, "0")}`,
      ...{ lon: (2.25 + (street % 100) / 600).toFixed(6), lat: (48.82 + Math.floor(street / 100) / 800).toFixed(6) },
    })),
  );
  for (let first = 0; first < rows.length; first += SLICE) {
    const response = await fetch(`${url}/api/command/import-addresses`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ rows: rows.slice(first, first + SLICE) }),
    });
    if (!response.ok) throw new Error(`addresses could not be imported: ${await response.text()}`);
  }
}

interface Question {
  readonly text: string;
  /** How the address begins that must be among what is found; null where many would do. */
  readonly means: string | null;
}

function questionOf(random: () => number, streets: readonly string[]): () => Question {
  return () => {
    const street = streets[Math.floor(random() * streets.length)] ?? "";
    const number = 1 + 2 * Math.floor(random() * HOUSES);
    const line = `${number} ${street}`;
    const asks = random();
    if (asks < 0.25) return { text: line, means: line };
    // As it is typed: a few letters, then more.
    if (asks < 0.5) return { text: line.slice(0, 5 + Math.floor(random() * line.length)), means: null };
    if (asks < 0.75) {
      const at = line.length - 2 - Math.floor(random() * 3);
      return { text: line.slice(0, at) + line.slice(at + 1), means: null };
    }
    return { text: `B${Math.floor(random() * UNITS)}`.slice(0, 2 + Math.floor(random() * 5)), means: null };
  };
}

async function find(url: string, cookie: string, text: string): Promise<z.infer<typeof Found>> {
  const input = encodeURIComponent(JSON.stringify({ text }));
  const response = await fetch(`${url}/api/command/find-location?input=${input}`, { headers: { cookie } });
  if (!response.ok) throw new Error(`${text}: ${await response.text()}`);
  return Found.parse(await response.json());
}

function trigramsOf(text: string): ReadonlySet<string> {
  const padded = `  ${text.toLowerCase()} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)));
}

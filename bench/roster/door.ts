import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PostRequired, ShiftPlanned } from "@cordon/command/roster/words";
import { ContingentRegistered, instantOf, type NewEntry, PlaceDrawn, UnitRegistered } from "@cordon/kernel";
import type { RunningServer } from "@cordon/server";
import { z } from "zod";
import { type Measurement, median } from "../measurement.ts";
import { mulberry, percentile } from "../numbers.ts";
import { serverOn, write } from "../own-server.ts";
import { rehearsalCookie } from "../running-server.ts";
import { DAYS, generate, type Roster } from "./roster.ts";

const IN_ONE_WORK = 2000;
const HOUR_MS = 3_600_000;
const CHANGES = 100;
const Voids = z.object({ voids: z.array(z.looseObject({ from: z.string() })) });

/**
 * The roster in the journal of a server that is started on it: how long until it has said the voids of fourteen days, and how long from the answer
 * to the cancelling of a shift until the list shows the void that this leaves. The reference of the first is the server alone, until it answers at all.
 */
export async function* throughTheDoor(): AsyncGenerator<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), "cordon-bench-roster-"));
  const startMs = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
  const roster = generate(startMs);
  try {
    {
      await using server = await serverOn(folder);
      const entries = [...told(roster)];
      for (let at = 0; at < entries.length; at += IN_ONE_WORK) await write(server, entries.slice(at, at + IN_ONE_WORK));
      await server.store.pool.query("analyze");
    }
    const began = performance.now();
    await using server = await serverOn(folder);
    const up = performance.now() - began;
    const door = await doorOf(server);
    const window = { from: instantOf(startMs), until: instantOf(startMs + DAYS * 24 * HOUR_MS) };
    const voids = await until(async () => {
      const answer = await door("list-voids", { ...window, limit: 200 });
      return answer.ok && Voids.parse(answer.body).voids.length === 200;
    });
    const said = performance.now() - began;
    if (!voids) throw new Error("the server did not say the voids");
    const base = { bench: "roster-voids", unit: "ms" } as const;
    yield {
      ...{ ...base, metric: "start-to-voids-ms", value: said, target: 5000 },
      reference: { what: "the same server until it answers at all", value: up },
      ratio: said / up,
    };
    const { shown, plain } = await cancelling(door, roster);
    yield {
      ...{ ...base, metric: "change-to-list-p99-ms", value: percentile(shown, 0.99), target: 100 },
      reference: { what: "asking for the list alone, the middle one", value: median(plain) },
      ratio: percentile(shown, 0.99) / median(plain),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Cancels shifts one after the other, and asks for their post until the list shows what each leaves open. */
async function cancelling(
  door: Door,
  { posts, shifts }: Roster,
): Promise<{ shown: readonly number[]; plain: readonly number[] }> {
  const draw = mulberry(11);
  const shown: number[] = [];
  const plain: number[] = [];
  // Whoever is alone at a post for a turn that the post needs leaves a void.
  const turns = new Map<string, number>();
  const turnOf = (place: string, capability: string, until: string) => `${place} ${capability} ${until}`;
  for (const { place, capability, until: end } of shifts) {
    const turn = turnOf(place, capability, end);
    turns.set(turn, (turns.get(turn) ?? 0) + 1);
  }
  const needed = new Set(
    posts.flatMap(({ place, needs }) => needs.map((need) => turnOf(place, need.capability, need.until))),
  );
  const alone = shifts.filter((shift) => {
    const turn = turnOf(shift.place, shift.capability, shift.until);
    return turns.get(turn) === 1 && needed.has(turn) && Date.parse(shift.from) > Date.now() + HOUR_MS;
  });
  for (let change = 0; change < CHANGES; change++) {
    const [shift] = alone.splice(Math.floor(draw() * alone.length), 1);
    if (shift === undefined) throw new Error("nobody is alone at a post");
    const { place, capability, from, until: end } = shift;
    const ask = async () => {
      const began = performance.now();
      const answer = await door("list-voids", { places: [place], capability, from, until: end });
      plain.push(performance.now() - began);
      if (!answer.ok) throw new Error(JSON.stringify(answer.body));
      return JSON.stringify(answer.body);
    };
    const before = await ask();
    const cancelled = await door("cancel-shifts", { shifts: [shift.id], because: "needed elsewhere" });
    if (!cancelled.ok) throw new Error(JSON.stringify(cancelled.body));
    const began = performance.now();
    if (!(await until(async () => (await ask()) !== before))) throw new Error("the list does not show the void");
    shown.push(performance.now() - began);
  }
  return { shown, plain };
}

type Door = (name: string, input: object) => Promise<{ readonly ok: boolean; readonly body: unknown }>;

async function doorOf(server: RunningServer): Promise<Door> {
  const cookie = await rehearsalCookie(server.url);
  return async (name, input) => {
    const asks = name.startsWith("list-");
    const url = `${server.url}/api/command/${name}`;
    const response = asks
      ? await fetch(`${url}?${new URLSearchParams({ input: JSON.stringify(input) })}`, { headers: { cookie } })
      : await fetch(url, {
          method: "POST",
          headers: { cookie, "content-type": "application/json", origin: server.url },
          body: JSON.stringify(input),
        });
    return { ok: response.ok, body: await response.json() };
  };
}

async function until(holds: () => Promise<boolean>, withinMs = 60_000): Promise<boolean> {
  const giveUp = performance.now() + withinMs;
  while (performance.now() < giveUp) if (await holds()) return true;
  return false;
}

function* told({ contingent, posts, units, shifts }: Roster): Generator<NewEntry> {
  yield ContingentRegistered.of({ id: contingent, reference: "C", name: "C", nation: "FR", languages: ["fr"] });
  for (const [at, { id, capability, strength }] of units.entries())
    yield UnitRegistered.of({ id, callSign: `U${at}`, kind: capability, contingent, strength, track: at + 1 });
  for (const [at, { place, at: where, needs }] of posts.entries()) {
    const named = { reference: `Q-${at}`, kind: "post", name: { fr: `Poste ${at}`, en: `Post ${at}` } } as const;
    const shape = { type: "Point", coordinates: where } as const;
    yield PlaceDrawn.of({ id: place, ...named, shape, regime: null });
    yield PostRequired.of({ place, requirements: needs });
  }
  for (const { id, unit, contingent: of, place, capability, from, until: end, override } of shifts)
    yield ShiftPlanned.of({ id, unit, contingent: of, place, capability, from, until: end, override });
}

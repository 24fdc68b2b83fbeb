/** Readers of positions that are already metres (or centimetres) on the ground: OpenTraj's `obsmat.txt` and PedPy's tables. */
import type { Sample, Walks } from "./sampled.ts";

/** ETH and UCY: frame, person, x, height, y, then velocities; columns between blanks. */
export function readObsmat(text: string): Walks {
  return gathered(text, ([frame = 0, person = 0, x = 0, , y = 0]) => [person, [frame, x, y]]);
}

/** PedPy: person, frame, x, y, z; comments begin with `#`. @param perMetre 100 for a table in centimetres */
export function readPedpy(text: string, perMetre: number): Walks {
  return gathered(text, ([person = 0, frame = 0, x = 0, y = 0]) => [person, [frame, x / perMetre, y / perMetre]]);
}

function gathered(text: string, take: (row: readonly number[]) => readonly [number, Sample]): Walks {
  const walks = new Map<number, Sample[]>();
  for (const line of text.split("\n")) {
    const plain = line.trim();
    if (plain === "" || plain.startsWith("#")) continue;
    const row = plain.split(/\s+/).map(Number);
    if (row.length < 4 || !row.every(Number.isFinite)) throw new Error(`no row of positions: ${plain.slice(0, 60)}`);
    const [person, sample] = take(row);
    const samples = walks.get(person);
    if (samples) samples.push(sample);
    else walks.set(person, [sample]);
  }
  for (const samples of walks.values()) samples.sort((a, b) => a[0] - b[0]);
  return walks;
}

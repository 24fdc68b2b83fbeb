import { DeviceSite, newId } from "@cordon/ground";
import { type Actor, DeviceId, isRefusal, type NewEntry, PassNumber, PlaceId, type Refusal } from "@cordon/kernel";
import { afterAll, beforeAll, expect, it } from "vitest";
import { scanTraffic } from "./scan-traffic.ts";
import { ago, type Gates, openGates, scanAt } from "./testing/gates.ts";
import { operator } from "./testing/standing.ts";
import { type Scan, Scanned, type Verdict } from "./words.ts";

let gates: Gates;
beforeAll(async () => {
  gates = await openGates();
});
afterAll(() => gates[Symbol.asyncDispose]());

const admitted = { is: "admit-with-id-check", identity: null } as const;
const node = { device: newId(DeviceId), site: DeviceSite.parse("trocadero") };

/** What the centre makes of it when the node of the gate's site tells of a scan. */
async function heard(scan: Scan, verdict: Verdict): Promise<readonly NewEntry[] | Refusal> {
  const upward = scanTraffic.up.find(({ kind }) => kind === Scanned.kind);
  if (upward === undefined) throw new Error("scans are not taken");
  const device: Actor = { kind: "device", id: gates.first.device };
  const data = { scan, device, zone: "G1", verdict, double: false, countsAt: scan.at, fromTheFuture: false };
  const received = { read: gates.room.store.read, node, mandate: null, now: ago(0) };
  const reception = await upward.receive(data, received);
  if (!reception.fits) throw new Error(reception.because);
  return reception.outcome;
}

/** The same, written down at once, as a report would. */
async function told(scan: Scan, verdict: Verdict): Promise<readonly NewEntry[]> {
  const outcome = await heard(scan, verdict);
  if (isRefusal(outcome)) throw new Error(outcome.because);
  await gates.append(...outcome);
  return outcome;
}

it("takes what says more of a scan, and nothing again that says less, as a node does that was enrolled anew", async () => {
  const scan = scanAt(gates.first.gate, PassNumber.parse(1), { found: admitted });
  const inside: Verdict = { is: "already-inside", since: ago(60), gate: gates.second.gate };
  const override = { by: PassNumber.parse(9), reason: "other", note: "" } as const;
  const tellings: readonly (readonly [Scan, Verdict])[] = [
    [scan, inside],
    [{ ...scan, standing: "acted" }, admitted],
    [{ ...scan, standing: "acted", override }, admitted],
  ];
  for (const telling of tellings) expect(await told(...telling)).toHaveLength(1);
  for (const telling of tellings) expect(await told(...telling)).toEqual([]);
  for (const telling of tellings.toReversed()) expect(await told(...telling)).toEqual([]);
});

it("lets a node say nothing more of a scan that was made at another gate than it tells of", async () => {
  const scan = scanAt(gates.first.gate, PassNumber.parse(2), { found: admitted });
  const inside: Verdict = { is: "already-inside", since: ago(60), gate: gates.second.gate };
  await told(scan, inside);
  // By the same name, at another gate: it would give the first gate's scan another end.
  const elsewhere = { ...scan, gate: gates.second.gate, standing: "acted" } as const;
  expect(await heard(elsewhere, admitted)).toMatchObject({ refused: "conflict" });
  expect(await told({ ...scan, standing: "acted" }, admitted)).toHaveLength(1);
});

it("takes what was scanned at a gate that was dropped since, and nothing of a place that never was one", async () => {
  const scan = () => scanAt(gates.second.gate, PassNumber.parse(3), { found: admitted, standing: "acted" });
  await gates.room.must("access.drop-gate", { place: gates.second.gate }, operator);
  expect(await told(scan(), admitted)).toHaveLength(1);
  expect(await heard({ ...scan(), gate: newId(PlaceId) }, admitted)).toMatchObject({ refused: "not-found" });
});

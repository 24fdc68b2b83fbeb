import { EnrolmentOffered, newId } from "@cordon/ground";
import {
  DeviceId,
  type Instant,
  instantOf,
  isRefusal,
  type NewEntry,
  type PassNumber,
  type PlaceId,
  type Principal,
  ScanId,
} from "@cordon/kernel";
import type { PassRequest, Scan, Verdict } from "../words.ts";
import { openRoom, type Room, type RoomOptions } from "./room.ts";
import { categories, gate, inDays, onFoot, operator, request, square, supervisor, zone } from "./standing.ts";

/** One zone with two gates, a device at each, passes, and a mandate in force. */
export interface Gates extends AsyncDisposable {
  readonly room: Room;
  readonly zone: PlaceId;
  readonly first: Post;
  readonly second: Post;
  issue(count: number, said?: Partial<PassRequest>): Promise<readonly PassNumber[]>;
  /** As a gate sends it: asked, in, admitted by what the gate knows. */
  scan(at: Post, pass: PassNumber | null, said?: Partial<Scan>): Scan;
  record(by: Post, ...scans: readonly Scan[]): Promise<readonly Verdict[]>;
  post(code: string, place: PlaceId): Promise<Post>;
  append(...entries: readonly NewEntry[]): Promise<void>;
}

export interface Post {
  readonly gate: PlaceId;
  readonly device: DeviceId;
  readonly by: Principal;
}

export const admin: Principal = {
  kind: "person",
  id: "p2",
  roles: ["admin", "commander"],
  contingent: null,
  unit: null,
};

export const order = {
  reference: "2024-00921",
  authority: "Préfet de police",
  legalBasis: "CSI L. 226-1",
  processings: ["pass-check" as const],
  events: [],
  purpose: "event-security",
  statement: { fr: "Contrôle des laissez-passer.", en: "Passes are checked." },
  area: {
    type: "Polygon" as const,
    coordinates: [
      [
        [2.2, 48.8],
        [2.4, 48.8],
        [2.4, 48.9],
        [2.2, 48.9],
        [2.2, 48.8],
      ] as const,
    ],
  },
  retentionDays: 3,
};

export const ago = (seconds: number): Instant => instantOf(Date.now() - seconds * 1000);

export async function openGates(
  options: RoomOptions & { readonly capacity?: number; readonly mandate?: boolean } = {},
): Promise<Gates> {
  const room = await openRoom(options);
  const drawn = await room.must(
    "access.draw-zone",
    { ...zone, shape: square, capacity: options.capacity ?? zone.capacity },
    operator,
  );
  const one = await room.must("access.draw-gate", gate, operator);
  const two = await room.must("access.draw-gate", { ...gate, code: "12", position: [2.2895, 48.866] }, operator);
  await room.must("access.draft-rules", { categories: [...categories], rules: [onFoot] }, operator);
  const valid = { from: inDays(-1), until: inDays(30) };
  await room.must("access.publish-rules", { valid, basedOn: 0 }, supervisor);
  if (options.mandate !== false)
    await room.must("mandates.grant", { ...order, period: { from: inDays(-1), until: inDays(1) } }, admin);

  async function append(...entries: readonly NewEntry[]): Promise<void> {
    const done = await room.journal.run({
      by: { kind: "system", id: "test" },
      operation: "test.append",
      decide: async () => ({ entries, output: null }),
    });
    if (isRefusal(done)) throw new Error(done.because);
  }
  async function post(label: string, place: PlaceId): Promise<Post> {
    const device = newId(DeviceId);
    const offered = {
      device,
      kind: "gate" as const,
      unit: null,
      contingent: null,
      site: null,
      label,
      until: inDays(1),
    };
    await append(EnrolmentOffered.of(offered));
    await room.must("access.post-device", { device, gate: place, lane: "A" }, operator);
    const by: Principal = { kind: "device", id: device, roles: ["gate-device"], contingent: null, unit: null };
    return { gate: place, device, by };
  }
  return {
    room,
    zone: drawn.place,
    first: await post("Gate 7", one.place),
    second: await post("Gate 12", two.place),
    post,
    append,
    async issue(count, said = {}) {
      const requests = Array.from({ length: count }, () => request(said));
      const { passes } = await room.must("access.issue-passes", { requests }, supervisor);
      return passes.map((pass) => pass.number);
    },
    scan: (at, pass, said = {}) => scanAt(at.gate, pass, said),
    async record(by, ...scans) {
      const { ruled } = await room.must("access.record-scans", { scans: [...scans] }, by.by);
      return ruled.map(({ verdict }) => verdict);
    },
    [Symbol.asyncDispose]: () => room[Symbol.asyncDispose](),
  };
}

export function scanAt(place: PlaceId, pass: PassNumber | null, said: Partial<Scan> = {}): Scan {
  return {
    id: newId(ScanId),
    gate: place,
    lane: "A",
    direction: "in",
    at: ago(0),
    source: "camera",
    means: "foot",
    pass,
    found: { is: "admit-with-id-check", identity: { initials: "AB", birthYear: 1980 } },
    standing: "asked",
    override: null,
    rules: 1,
    revocationsAsOf: null,
    skewMs: null,
    ...said,
  };
}

import {
  type Area,
  ContingentId,
  EVERYONE_ON_DUTY,
  maySee,
  type Principal,
  readPicture,
  type Role,
} from "@cordon/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import { newId } from "../clock.ts";
import type { Journal } from "../journal/port.ts";
import { Hub } from "./hub.ts";
import type { Wire } from "./viewer.ts";

const NOW = Date.parse("2024-07-26T18:14:07.000Z");
const CONTINGENTS = [newId(ContingentId), newId(ContingentId), null];
const OWNER_ROLES: readonly (readonly Role[])[] = [EVERYONE_ON_DUTY, ["commander"]];

const nothing: Journal = {
  run: () => Promise.reject(new Error("the hub appends nothing")),
  size: () => 0,
  checkpoint: () => "",
  verifierKey: () => "",
  read: async () => [],
  tile: async () => null,
};

/** Some kilometres around a corner of tiles, so that walks cross tiles and the borders of areas. */
const lon = fc.integer({ min: 0, max: 80 }).map((step) => 2.28 + step / 1000);
const lat = fc.integer({ min: 0, max: 80 }).map((step) => 48.82 + step / 1000);
const area: fc.Arbitrary<Area | null> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(lon, lat, lon, lat)
      .map(([a, b, c, d]): Area => [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]),
  },
  { weight: 1, arbitrary: fc.constant<Area>([-180, -90, 180, 90]) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const track = fc.nat(12);
const which = fc.nat(2);
const step = fc.oneof(
  fc.record({ do: fc.constant("own" as const), track, contingent: which, roles: fc.nat(1) }),
  fc.record({ do: fc.constant("disown" as const), track }),
  { weight: 6, arbitrary: fc.record({ do: fc.constant("report" as const), track, lon, lat }) },
  fc.record({ do: fc.constant("enter" as const), contingent: which, area }),
  fc.record({ do: fc.constant("look" as const), viewer: fc.nat(5), area }),
  fc.record({ do: fc.constant("clog" as const), viewer: fc.nat(5), stuck: fc.boolean() }),
  { weight: 4, arbitrary: fc.record({ do: fc.constant("flush" as const) }) },
);

/** Everybody is there and somebody looks before anything happens. */
const opening = [
  ...Array.from({ length: 13 }, (_, each) => ({ do: "own" as const, track: each, contingent: each % 3, roles: 0 })),
  ...[0, 1, 2].map((each): { do: "enter"; contingent: number; area: Area } => ({
    do: "enter",
    contingent: each,
    area: [2.285, 48.83, 2.305 + each / 100, 48.85],
  })),
];

/** A viewer's map, made of what it was sent. */
class Board implements Wire {
  readonly shown = new Map<number, readonly [number, number]>();
  bufferedAmount = 0;
  send(frame: string | Uint8Array): void {
    if (typeof frame === "string") return;
    const fault = readPicture(new DataView(frame.buffer, frame.byteOffset, frame.byteLength), {
      begin: (everything) => {
        if (everything) this.shown.clear();
      },
      gone: (gone) => this.shown.delete(gone),
      position: (seen, x, y) => this.shown.set(seen, [x, y]),
    });
    expect(fault).toBeTypeOf("number");
  }
  close(): void {}
}

const rounded = (shown: Iterable<readonly [number, readonly [number, number]]>) =>
  [...shown].map(([seen, [x, y]]) => [seen, x.toFixed(4), y.toFixed(4)].join(" ")).toSorted();

it("what viewers show is at every tick what they may see where they look, whatever went on", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 120 }), async (steps) => {
      await using hub = new Hub({ journal: nothing, kinds: [], nowMs: () => NOW });
      const owners = new Map<number, { contingent: ContingentId | null; roles: readonly Role[] }>();
      const positions = new Map<number, readonly [number, number]>();
      const viewers: { wire: Board; principal: Principal; area: Area | null; handle: ReturnType<Hub["enter"]> }[] = [];
      let atMs = NOW - 100_000;
      for (const each of [...opening, ...steps]) {
        if (each.do === "own") {
          const owner = { contingent: CONTINGENTS[each.contingent] ?? null, roles: OWNER_ROLES[each.roles] ?? [] };
          owners.set(each.track, owner);
          hub.own(each.track, owner);
        } else if (each.do === "disown") {
          owners.delete(each.track);
          positions.delete(each.track);
          hub.disown(each.track);
        } else if (each.do === "report") {
          hub.report([{ track: each.track, lon: each.lon, lat: each.lat, heading: null, speed: null, atMs: atMs++ }]);
          if (owners.has(each.track)) positions.set(each.track, [each.lon, each.lat]);
        } else if (each.do === "enter") {
          const contingent = CONTINGENTS[each.contingent] ?? null;
          const principal: Principal = { kind: "person", id: "p", roles: ["operator"], contingent, unit: null };
          const wire = new Board();
          viewers.push({ wire, principal, area: each.area, handle: hub.enter(principal, wire, null, each.area, "c") });
        } else if (each.do === "look") {
          const viewer = viewers[each.viewer];
          if (viewer === undefined) continue;
          viewer.area = each.area;
          hub.look(viewer.handle, each.area);
        } else if (each.do === "clog") {
          const viewer = viewers[each.viewer];
          if (viewer !== undefined) viewer.wire.bufferedAmount = each.stuck ? 1_000_000 : 0;
        } else {
          hub.flush();
          for (const viewer of viewers) {
            if (viewer.wire.bufferedAmount > 0 || viewer.area === null) continue;
            const [west, south, east, north] = viewer.area;
            const wanted = [...positions].filter(([seen, [x, y]]) => {
              const owner = owners.get(seen);
              if (owner === undefined || !maySee(viewer.principal, owner.roles, owner.contingent)) return false;
              return x >= west && x <= east && y >= south && y <= north;
            });
            expect(rounded(viewer.wire.shown)).toEqual(rounded(wanted));
          }
        }
      }
    }),
    { numRuns: 150 },
  );
});

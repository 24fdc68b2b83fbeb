import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Truth, TruthEvent } from "../../words/truth.ts";
import { SceneSchema } from "../scene.ts";
import { type Alert, alertsOf, match, percentile, score, scoreOf } from "./score.ts";

const scene = SceneSchema.parse({ events: [{ kind: "abandoned-object", dwellSeconds: 10 }, { kind: "zone-entry" }] });

const truthOf = (value: Partial<TruthEvent>): TruthEvent =>
  TruthEvent.parse({ kind: "abandoned-object", fromSeconds: 20, toSeconds: 60, box: [100, 100, 40, 40], ...value });
const alertOf = (value: Partial<Alert>): Alert => ({
  kind: "abandoned-object",
  zone: null,
  raisedSeconds: 31,
  fromSeconds: 20.5,
  toSeconds: 60,
  box: { x: 100, y: 100, width: 40, height: 40 },
  ...value,
});

describe("a score", () => {
  it("counts what was found with the delay after the dwell", () => {
    expect(score({ scene, events: [truthOf({})] }, [alertOf({})])).toEqual({
      truePositives: 1,
      falsePositives: 0,
      missed: 0,
      precision: 1,
      recall: 1,
      delaySeconds: { median: 1, p95: 1 },
    });
  });

  it.each([
    ["another kind", alertOf({ kind: "zone-entry" })],
    ["another zone", alertOf({ zone: "quay" })],
    ["another time", alertOf({ fromSeconds: 70, toSeconds: 90 })],
    ["another place", alertOf({ box: { x: 300, y: 100, width: 40, height: 40 } })],
  ])("takes an alert of %s for a false one, and the event for missed", (_, alert) => {
    expect(score({ scene, events: [truthOf({})] }, [alert])).toMatchObject({
      truePositives: 0,
      falsePositives: 1,
      missed: 1,
      precision: 0,
      recall: 0,
      delaySeconds: null,
    });
  });

  it("takes the second alert about one event for a false one", () => {
    const scored = match({ scene, events: [truthOf({})] }, [alertOf({ fromSeconds: 25 }), alertOf({})]);
    expect(scored.found.map(({ alert }) => alert.fromSeconds)).toEqual([20.5]);
    expect(scored.wrong.map(({ fromSeconds }) => fromSeconds)).toEqual([25]);
  });

  it("does not count what nobody is sure of, found or not", () => {
    const events = [truthOf({ sure: false })];
    const nothing = { truePositives: 0, falsePositives: 0, missed: 0, precision: 1, recall: 1 };
    expect(score({ scene, events }, [])).toMatchObject(nothing);
    expect(score({ scene, events }, [alertOf({}), alertOf({ raisedSeconds: 32 })])).toMatchObject(nothing);
  });

  it("wants nothing of an event shorter than the dwell, and takes an alert about it for a false one", () => {
    const events = [truthOf({ toSeconds: 25 })];
    expect(score({ scene, events }, [])).toMatchObject({ missed: 0, falsePositives: 0 });
    expect(score({ scene, events }, [alertOf({ toSeconds: 32 })])).toMatchObject({
      truePositives: 0,
      falsePositives: 1,
    });
  });

  it("reads alerts from what an analyser says", () => {
    const sighting = { id: "0.1", kind: "zone-entry", fromSeconds: 3, confidence: 0.9, zone: undefined } as const;
    const box = { x: 1, y: 2, width: 3, height: 4 };
    expect(
      alertsOf([
        { ...sighting, change: "raised", toSeconds: 3.4, box },
        { ...sighting, change: "ended", toSeconds: 9, box },
      ]),
    ).toEqual([{ kind: "zone-entry", zone: null, raisedSeconds: 3.4, fromSeconds: 3, toSeconds: 9, box }]);
  });
});

const times = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 60 }));
const events = fc.array(
  times.map(([from, lasts]) =>
    truthOf({ kind: "zone-entry", fromSeconds: from, toSeconds: from + lasts, box: undefined }),
  ),
  { maxLength: 12 },
);
const alerts = fc.array(
  times.map(([from, lasts]) =>
    alertOf({ kind: "zone-entry", raisedSeconds: from + 0.4, fromSeconds: from, toSeconds: from + lasts }),
  ),
  { maxLength: 12 },
);

describe("whatever happened and whatever was alerted", () => {
  it("each event is found or missed, each alert right or wrong", () => {
    fc.assert(
      fc.property(events, alerts, (happened, given) => {
        const scored = score({ scene, events: happened }, given);
        expect(scored.truePositives + scored.missed).toBe(happened.length);
        expect(scored.truePositives + scored.falsePositives).toBe(given.length);
      }),
    );
  });

  it("the truth itself scores full marks, and one more alert costs precision alone", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 12 }), (starts) => {
        const happened = starts.map((at) =>
          truthOf({ kind: "zone-entry", fromSeconds: 10 * at, toSeconds: 10 * at + 3, box: undefined }),
        );
        const given = happened.map(({ fromSeconds, toSeconds }) =>
          alertOf({ kind: "zone-entry", fromSeconds, toSeconds, raisedSeconds: fromSeconds }),
        );
        expect(score({ scene, events: happened }, given)).toMatchObject({ precision: 1, recall: 1 });
        const late = alertOf({ kind: "zone-entry", fromSeconds: 1000, toSeconds: 1001 });
        const more = score({ scene, events: happened }, [...given, late]);
        expect(more.recall).toBe(1);
        expect(more.precision).toBeCloseTo(starts.length / (starts.length + 1));
      }),
    );
  });
});

it("several clips are scored as one", () => {
  const one = match({ scene, events: [truthOf({})] }, [alertOf({})]);
  const other = match({ scene, events: [truthOf({})] }, []);
  expect(scoreOf([one, other])).toMatchObject({ truePositives: 1, missed: 1, recall: 0.5, precision: 1 });
  expect([percentile([1, 2, 3, 4], 0.5), percentile([1, 2, 3, 4], 0.95), percentile([7], 0.95)]).toEqual([2, 4, 7]);
});

const folder = fileURLToPath(new URL("../../truth/", import.meta.url));
const labels = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
it.each(labels)("the label file %s is understood and speaks of zones and lines it has", (name) => {
  const { scene: its, events: happened } = Truth.parse(JSON.parse(readFileSync(folder + name, "utf8")));
  const places = new Set<string | null>([null, ...its.zones.map((zone) => zone.name)]);
  if ("lines" in its && Array.isArray(its.lines)) for (const line of its.lines) places.add(line.name);
  for (const { kind, zone } of happened) {
    expect(places).toContain(zone);
    expect(its.events.map((event) => event.kind)).toContain(kind);
  }
});

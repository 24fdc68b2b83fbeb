import { newId } from "@cordon/ground";
import {
  CameraId,
  DismissalReason,
  type Envelope,
  FalseAlertCause,
  IncidentId,
  instantOf,
  type NewEntry,
  SignalConfirmed,
  SignalDismissed,
  SignalId,
  SignalMerged,
  SignalRaised,
  SignalReopened,
} from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type House, openHouse } from "../testing/house.ts";
import { uniform } from "../testing/street-views.ts";
import { CameraStarted, CameraView } from "../words.ts";
import { EventQuality } from "../words/quality.ts";
import { Scales } from "../workers/quality/weigh-budgets.ts";

const HOUR = 3_600_000;
const KINDS = ["zone-entry", "abandoned-object"] as const;

async function withCamera(house: House, reference = "cam-1"): Promise<CameraId> {
  const answer = await house.must("watch.register-camera", {
    reference,
    name: { fr: "Quai", en: "Quay" },
    position: [2.3, 48.86],
    purpose: "test",
    scene: { events: KINDS.map((kind) => ({ kind })) },
    address: "/nowhere/film.mp4",
  });
  return z.object({ camera: CameraId }).parse(answer).camera;
}

async function append(house: House, entries: readonly NewEntry[]): Promise<void> {
  await house.context.append("test", entries);
}

function raised(camera: CameraId, kind: (typeof KINDS)[number], hoursAgo = 0): ReturnType<typeof SignalRaised.of> {
  const at = instantOf(Date.now() - Math.round(hoursAgo * HOUR));
  return SignalRaised.of({
    id: newId(SignalId),
    kind,
    since: at,
    noticedAt: at,
    position: [2.3, 48.86],
    place: null,
    camera,
    confidence: 0.9,
    note: "",
    zone: null,
    box: null,
    exhibits: [],
  });
}

async function quality(house: House, input: object = {}): Promise<readonly EventQuality[]> {
  return z.object({ events: z.array(EventQuality) }).parse(await house.must("watch.read-quality", input)).events;
}

const of = (all: readonly EventQuality[], camera: CameraId, kind: string): EventQuality => {
  const found = all.find((each) => each.camera === camera && each.kind === kind);
  if (found === undefined) throw new Error(`nothing is said of ${kind}`);
  return found;
};

/** From the journal alone, by hand: what each camera's event came to, right and wrong, in the last so many hours. */
function recount(entries: readonly Envelope[], camera: CameraId, kind: string, hours: number) {
  const standing = new Map<string, { state: string; reason?: string; cause?: string | undefined }>();
  for (const entry of entries) {
    if (SignalRaised.is(entry)) {
      const { data } = entry;
      const isOld = Date.parse(data.noticedAt) < Date.now() - hours * HOUR;
      if (data.camera === camera && data.kind === kind && !isOld) standing.set(data.id, { state: "waiting" });
    }
    const change = (signal: string, to: { state: string; reason?: string; cause?: string | undefined }) =>
      standing.has(signal) && standing.set(signal, to);
    if (SignalConfirmed.is(entry)) change(entry.data.signal, { state: "confirmed" });
    if (SignalMerged.is(entry)) change(entry.data.signal, { state: "merged" });
    if (SignalReopened.is(entry)) change(entry.data.signal, { state: "waiting" });
    if (SignalDismissed.is(entry)) change(entry.data.signal, { ...entry.data, state: "dismissed" });
  }
  const all = [...standing.values()];
  const wrong = all.filter(({ reason }) => reason === "false-alert");
  return {
    raised: all.length,
    right: all.filter(({ state, reason }) => ["confirmed", "merged"].includes(state) || reason === "no-action").length,
    wrong: wrong.length,
    waiting: all.filter(({ state }) => state === "waiting").length,
    causes: Object.fromEntries(
      [...Map.groupBy(wrong, ({ cause }) => cause ?? "null")].map(([cause, same]) => [cause, same.length]),
    ),
  };
}

describe("how good a camera is", () => {
  it("is what a recount of the journal gives, in whatever order signals were triaged and taken back", async () => {
    await using house = await openHouse();
    const cameras = [await withCamera(house), await withCamera(house, "cam-2")];
    const next = uniform(20_260_726);
    const pick = <Thing>(things: readonly Thing[]): Thing => {
      const thing = things[Math.floor(next() * things.length)];
      if (thing === undefined) throw new Error("nothing to pick from");
      return thing;
    };
    const waiting: SignalId[] = [];
    const dismissed: SignalId[] = [];
    for (let round = 0; round < 130; round++) {
      const what = next();
      const signal = waiting.length > 0 ? pick(waiting) : undefined;
      if (signal === undefined || what < 0.35) {
        const entry = raised(pick(cameras), pick(KINDS), pick([0, 1, 30, 100, 200]) + next());
        waiting.push(entry.data.id);
        await append(house, [entry]);
        continue;
      }
      const incident = newId(IncidentId);
      if (what < 0.42) await append(house, [SignalConfirmed.of({ signal, incident })]);
      else if (what < 0.46) await append(house, [SignalMerged.of({ signal, incident })]);
      else if (what < 0.93) {
        const reason = pick(["false-alert", "false-alert", ...DismissalReason.options] as const);
        const cause = reason === "false-alert" && next() < 0.7 ? { cause: pick(FalseAlertCause.options) } : {};
        await append(house, [SignalDismissed.of({ signal, reason, note: "", ...cause })]);
        dismissed.push(signal);
      } else if (dismissed.length > 0) {
        const again = pick(dismissed);
        dismissed.splice(dismissed.indexOf(again), 1);
        waiting.push(again);
        await append(house, [SignalReopened.of({ signal: again })]);
        continue;
      } else continue;
      waiting.splice(waiting.indexOf(signal), 1);
    }
    const entries = await house.entries();
    const told = await quality(house);
    let counted = 0;
    for (const camera of cameras) {
      for (const kind of KINDS) {
        const said = of(told, camera, kind);
        const { causes, ...week } = recount(entries, camera, kind, 7 * 24);
        const { causes: _today, ...day } = recount(entries, camera, kind, 24);
        expect(said.last7Days.triaged).toMatchObject(week);
        expect(said.last24Hours.triaged).toMatchObject(day);
        expect(Object.fromEntries(said.causes.map(({ cause, count }) => [cause ?? "null", count]))).toEqual(causes);
        expect(said.precision?.of ?? 0).toBe(week.right + week.wrong);
        expect(said.days.reduce((sum, { triaged }) => sum + triaged.raised, 0)).toBe(week.raised);
        counted += week.wrong;
        // It never ran: how often it is wrong a day is not known, and no score was ever kept.
        expect(said).toMatchObject({ score: null, suspended: null, budget: { falseAlertsADay: 2, isDefault: true } });
        expect(said.last7Days).toMatchObject({ watchedHours: 0, falseAlertsADay: null });
      }
    }
    expect(counted).toBeGreaterThan(10);
    expect(await house.rebuild()).toMatchObject({ ok: true, differences: [] });
  });

  it("is flagged once when it exceeds its budget, and no longer when a triage is taken back", async () => {
    await using house = await openHouse();
    await using scales = new Scales(house.context);
    scales.open();
    const camera = await withCamera(house);
    const alerts = [0, 1, 2, 3].map((hours) => raised(camera, "zone-entry", hours));
    const wrong = (entry: (typeof alerts)[number]) =>
      SignalDismissed.of({ signal: entry.data.id, reason: "false-alert", note: "", cause: "shadow" });
    await append(house, alerts);
    await append(house, alerts.slice(0, 3).map(wrong));
    expect((await house.until("watch.budget.exceeded")).data).toMatchObject({
      camera,
      kind: "zone-entry",
      falseAlerts: 3,
    });
    await append(house, alerts.slice(3).map(wrong));
    await expect.poll(async () => of(await quality(house), camera, "zone-entry").last24Hours.triaged.wrong).toBe(4);
    for (const { data } of alerts.slice(0, 2)) await append(house, [SignalReopened.of({ signal: data.id })]);
    await house.until("watch.budget.settled");
    const kinds = (await house.entries()).map(({ kind }) => kind).filter((kind) => kind.startsWith("watch.budget"));
    expect(kinds).toEqual(["watch.budget.exceeded", "watch.budget.settled"]);
    // A smaller budget is weighed at once, in the entries that set it.
    await house.must("watch.set-budget", { camera, kind: "zone-entry", falseAlertsADay: 1 });
    expect(of(await quality(house), camera, "zone-entry")).toMatchObject({
      budget: { falseAlertsADay: 1, isDefault: false },
      exceeded: { falseAlerts: 2 },
      causes: [{ cause: "shadow", count: 2 }],
    });
    expect(of(await quality(house), camera, "abandoned-object").exceeded).toBeNull();
  });

  it("keeps a suspension, with who and why, through every change of the camera, and stops it when nothing is left", async () => {
    await using house = await openHouse();
    const camera = await withCamera(house);
    const suspend = (kind: string) => house.call("watch.suspend-event", { camera, kind, why: "rain on the lens" });
    const view = async () =>
      z.object({ cameras: z.array(CameraView) }).parse(await house.must("watch.list-cameras", {})).cameras[0];
    expect(await suspend("zone-entry")).toMatchObject({ output: {} });
    expect(await suspend("zone-entry")).toMatchObject({ refused: "not-possible-now" });
    expect(of(await quality(house), camera, "zone-entry").suspended).toMatchObject({
      by: { kind: "person", id: "p1" },
      why: "rain on the lens",
    });
    await house.must("watch.change-scene", {
      camera,
      scene: { events: KINDS.map((kind) => ({ kind, dwellSeconds: 9 })) },
    });
    expect(await view()).toMatchObject({
      suspended: ["zone-entry"],
      scene: { events: [{ dwellSeconds: 9 }, { dwellSeconds: 9 }] },
    });
    // What is suspended is not watched, though the camera runs for the other.
    await append(house, [CameraStarted.of({ camera })]);
    const hours = async (kind: string) => of(await quality(house), camera, kind).last24Hours.watchedHours;
    await expect.poll(() => hours("abandoned-object")).toBeGreaterThan(0);
    expect(await hours("zone-entry")).toBe(0);
    await suspend("abandoned-object");
    await expect.poll(async () => (await view())?.because).toBe("events-suspended");
    await house.must("watch.resume-event", { camera, kind: "zone-entry", why: "cleaned" });
    expect(await house.call("watch.resume-event", { camera, kind: "zone-entry", why: "cleaned" })).toMatchObject({
      refused: "not-possible-now",
    });
    await expect.poll(async () => (await view())?.because).toBe("no-mandate");
    expect(await house.rebuild()).toMatchObject({ ok: true, differences: [] });
  });
});

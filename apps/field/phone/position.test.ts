import type { CommandApi } from "@cordon/command";
import { CommandId, destination, instantOf, SignalId, ulid } from "@cordon/kernel";
import { createClient } from "@cordon/ui";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Desk } from "./desk.ts";
import { PositionDesk } from "./position.ts";
import { Shown } from "./shown.ts";
import type { Calls } from "./state.ts";

/* The phone's own position, with a receiver, a clock and a screen that a test holds. */

const START_MS = Date.UTC(2026, 6, 26, 18);
const MINUTE_MS = 60_000;

/** A receiver that a browser would have: it says where it is, and counts what that costs. */
class Receiver {
  metres = 0;
  metresPerSecond = 0;
  looks = 0;
  readonly watches = new Map<number, { readonly exact: boolean; readonly found: PositionCallback }>();
  exactMs = 0;
  #drawn = 0;

  readonly watchPosition = (found: PositionCallback, _failed?: unknown, options?: PositionOptions): number => {
    this.watches.set(++this.#drawn, { exact: options?.enableHighAccuracy === true, found });
    return this.#drawn;
  };
  readonly clearWatch = (watch: number) => void this.watches.delete(watch);
  readonly getCurrentPosition = (found: PositionCallback) => {
    this.looks++;
    found(this.#here());
  };

  /** A second passes. */
  second(): void {
    this.metres += this.metresPerSecond;
    const watches = [...this.watches.values()];
    if (watches.some(({ exact }) => exact)) this.exactMs += 1000;
    if (this.metresPerSecond > 0) for (const { found } of watches) found(this.#here());
    vi.advanceTimersByTime(1000);
  }
  #here(): GeolocationPosition {
    const [longitude, latitude] = destination([2.2885, 48.8617], 90, this.metres);
    const unknown = { altitude: null, altitudeAccuracy: null, heading: null, speed: null };
    const coords = { longitude, latitude, accuracy: 8, ...unknown, toJSON: () => null };
    return { coords, timestamp: Date.now(), toJSON: () => null };
  }
}

let receiver: Receiver;
let permission: EventTarget & { state: string };
/** What the server says of sharing. */
let answer: { sharing: string; because: string };
let visibilityState: DocumentVisibilityState;
let told: number;
let shown: Shown;
let position: PositionDesk;

beforeEach(async () => {
  vi.useFakeTimers({ now: START_MS });
  receiver = new Receiver();
  visibilityState = "visible";
  told = 0;
  permission = Object.assign(new EventTarget(), { state: "granted" });
  answer = { sharing: "shared", because: "" };
  const permissions = { query: async () => permission };
  vi.stubGlobal("navigator", { geolocation: receiver, permissions });
  vi.stubGlobal("document", {
    get visibilityState() {
      return visibilityState;
    },
  });
  shown = new Shown();
  const fetch = async () => new Response(JSON.stringify(answer), { headers: { "content-type": "application/json" } });
  const desk: Desk = {
    ...{ shown, client: createClient<CommandApi>({ origin: "http://cordon.test", fetch }), keeping: () => null },
    ...{ post: async () => undefined, identified: () => true, signal: new AbortController().signal },
  };
  const unit = { track: 7 };
  shown.show({ tasks: { ...JSON.parse(JSON.stringify({ unit, open: [], ended: [] })), at: instantOf(START_MS) } });
  position = new PositionDesk({ desk, report: () => ++told > 0 });
  await position.ask();
});
afterEach(() => {
  position[Symbol.dispose]();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function pass(minutes: number) {
  const before = { looks: receiver.looks, told, exactMs: receiver.exactMs };
  for (let second = 0; second < minutes * 60; second++) receiver.second();
  return {
    looks: receiver.looks - before.looks,
    told: told - before.told,
    exactMinutes: (receiver.exactMs - before.exactMs) / MINUTE_MS,
  };
}
const tasked = (state: "offered" | "under-way") => {
  const { tasks } = shown.state();
  if (tasks === null) throw new Error("no tasks");
  shown.show({ tasks: { ...tasks, open: JSON.parse(JSON.stringify([{ state }])) } });
};
const waiting = (): Calls[number] => ({
  ...{ signal: SignalId.parse(ulid(START_MS, new Uint8Array(10))), own: true, presses: 1, where: "phone" },
  ...{ pressedAt: instantOf(Date.now()), receivedAt: instantOf(Date.now()), state: "waiting" },
  ...{ decidedAt: null, calledOffAt: null, incidentNumber: null },
});
const look = (state: DocumentVisibilityState) => {
  visibilityState = state;
  if (state === "visible") position.lookAgain();
  else position.reconsider();
};

it("who stands at a post is looked for once a minute, and no receiver is on in between", () => {
  pass(3);
  expect(receiver.watches.size).toBe(0);
  expect(pass(60)).toEqual({ looks: 60, told: 60, exactMinutes: 0 });
});

it("who walks without a task is followed without satellites and told four times a minute; with one, exactly and twelve times", () => {
  receiver.metresPerSecond = 1.4;
  pass(1);
  const patrol = pass(10);
  expect(patrol).toMatchObject({ exactMinutes: 0 });
  expect(patrol.told).toBeGreaterThanOrEqual(38);
  expect(patrol.told).toBeLessThanOrEqual(41);
  tasked("offered");
  expect(pass(1).exactMinutes).toBe(0);
  tasked("under-way");
  const going = pass(10);
  expect(going.exactMinutes).toBe(10);
  expect(going.told).toBeGreaterThanOrEqual(110);
  expect(going.told).toBeLessThanOrEqual(121);
});

it("a call for help is followed exactly though the officer lies still, for half an hour", () => {
  pass(3);
  shown.show({ calls: [waiting()] });
  expect(pass(29).exactMinutes).toBe(29);
  pass(3);
  expect(pass(10).exactMinutes).toBe(0);
});

it("in a pocket it has no timer; it tells once a minute at most while it moves, and is found once, at once, when it is looked at", () => {
  pass(3);
  look("hidden");
  expect(vi.getTimerCount()).toBe(0);
  expect(pass(60)).toEqual({ looks: 0, told: 0, exactMinutes: 0 });
  receiver.metresPerSecond = 1.4;
  const walked = pass(60);
  expect(walked).toMatchObject({ looks: 0, exactMinutes: 0 });
  expect(walked.told).toBeGreaterThanOrEqual(55);
  expect(walked.told).toBeLessThanOrEqual(61);
  receiver.metresPerSecond = 0;
  shown.show({ calls: [waiting()] });
  expect(pass(1).exactMinutes).toBe(1);
  shown.show({ calls: [] });
  look("visible");
  pass(3);
  const before = receiver.looks;
  look("hidden");
  look("visible");
  expect(receiver.looks).toBe(before + 1);
});

it("in a pause that the server has not heard of yet nothing is looked for and nothing told, whatever the server says", async () => {
  receiver.metresPerSecond = 1.4;
  expect(pass(1).told).toBeGreaterThan(0);
  await position.pause("Covert work");
  // It waits to be sent, and the server, asked meanwhile, says what it knows.
  const id = CommandId.parse(ulid(START_MS, new Uint8Array(10)));
  shown.show({ outbox: [{ what: "sharing", id, because: "Covert work" }] });
  await position.ask();
  expect(shown.state()).toMatchObject({ sharing: "paused", pausedBecause: "Covert work" });
  expect(pass(5)).toEqual({ looks: 0, told: 0, exactMinutes: 0 });
  shown.show({ outbox: [] });
  answer = { sharing: "paused", because: "Covert work" };
  await position.ask();
  expect(pass(5)).toEqual({ looks: 0, told: 0, exactMinutes: 0 });
  answer = { sharing: "shared", because: "" };
  await position.ask();
  expect(shown.state()).toMatchObject({ sharing: "searching", pausedBecause: "" });
  expect(pass(1).told).toBeGreaterThan(0);
});

it("refused by the browser it says so, and goes on by itself once it is allowed in the browser's settings", async () => {
  await position.pause("Covert work");
  permission.state = "denied";
  await position.pause(null);
  expect(shown.state().sharing).toBe("denied");
  permission.state = "granted";
  permission.dispatchEvent(new Event("change"));
  await vi.waitFor(() => expect(shown.state().sharing).toBe("searching"));
  pass(2);
  expect(shown.state().sharing).toBe("shared");
});

it("that a browser cannot tell at all is another thing than one that will not", async () => {
  await position.pause("Covert work");
  vi.stubGlobal("navigator", {});
  await position.pause(null);
  expect(shown.state().sharing).toBe("unsupported");
});

import { CommandId, instantOf, SignalId } from "@cordon/kernel";
import type { Known, LetterOf } from "../outbox/letters.ts";
import { type Desk, newUlid } from "./desk.ts";
import { askSosInMs } from "./pace.ts";
import { isHidden } from "./seen.ts";
import type { Called } from "./send.ts";
import type { Fix } from "./state.ts";

/** A position older than this is looked for anew when somebody calls. */
const FRESH_MS = 20_000;
const LOOK_WITHIN_MS = 15_000;

/** Calls for help, and what becomes of them. */
export class SosDesk implements Disposable {
  readonly #desk: Desk;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** How many presses the server has answered. */
  #heard = 0;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Sends at once with what is known; a better position follows as a press of its own, which the command room sees as the same call. */
  async call(): Promise<void> {
    navigator.vibrate?.([400, 100, 400]);
    const { fix } = this.#desk.shown.state();
    await this.#press(fix);
    if (fix !== null && Date.now() - fix.atMs < FRESH_MS) return;
    const found = await lookOnce();
    if (found === null || this.#desk.signal.aborted) return;
    this.#desk.shown.show({ fix: found });
    await this.#press(found);
  }

  async callOff(signal: SignalId): Promise<void> {
    const id = CommandId.parse(newUlid());
    await this.#desk.post({ what: "call-off", id, signal, pressedAt: instantOf(Date.now()) });
  }

  /** The officer has seen how it ended. */
  see(signal: SignalId): void {
    this.#desk.shown.show({ callSeen: signal });
  }

  /** The server had it: shown as received from here on, whatever the network does next. */
  called(letter: LetterOf<"sos">, answer: Called): void {
    this.#heard++;
    const { calls } = this.#desk.shown.state();
    const known = calls.find((one) => one.signal === answer.signal);
    const call = {
      ...{ signal: answer.signal, own: true, pressedAt: letter.pressedAt, receivedAt: known?.receivedAt ?? answer.at },
      ...{ presses: (known?.presses ?? 0) + 1, where: answer.where, state: "waiting" as const, decidedAt: null },
      ...{ calledOffAt: known?.calledOffAt ?? null, incidentNumber: null },
    };
    this.#keep([call, ...calls.filter((one) => one.signal !== answer.signal)]);
    this.#later();
  }

  /** Asks what became of it, for as long as somebody waits for an answer. */
  async ask(): Promise<void> {
    if (!this.#desk.identified()) return;
    const heard = this.#heard;
    const answer = await this.#desk.client.ask("command.my-sos", {}, this.#desk.signal);
    // Asked before a call was received, it knows nothing of it: kept, the call would be gone from the screen.
    if (heard !== this.#heard) return this.ask();
    if (answer.ok) this.#keep(answer.output.calls);
    this.#later();
  }

  /** The page is looked at again, or no more: asked once, or when it is. */
  async seen(): Promise<void> {
    clearTimeout(this.#timer);
    if (!isHidden() && this.#desk.shown.state().calls.some((one) => one.own && one.state === "waiting"))
      await this.ask();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #later(): void {
    clearTimeout(this.#timer);
    const waiting = this.#desk.shown.state().calls.find((one) => one.own && one.state === "waiting");
    if (waiting === undefined || this.#desk.signal.aborted) return;
    const ms = askSosInMs(isHidden(), Date.now() - Date.parse(waiting.pressedAt));
    if (ms !== null) this.#timer = setTimeout(() => void this.ask(), ms);
  }

  #keep(calls: ReturnType<Desk["shown"]["state"]>["calls"]): void {
    this.#desk.shown.show({ calls });
    void this.#desk.keeping()?.put("calls", calls);
  }

  async #press(fix: Fix | null): Promise<void> {
    const now = Date.now();
    await this.#desk.post({
      ...{ what: "sos", id: SignalId.parse(newUlid(now)), pressedAt: instantOf(now), known: knownOf(fix, now) },
    });
  }
}

function knownOf(fix: Fix | null, nowMs: number): Known | null {
  if (fix === null) return null;
  const ageSeconds = Math.max(0, Math.round((nowMs - fix.atMs) / 1000));
  return { at: [fix.lon, fix.lat], ageSeconds, accuracyMetres: Math.min(100_000, fix.accuracyMetres) };
}

/** Where the phone is now, if it may look without asking: no question is put to somebody in danger. */
async function lookOnce(): Promise<Fix | null> {
  const allowed = await navigator.permissions?.query({ name: "geolocation" }).catch(() => null);
  if (allowed?.state !== "granted") return null;
  return new Promise((resolve) =>
    navigator.geolocation.getCurrentPosition(
      (position) => resolve(fixOf(position)),
      () => resolve(null),
      { enableHighAccuracy: true, maximumAge: 0, timeout: LOOK_WITHIN_MS },
    ),
  );
}

export function fixOf({ coords, timestamp }: GeolocationPosition): Fix {
  return {
    ...{ lon: coords.longitude, lat: coords.latitude, accuracyMetres: coords.accuracy, atMs: timestamp },
    headingDegrees: coords.heading !== null && Number.isFinite(coords.heading) ? coords.heading : null,
    speed: coords.speed !== null && Number.isFinite(coords.speed) ? coords.speed : null,
  };
}

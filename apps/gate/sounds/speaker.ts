import type { VerdictName } from "@cordon/access/words";
import { type Note, notesOf, vibrationOf } from "./earcons.ts";

const KEY = "cordon.gate.muted";
const LOUDNESS = 0.5;
/** A tone that starts or ends at once clicks. */
const EDGE_SECONDS = 0.008;

/** `waiting`: the browser makes no sound before the page was touched once. */
export type Sound = "on" | "muted" | "waiting";

/** What says verdicts to the ear and the hand. One for the page; whether it is muted is remembered by the device. */
export class Speaker implements Disposable {
  readonly #listeners = new Set<() => void>();
  readonly #stopping = new AbortController();
  #context: AudioContext | null = null;
  #playing: AudioScheduledSourceNode[] = [];
  #muted = localStorage.getItem(KEY) === "yes";

  constructor() {
    const { signal } = this.#stopping;
    for (const touch of ["pointerdown", "keydown"] as const)
      document.addEventListener(touch, () => void this.#wake(), { signal, capture: true });
  }

  readonly sound = (): Sound => (this.#muted ? "muted" : this.#context?.state === "running" ? "on" : "waiting");

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  mute(muted: boolean): void {
    this.#muted = muted;
    localStorage.setItem(KEY, muted ? "yes" : "no");
    if (muted) this.#hush();
    this.#tell();
  }

  /** Says a verdict; what was still sounding of the one before ends. Felt even when muted: a muted gate still has a steward's hand. */
  say(verdict: VerdictName): void {
    navigator.vibrate?.([...vibrationOf(verdict)]);
    this.#hush();
    const context = this.#context;
    if (this.sound() !== "on" || context === null) return;
    this.#playing = notesOf(verdict).map((note) => play(context, note));
  }

  [Symbol.dispose](): void {
    this.#stopping.abort();
    this.#hush();
    this.#listeners.clear();
    void this.#context?.close();
  }

  async #wake(): Promise<void> {
    if (this.#context?.state === "running") return;
    this.#context ??= new AudioContext({ latencyHint: "interactive" });
    await this.#context.resume().catch(() => undefined);
    this.#tell();
  }

  #hush(): void {
    for (const source of this.#playing) source.stop();
    this.#playing = [];
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function play(context: AudioContext, note: Note): AudioScheduledSourceNode {
  const oscillator = context.createOscillator();
  const loudness = context.createGain();
  const from = context.currentTime + note.at;
  const until = from + note.lasts;
  oscillator.type = note.wave;
  oscillator.frequency.value = note.hertz;
  loudness.gain.setValueAtTime(0, from);
  loudness.gain.linearRampToValueAtTime(LOUDNESS, from + EDGE_SECONDS);
  loudness.gain.setValueAtTime(LOUDNESS, until - EDGE_SECONDS);
  loudness.gain.linearRampToValueAtTime(0, until);
  oscillator.connect(loudness).connect(context.destination);
  oscillator.start(from);
  oscillator.stop(until);
  return oscillator;
}

/*
 * The one sound of the console: an officer calls for help. Off until somebody allows it at this desk - twenty consoles in one room would
 * all cry out - and remembered there. Made here, so that nothing is loaded and it works without a network.
 */

const KEY = "cordon.sos-sound";
const listeners = new Set<() => void>();
let context: AudioContext | null = null;

function allowed(): boolean {
  try {
    return localStorage.getItem(KEY) === "on";
  } catch {
    return false;
  }
}

/** Three rising pairs, two seconds in all: unlike what telephones and radios do. */
function play(): void {
  context ??= new AudioContext();
  const { currentTime: from, destination } = context;
  for (let pair = 0; pair < 3; pair++) {
    for (const [step, hertz] of [660, 880].entries()) {
      const at = from + pair * 0.7 + step * 0.22;
      const tone = context.createOscillator();
      const loud = context.createGain();
      tone.frequency.value = hertz;
      loud.gain.setValueAtTime(0, at);
      loud.gain.linearRampToValueAtTime(0.25, at + 0.02);
      loud.gain.setValueAtTime(0.25, at + 0.17);
      loud.gain.linearRampToValueAtTime(0, at + 0.2);
      tone.connect(loud).connect(destination);
      tone.start(at);
      tone.stop(at + 0.21);
    }
  }
}

export const sound = {
  allowed,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** From a press: a browser makes no sound on a page that nobody has touched. It is heard once, so that one knows what it means. */
  toggle(): void {
    const on = !allowed();
    try {
      localStorage.setItem(KEY, on ? "on" : "off");
    } catch {
      return;
    }
    for (const listener of listeners) listener();
    if (on) play();
  },
  call(): void {
    if (allowed()) play();
  },
};

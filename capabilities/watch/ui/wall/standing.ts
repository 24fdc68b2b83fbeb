import type { MandateRefusal, SignalKind } from "@cordon/kernel";
import { type Tone, toneOfSignal } from "@cordon/ui";
import { WITHOUT_MANDATE } from "../../rules.ts";
import type { CameraHealth } from "../../words/health.ts";
import type { CameraState, CameraView } from "../../words.ts";

/** What a camera's tile must know of the signals that wait: enough to say how much the camera asks for. */
export interface WaitingSignal {
  readonly id: string;
  readonly kind: SignalKind;
  readonly since: string;
}

/** A camera that no mandate covers is as the law wants it, so grey; one that cannot see asks for somebody. */
export function toneOfState(state: CameraState, because: string | null): Tone {
  if (state === "running") return "calm";
  if (state === "lost" || because === "unusable") return "attention";
  return because === "mandate-ended" || because === "recording-ended" ? "notice" : "calm";
}

/** Which refusal the server's sentence is: it is said in the person's language then. */
export function refusalOf(detail: string | null): MandateRefusal | null {
  return REFUSALS.find((refusal) => WITHOUT_MANDATE[refusal] === detail) ?? null;
}

const REFUSALS: readonly MandateRefusal[] = [
  "no-mandate-for-processing",
  "event-not-covered",
  "other-purpose",
  "not-yet-in-force",
  "no-longer-in-force",
  "withdrawn",
  "outside-area",
];

const URGENCY: Readonly<Record<Tone, number>> = { urgent: 3, attention: 2, notice: 1, calm: 0 };

export function worse(a: Tone, b: Tone): Tone {
  return URGENCY[a] >= URGENCY[b] ? a : b;
}

/** How much a camera asks for a human: by what its picture signals, and by how it stands itself. */
export function toneOfCamera(
  camera: Pick<CameraView, "state" | "because">,
  waiting: readonly WaitingSignal[],
  health: Tone = "calm",
): Tone {
  const signals = waiting.reduce<Tone>((tone, { kind }) => worse(tone, toneOfSignal(kind)), "calm");
  return worse(worse(toneOfState(camera.state, camera.because), health), signals);
}

export const FILTERS = ["all", "attention", "running", "dark"] as const;
export type Filter = (typeof FILTERS)[number];
export const SORTS = ["attention", "reference"] as const;
export type Sort = (typeof SORTS)[number];

type Sortable = Pick<Arranged, "tone"> & { readonly camera: Pick<CameraView, "reference" | "name" | "state"> };

export interface Arranged {
  readonly camera: CameraView;
  /** One of its events costs more false alerts than its budget, and nobody has suspended it. */
  readonly overBudget: boolean;
  /** Undefined while nobody has said how it does. */
  readonly health: CameraHealth | undefined;
  readonly tone: Tone;
  readonly waiting: readonly WaitingSignal[];
}

/** The cameras a wall shows, in its order. `text` is looked for in reference and names, whatever the case and the accents. */
export function arrange<Camera extends Sortable>(
  cameras: readonly Camera[],
  wanted: { readonly filter: Filter; readonly sort: Sort; readonly text: string },
): readonly Camera[] {
  const text = plain(wanted.text.trim());
  const shown = cameras.filter(({ camera, tone }) => {
    if (wanted.filter === "attention" && tone === "calm") return false;
    if (wanted.filter === "running" && camera.state !== "running") return false;
    if (wanted.filter === "dark" && camera.state === "running") return false;
    return plain(`${camera.reference} ${camera.name.fr} ${camera.name.en}`).includes(text);
  });
  return shown.toSorted((a, b) => {
    const order = wanted.sort === "attention" ? URGENCY[b.tone] - URGENCY[a.tone] || running(b) - running(a) : 0;
    return order || a.camera.reference.localeCompare(b.camera.reference, "en", { numeric: true });
  });
}

const running = ({ camera }: Sortable) => Number(camera.state === "running");

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Where an arrow leads in a grid that is filled row by row; it stays where there is nothing further. */
export function beside(at: number, key: string, columns: number, count: number): number {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (step === undefined) return at;
  const to = at + step;
  if (to >= 0 && to < count) return to;
  // From the row before the last, which is longer, down leads to the last there is.
  const lastRow = Math.floor((count - 1) / columns);
  return key === "ArrowDown" && Math.floor(at / columns) < lastRow ? count - 1 : at;
}

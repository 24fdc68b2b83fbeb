/** What is wrong, or odd, about perimeters that are to be published. */
export interface PerimeterFault {
  /** `error` refuses publishing; `warning` is shown. */
  readonly severity: "error" | "warning";
  readonly kind: FaultKind;
  /** What it is about, by its code; `perimeter` is all of it. */
  readonly subject: { readonly kind: "zone" | "gate" | "category" | "rule" | "perimeter"; readonly code: string };
  readonly because: { readonly fr: string; readonly en: string };
}

export type FaultKind =
  | "unknown-time-zone"
  | "duplicate-code"
  | "unknown-zone"
  | "unknown-category"
  | "unknown-regime"
  | "no-ages"
  | "swapped-coordinates"
  | "far-from-the-rest"
  | "gate-far-from-zone"
  | "nobody-can-enter"
  | "never-decides";

export type Subject = PerimeterFault["subject"];

export function fault(
  severity: PerimeterFault["severity"],
  kind: FaultKind,
  subject: Subject,
  fr: string,
  en: string,
): PerimeterFault {
  return { severity, kind, subject, because: { fr, en } };
}

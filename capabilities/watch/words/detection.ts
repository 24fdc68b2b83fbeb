/** What a detector may tell of a picture: kinds of people, vehicles, bags and animals. There is no word here for who somebody is. */
export const DETECTED = [
  "person",
  "bicycle",
  "motorcycle",
  "car",
  "bus",
  "truck",
  "train",
  "boat",
  "backpack",
  "handbag",
  "suitcase",
  "animal",
] as const;
export type Detected = (typeof DETECTED)[number];

/** One thing that a detector sees. The box is in pixels of the picture it was found in; `right` and `bottom` are exclusive. */
export interface Detection {
  readonly what: Detected;
  readonly box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  /** 0 to 1. */
  readonly confidence: number;
}

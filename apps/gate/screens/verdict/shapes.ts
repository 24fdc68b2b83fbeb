import type { VerdictName } from "@cordon/access/words";

/** A stroke or a surface in a box of 100 x 100; `cut` is drawn in the colour of what lies behind. */
export interface Mark {
  readonly d: string;
  readonly paint: "fill" | "line" | "cut" | "cut-line";
  readonly width?: number;
}

const disc = (x: number, y: number, r: number) =>
  `M${x} ${y - r}a${r} ${r} 0 1 0 0 ${2 * r}a${r} ${r} 0 1 0 0 ${-2 * r}Z`;

const RING: Mark = { d: disc(50, 50, 43), paint: "line", width: 8 };

/** One outline for each verdict, so that it is known with the sound off, in black and white and through rain. */
export const SHAPES: Readonly<Record<VerdictName, readonly Mark[]>> = {
  // A disc with a tick.
  admit: [
    { d: disc(50, 50, 47), paint: "fill" },
    { d: "M27 52 43 68 74 34", paint: "cut-line", width: 11 },
  ],
  // An identity card.
  "admit-with-id-check": [
    { d: "M14 18H86a8 8 0 0 1 8 8V74a8 8 0 0 1-8 8H14a8 8 0 0 1-8-8V26a8 8 0 0 1 8-8Z", paint: "line", width: 7 },
    { d: disc(33, 42, 10), paint: "fill" },
    { d: "M17 71a16 16 0 0 1 32 0Z", paint: "fill" },
    { d: "M60 38H82M60 52H82M60 66H74", paint: "line", width: 6 },
  ],
  // A companion beside a person.
  escort: [
    { d: disc(35, 24, 15), paint: "fill" },
    { d: "M8 90V70a27 26 0 0 1 54 0V90Z", paint: "fill" },
    { d: disc(74, 34, 11), paint: "line", width: 6 },
    { d: "M70 58c14-4 22 6 22 18V88H72", paint: "line", width: 6 },
  ],
  // An arrow that turns away.
  "wrong-zone": [
    { d: "M22 92V50a24 24 0 0 1 24-24H62", paint: "line", width: 15 },
    { d: "M60 2 96 26 60 50Z", paint: "fill" },
  ],
  // A clock.
  "not-yet": [RING, { d: "M50 22V52L68 64", paint: "line", width: 8 }],
  // An hourglass that has run out.
  "no-longer": [
    { d: "M20 8H80M20 92H80", paint: "line", width: 9 },
    { d: "M28 10C28 44 46 44 46 50S28 56 28 90M72 10C72 44 54 44 54 50S72 56 72 90", paint: "line", width: 6 },
    { d: "M32 88C34 72 44 66 50 64c6 2 16 8 18 24Z", paint: "fill" },
  ],
  // The octagon of a stop sign.
  revoked: [
    { d: "M31 4H69L96 31V69L69 96H31L4 69V31Z", paint: "fill" },
    { d: "M33 33 67 67M67 33 33 67", paint: "cut-line", width: 11 },
  ],
  // Somebody in a ring.
  "already-inside": [RING, { d: disc(50, 37, 12), paint: "fill" }, { d: "M27 74a23 21 0 0 1 46 0Z", paint: "fill" }],
  // The corners of a code, and nothing known between them.
  unreadable: [
    { d: "M8 30V8H30M70 8H92V30M92 70V92H70M30 92H8V70", paint: "line", width: 9 },
    { d: "M37 41a13 13 0 1 1 19 11c-5 3-6 5-6 10", paint: "line", width: 8 },
    { d: disc(50, 75, 5), paint: "fill" },
  ],
  // The triangle of a warning.
  "not-genuine": [
    { d: "M50 5 97 91H3Z", paint: "fill" },
    { d: "M50 36V62", paint: "cut-line", width: 9 },
    { d: disc(50, 76, 5.5), paint: "cut" },
  ],
  // A car behind a bar.
  "vehicle-not-allowed": [
    RING,
    { d: "M24 66V54l7-15a6 6 0 0 1 5-3H64a6 6 0 0 1 5 3l7 15V66H68V71H60V66H40V71H32V66Z", paint: "fill" },
    { d: "M20 20 80 80", paint: "cut-line", width: 14 },
    { d: "M20 20 80 80", paint: "line", width: 7 },
  ],
  // A padlock.
  "gate-closed": [
    { d: "M24 44H76a5 5 0 0 1 5 5V89a5 5 0 0 1-5 5H24a5 5 0 0 1-5-5V49a5 5 0 0 1 5-5Z", paint: "fill" },
    { d: "M31 44V29a19 19 0 0 1 38 0V44", paint: "line", width: 9 },
    { d: disc(50, 64, 6), paint: "cut" },
    { d: "M50 66V80", paint: "cut-line", width: 6 },
  ],
};

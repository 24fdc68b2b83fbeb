import { applied, pictureToGround, pinhole } from "@cordon/scenes";
import type { Alert, Analyser } from "@cordon/watch";
import { SIZE } from "./conditions.ts";
import { boxesOf } from "./static-regions.ts";
import { isInside, LOITERING_SECONDS, type Spot, type ZoneStory } from "./zone-scenes.ts";

/** A blob is the nearest one of the picture before, within so many metres; who is not found for so long is gone. */
const NEAREST_METRES = 1.5;
const GONE_SECONDS = 1;

interface Blob {
  seenSeconds: number;
  foot: Spot;
  insideSeconds: number | undefined;
  /** What was told of its visit, by zone. */
  readonly told: Map<string, Alert>;
}

/**
 * The textbook rule on the same background model: blobs of the foreground, followed from picture to picture by nearness; a blob is in the zone when the
 * middle of its lower edge is (as with OpenCV's MOG2 and findContours). No figures, no shadows, no hiding.
 */
export class BlobFeet {
  readonly #story: ZoneStory;
  readonly #toGround: ReturnType<typeof pictureToGround>;
  #blobs: Blob[] = [];
  readonly #raised: Alert[] = [];

  constructor(story: ZoneStory) {
    const { fieldOfViewDegrees, heightMetres, tiltDegrees } = story.conditions.camera;
    this.#story = story;
    this.#toGround = pictureToGround(pinhole(fieldOfViewDegrees, heightMetres, tiltDegrees, SIZE));
  }

  get alerts(): readonly Alert[] {
    return this.#raised;
  }

  step(seconds: number, { background }: Analyser): void {
    const { mask, width, height, stride } = background.planes;
    const set = mask.map((value) => (value === 0 ? 0 : 1));
    const scale = SIZE.widthPx / width;
    const free = new Set(this.#blobs);
    for (const box of boxesOf(set, width, height, stride)) {
      const [x, y] = applied(this.#toGround, scale * (box.x + box.width / 2), scale * (box.y + box.height));
      const foot: Spot = [x, y];
      const apart = (blob: Blob): number => Math.hypot(blob.foot[0] - x, blob.foot[1] - y);
      const [nearest] = [...free].toSorted((a, b) => apart(a) - apart(b));
      if (nearest === undefined || apart(nearest) > NEAREST_METRES) {
        const blob: Blob = { seenSeconds: seconds, foot, insideSeconds: undefined, told: new Map() };
        this.#blobs.push(blob);
        this.#judge(blob, foot, seconds, box);
        continue;
      }
      free.delete(nearest);
      nearest.seenSeconds = seconds;
      this.#judge(nearest, foot, seconds, box);
    }
    this.#blobs = this.#blobs.filter(({ seenSeconds }) => seconds - seenSeconds < GONE_SECONDS);
  }

  #judge(blob: Blob, foot: Spot, seconds: number, box: Alert["box"]): void {
    const { zone, line } = this.#story;
    const tell = (name: string, fromSeconds: number): Alert => {
      const alert = {
        kind: "zone-entry",
        zone: name,
        raisedSeconds: seconds,
        fromSeconds,
        toSeconds: seconds,
        box,
      } as const;
      this.#raised.push(alert);
      return alert;
    };
    const [[lineX, south], [, north]] = line;
    if (blob.foot[0] < lineX && foot[0] >= lineX && foot[1] > south && foot[1] < north) tell("gate", seconds);
    blob.foot = foot;
    if (!isInside(zone, foot)) {
      blob.insideSeconds = undefined;
      blob.told.clear();
      return;
    }
    blob.insideSeconds ??= seconds;
    for (const [name, dwell] of [
      ["quay", 0],
      ["stay", LOITERING_SECONDS],
    ] as const) {
      const told = blob.told.get(name);
      if (told !== undefined) Object.assign(told, { toSeconds: seconds });
      else if (seconds - blob.insideSeconds >= dwell) blob.told.set(name, tell(name, blob.insideSeconds));
    }
  }
}

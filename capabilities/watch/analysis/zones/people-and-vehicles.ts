import type { GroundPlane } from "../calibration/ground-plane.ts";
import type { AnalysedPicture, EventRule, RuleDecision, RuleEvent } from "../event.ts";
import { boxArea, heightOf, middleX, middleY, type Rectangle, widthOf } from "../tracks/region.ts";
import { isThing, type Track } from "../tracks/tracks.ts";

/** What is wider than somebody is tall, covers so many times as much and fills its box is no person, with or without a long shadow. */
const WIDER_TIMES = 1.2;
const LARGER_TIMES = 3;
const FILLED_SHARE = 0.5;

/** On one ground: people by where they stand, what is much larger than a person by its outline. */
export class PeopleAndVehicles implements EventRule {
  readonly #people: EventRule;
  readonly #vehicles: EventRule;
  readonly #plane: GroundPlane;
  #known: ReadonlySet<number> = new Set();

  /** @param plane in analysed pixels */
  constructor(people: EventRule, vehicles: EventRule, plane: GroundPlane) {
    this.#people = people;
    this.#vehicles = vehicles;
    this.#plane = plane;
  }

  step(picture: AnalysedPicture): RuleDecision {
    const tracks = picture.tracks.filter((track) => this.#isVehicle(track, picture));
    const walkers = picture.walkers();
    // Whoever was seen by themselves remains somebody, whatever passes over them.
    const people = walkers.filter(
      (each) => this.#known.has(each.id) || !tracks.some(({ box }) => isWithin(box, each.box)),
    );
    this.#known = new Set(people.filter(({ isSure }) => isSure).map(({ id }) => id));
    const decided = this.#people.step({ ...picture, walkers: () => people });
    const vehicles = this.#vehicles.step({ ...picture, tracks });
    return {
      events: [...decided.events.map(even), ...vehicles.events.map(odd)],
      present: [...(decided.present ?? []), ...(vehicles.present ?? [])],
    };
  }

  end(): readonly RuleEvent[] {
    return [...this.#people.end().map(even), ...this.#vehicles.end().map(odd)];
  }

  #isVehicle(track: Track, { seconds, foregroundIn }: AnalysedPicture): boolean {
    const { box } = track;
    if (track.seenSeconds !== seconds || track.doubtful || !isThing(track)) return false;
    const ground = this.#plane.toGround({ x: middleX(box), y: box.bottom });
    const person = ground && this.#plane.personBoxAt(ground);
    if (person === undefined) return false;
    const isLarge = widthOf(box) > WIDER_TIMES * heightOf(person) && boxArea(box) > LARGER_TIMES * boxArea(person);
    return isLarge && foregroundIn(box) > FILLED_SHARE;
  }
}

const isWithin = (box: Rectangle, part: Rectangle): boolean => {
  const [x, y] = [middleX(part), middleY(part)];
  return x > box.left && x < box.right && y > box.top && y < box.bottom;
};

/** One rule's events and the other's keep apart. */
const even = (event: RuleEvent): RuleEvent => ({ ...event, id: 2 * event.id });
const odd = (event: RuleEvent): RuleEvent => ({ ...event, id: 2 * event.id + 1 });

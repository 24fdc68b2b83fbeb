/** People who do what a script says: walk, stay, sit, lie, put something down, take it, go. */
import type { Posture } from "../drawing/figure.ts";
import type { Spot } from "./mounting.ts";

export type Deed =
  | { readonly do: "walk"; readonly to: Spot; readonly metresPerSecond?: number }
  | { readonly do: "stay"; readonly seconds: number; readonly posture?: Posture; readonly headingDegrees?: number }
  | { readonly do: "put"; readonly thing: string }
  | { readonly do: "take"; readonly thing: string };

/** Someone who is there from a second on until their last deed is done. */
export type Actor = {
  /** Unique in its scene. */
  readonly name: string;
  readonly at: Spot;
  readonly fromSeconds: number;
  readonly deeds: readonly Deed[];
  /** What they look like; by their name when not given. */
  readonly seed?: number;
};

export type ThingKind = "suitcase" | "sports-bag" | "backpack" | "box" | "bottle";

/** Something that is carried or lies. Either somebody has it with them when they come, or it lies there from a second on. */
export type Belonging = {
  /** Unique in its scene. */
  readonly name: string;
  readonly kind: ThingKind;
  readonly seed?: number;
} & (
  | { readonly broughtBy: string }
  | { readonly at: Spot; readonly fromSeconds?: number; readonly untilSeconds?: number }
);

/** What somebody does from one second to another, straight in between. */
type Spell = {
  readonly fromSeconds: number;
  readonly untilSeconds: number;
  readonly from: Spot;
  readonly to: Spot;
  readonly headingDegrees: number;
  readonly posture: Posture;
  readonly walkedMetres: number;
};

export type Part = {
  readonly actor: Actor;
  readonly spells: readonly Spell[];
  readonly untilSeconds: number;
  /** When they put down or take what, and where it then lies. */
  readonly handled: readonly { readonly thing: string; readonly atSeconds: number; readonly lies: Spot | null }[];
};

const walkingSpeed = 1.3;
/** To bend down, put something there and stand up again. */
const handlingSeconds = 1.4;
const besideMetres = 0.45;

export function partOf(actor: Actor): Part {
  const spells: Spell[] = [];
  const handled: { thing: string; atSeconds: number; lies: Spot | null }[] = [];
  let [seconds, at, headingDegrees, walkedMetres] = [actor.fromSeconds, actor.at, 0, 0];
  const stay = (forSeconds: number, posture: Posture): void => {
    const untilSeconds = seconds + forSeconds;
    spells.push({ fromSeconds: seconds, untilSeconds, from: at, to: at, headingDegrees, posture, walkedMetres });
    seconds = untilSeconds;
  };
  for (const deed of actor.deeds) {
    switch (deed.do) {
      case "walk": {
        const [dx, dy] = [deed.to[0] - at[0], deed.to[1] - at[1]];
        const metres = Math.hypot(dx, dy);
        if (metres < 1e-6) break;
        headingDegrees = (Math.atan2(dx, dy) * 180) / Math.PI;
        const untilSeconds = seconds + metres / (deed.metresPerSecond ?? walkingSpeed);
        const spell = { fromSeconds: seconds, untilSeconds, from: at, to: deed.to, headingDegrees, walkedMetres };
        spells.push({ ...spell, posture: "upright" });
        walkedMetres += metres;
        [seconds, at] = [untilSeconds, deed.to];
        break;
      }
      case "stay":
        headingDegrees = deed.headingDegrees ?? headingDegrees;
        stay(deed.seconds, deed.posture ?? "upright");
        break;
      case "put":
      case "take": {
        const radians = (headingDegrees * Math.PI) / 180;
        const beside: Spot = [at[0] + besideMetres * Math.cos(radians), at[1] - besideMetres * Math.sin(radians)];
        handled.push({
          thing: deed.thing,
          atSeconds: seconds + handlingSeconds / 2,
          lies: deed.do === "put" ? beside : null,
        });
        stay(handlingSeconds, "upright");
        break;
      }
    }
  }
  return { actor, spells, untilSeconds: seconds, handled };
}

export type Pose = {
  readonly x: number;
  readonly y: number;
  readonly headingDegrees: number;
  readonly metresPerSecond: number;
  readonly walkedMetres: number;
  readonly posture: Posture;
};

/** Where somebody is, or undefined before they come and after they have gone. */
export function poseAt(part: Part, seconds: number): Pose | undefined {
  const spell = part.spells.find((each) => seconds >= each.fromSeconds && seconds < each.untilSeconds);
  if (!spell) return undefined;
  const duration = spell.untilSeconds - spell.fromSeconds;
  const share = (seconds - spell.fromSeconds) / duration;
  const [dx, dy] = [spell.to[0] - spell.from[0], spell.to[1] - spell.from[1]];
  const metres = Math.hypot(dx, dy);
  return {
    x: spell.from[0] + dx * share,
    y: spell.from[1] + dy * share,
    headingDegrees: spell.headingDegrees,
    metresPerSecond: metres / duration,
    walkedMetres: spell.walkedMetres + metres * share,
    posture: spell.posture,
  };
}

export type Whereabouts =
  | { readonly is: "absent" }
  | { readonly is: "carried"; readonly by: string }
  | { readonly is: "lying"; readonly at: Spot; readonly since: number; readonly leftBy: string | null };

/** Where a thing is: with whoever has it, or where it was put last. */
export function whereabouts(thing: Belonging, parts: readonly Part[], seconds: number): Whereabouts {
  let now: Whereabouts = { is: "absent" };
  if ("broughtBy" in thing) {
    const bringer = parts.find(({ actor }) => actor.name === thing.broughtBy);
    if (bringer && seconds >= bringer.actor.fromSeconds) now = { is: "carried", by: thing.broughtBy };
  } else {
    const since = thing.fromSeconds ?? Number.NEGATIVE_INFINITY;
    if (seconds >= since && seconds < (thing.untilSeconds ?? Number.POSITIVE_INFINITY))
      now = { is: "lying", at: thing.at, since, leftBy: null };
  }
  const deeds = parts
    .flatMap(({ actor, handled }) => handled.map((deed) => ({ ...deed, by: actor.name })))
    .filter((deed) => deed.thing === thing.name && deed.atSeconds <= seconds)
    .sort((a, b) => a.atSeconds - b.atSeconds);
  for (const { by, lies, atSeconds } of deeds)
    now = lies ? { is: "lying", at: lies, since: atSeconds, leftBy: by } : { is: "carried", by };
  // Who has it takes it along when they go.
  if (now.is === "carried") {
    const { by } = now;
    const bearer = parts.find(({ actor }) => actor.name === by);
    if (!bearer || seconds >= bearer.untilSeconds) return { is: "absent" };
  }
  return now;
}

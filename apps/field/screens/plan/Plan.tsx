import { bearingDegrees, distanceMetres, type Position } from "@cordon/kernel";
import { AffiliationFrame, useFormat, useLanguage, useNowMs } from "@cordon/ui";
import { VisuallyHidden } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconCurrentLocation, IconMaximize, IconMinus, IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useMemo, useState } from "react";
import { useAge } from "../age.ts";
import type { Overlays } from "../../phone/state.ts";
import classes from "../field.module.css";
import { usePhoneState } from "../phone.tsx";
import { Picture } from "./Picture.tsx";
import own from "./plan.module.css";
import { cornersOf, type Thing, thingsOf } from "./things.ts";
import { useFingers } from "./useFingers.ts";
import { around, closer, dragged, flatFrom, nearest, scaleOf, type View, windOf } from "./view.ts";
import { usePlanWords } from "./words.ts";

const OLD_MS = 60_000;
const STEP = 1.6;
const KEY_PIXELS = 60;
const SCALE_PIXELS = 120;
/** So near one looks at one thing. */
const NEAR = 1;
const NOTHING: Overlays = [];
/** Where nothing is known: somewhere in Paris, for an empty plan. */
const NOWHERE: Position = [2.3, 48.86];

/**
 * Where the unit's post and tasks are, and what was drawn for it to see: laid out by the phone from what it keeps, so that it is there without
 * a network. No streets, and nobody else's position.
 */
export default function Plan() {
  const words = usePlanWords();
  const format = useFormat();
  const { fix, tasks, shifts, places, overlays, aheadMs } = usePhoneState();
  const nowMs = useNowMs();
  const fixIsOld = fix !== null && nowMs - aheadMs - fix.atMs > OLD_MS;
  const { ref, width, height } = useElementSize();
  const size = useMemo(() => ({ width: Math.max(1, width), height: Math.max(1, height) }), [width, height]);
  const things = useMemo(() => thingsOf({ tasks, shifts, places, overlays }), [tasks, shifts, places, overlays]);
  const me = useMemo((): Position | null => (fix === null ? null : [fix.lon, fix.lat]), [fix]);
  // Anywhere near does; it changes with nothing but the places.
  const origin = useMemo(() => places.flatMap(({ geometry }) => cornersOf(geometry))[0] ?? NOWHERE, [places]);
  const flat = useMemo(() => flatFrom(origin), [origin]);
  const whole = useMemo((): View => {
    const own = things.flatMap((thing) => (thing.what === "overlay" ? cornersOf(thing.overlay.shape) : [thing.at]));
    const shown = [...own, ...(me === null ? [] : [me])];
    const all = shown.length > 0 ? shown : places.flatMap(({ geometry }) => cornersOf(geometry));
    return around(all.map(flat), size) ?? { centre: flat(NOWHERE), metresPerPixel: 2 };
  }, [things, me, places, flat, size]);
  const [moved, setMoved] = useState<View | null>(null);
  const view = moved ?? whole;
  const fingers = useFingers(view, setMoved, size);
  const showAt = (position: Position) =>
    setMoved({ centre: flat(position), metresPerPixel: Math.min(NEAR, view.metresPerPixel) });
  const onKey = (event: KeyboardEvent) => {
    const next = keyed(view, event.key);
    if (next === null) return;
    event.preventDefault();
    setMoved(next);
  };
  const scale = scaleOf(view, SCALE_PIXELS);
  return (
    <main className={own.screen}>
      <h2 className={own.title}>{words.title}</h2>
      <div
        ref={ref}
        className={own.map}
        role="group"
        aria-label={words.label(format.distance(scale.metres))}
        aria-describedby="plan-moves"
        tabIndex={0}
        onKeyDown={onKey}
        {...fingers}
      >
        <Picture {...{ flat, view, size, places, things, fix, fixIsOld }} overlays={overlays ?? NOTHING} />
        <span className={own.north} aria-hidden>
          ↑ {words.north}
        </span>
        <span className={own.scale} style={{ width: scale.pixels }} aria-hidden>
          {format.distance(scale.metres)}
        </span>
        {/* What is pressed is no drag of what lies beneath it. */}
        <div className={own.tools} onPointerDown={(event) => event.stopPropagation()}>
          <Tool label={words.closer} onPress={() => setMoved(closer(view, STEP))} Icon={IconPlus} />
          <Tool label={words.farther} onPress={() => setMoved(closer(view, 1 / STEP))} Icon={IconMinus} />
          <Tool label={words.all} onPress={() => setMoved(null)} Icon={IconMaximize} />
          <Tool label={words.me} onPress={me === null ? null : () => showAt(me)} Icon={IconCurrentLocation} />
        </div>
      </div>
      <div className={own.below}>
        <VisuallyHidden id="plan-moves">{words.move}</VisuallyHidden>
        <Where me={me} old={fixIsOld} atMs={fix === null ? null : fix.atMs + aheadMs} />
        <h3 className={classes.heading}>{words.on}</h3>
        {things.length > 0 && (
          <ul className={classes.list}>
            {things.map((thing) => (
              <li key={thing.id}>
                <button type="button" className={classes.item} onClick={() => showAt(thing.at)}>
                  <Row of={thing} from={me} />
                </button>
              </li>
            ))}
          </ul>
        )}
        {overlays === null ? (
          <p>{words.unread}</p>
        ) : (
          overlays.length === 0 && (
            <div>
              <strong>{words.nothing}</strong>
              <p className={classes.small}>{words.nothingHint}</p>
            </div>
          )
        )}
      </div>
    </main>
  );
}

function keyed(view: View, key: string): View | null {
  switch (key) {
    case "ArrowLeft":
      return dragged(view, KEY_PIXELS, 0);
    case "ArrowRight":
      return dragged(view, -KEY_PIXELS, 0);
    case "ArrowUp":
      return dragged(view, 0, KEY_PIXELS);
    case "ArrowDown":
      return dragged(view, 0, -KEY_PIXELS);
    case "+":
      return closer(view, STEP);
    case "-":
      return closer(view, 1 / STEP);
    default:
      return null;
  }
}

function Tool({
  label,
  onPress,
  Icon,
}: {
  readonly label: string;
  /** Null where there is nothing to go to. */
  readonly onPress: (() => void) | null;
  readonly Icon: typeof IconPlus;
}) {
  return (
    <button
      type="button"
      className={own.tool}
      aria-label={label}
      disabled={onPress === null}
      onClick={onPress ?? undefined}
    >
      <Icon size={28} aria-hidden />
    </button>
  );
}

/** Whether the phone knows where it is, and since when. */
function Where({
  me,
  old,
  atMs,
}: {
  readonly me: Position | null;
  readonly old: boolean;
  readonly atMs: number | null;
}) {
  const words = usePlanWords();
  const age = useAge();
  if (me === null || atMs === null) return <p role="status">{words.noFix}</p>;
  return old ? <p role="status">{words.youOld(age(atMs))}</p> : null;
}

/** One thing on the plan in words: what, whose, and how far which way. */
function Row({ of: thing, from }: { readonly of: Thing; readonly from: Position | null }) {
  const words = usePlanWords();
  const language = useLanguage();
  const format = useFormat();
  const corners = thing.what === "overlay" ? cornersOf(thing.overlay.shape) : [thing.at];
  const near = from === null ? undefined : nearest(from, corners);
  const away =
    from === null || near === undefined
      ? null
      : words.away(format.distance(distanceMetres(from, near)), words.winds[windOf(bearingDegrees(from, near))] ?? "");
  const row = (sign: ReactNode, title: string, more: readonly (string | null)[]) => (
    <span className={own.thing}>
      {sign}
      <span>
        <span className={classes.itemOrder}>{title}</span>
        <span className={classes.small}>{more.filter((part) => part !== null && part !== "").join(" · ")}</span>
      </span>
    </span>
  );
  switch (thing.what) {
    case "task":
      return row(
        <span className={own.sign} data-task>
          {thing.number}
        </span>,
        words.task(thing.task.order),
        [away],
      );
    case "post":
      return row(<span className={own.sign} data-post />, words.post, [thing.place.properties.name[language], away]);
    case "overlay": {
      const { name, text, style, affiliation } = thing.overlay;
      return row(
        <span className={own.sign}>{affiliation !== undefined && <AffiliationFrame of={affiliation} />}</span>,
        name,
        [text, words.style[style], affiliation === undefined ? null : words.affiliation[affiliation], away],
      );
    }
  }
}

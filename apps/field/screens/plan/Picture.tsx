import type { PlaceFeature } from "@cordon/command";
import { bearingDegrees, type Position } from "@cordon/kernel";
import { AffiliationFrame, type Tokens, useLanguage, useTheme } from "@cordon/ui";
import { memo } from "react";
import type { Fix, Overlays } from "../../phone/state.ts";
import { type Label, written } from "./labels.ts";
import own from "./plan.module.css";
import { middleOf, type Thing } from "./things.ts";
import { type Flat, onScreen, type Size, type View } from "./view.ts";

/** Names of places that are shown at a time; more say nothing. */
const MOST_NAMES = 30;
/** Metres a pixel from which on places are named. */
const NAMED_BELOW = 2;
const PLACE_PIXELS = 12;
const NAME_PIXELS = 14;
const TEXT_PIXELS = 18;

type Drawing = Extract<Thing, { readonly what: "overlay" }>;

export interface PictureProps {
  readonly flat: (position: Position) => Flat;
  readonly view: View;
  readonly size: Size;
  readonly places: readonly PlaceFeature[];
  readonly things: readonly Thing[];
  readonly overlays: Overlays;
  readonly fix: Fix | null;
  /** Nobody knows any more whether it is there. */
  readonly fixIsOld: boolean;
}

/** The plan's picture: what stands, what is drawn, where one has to be, and where one is. */
export function Picture({ flat, view, size, places, things, overlays, fix, fixIsOld }: PictureProps) {
  const { tokens } = useTheme();
  const language = useLanguage();
  const at = (position: Position) => onScreen(view, size, flat(position));
  const inSight = ([x, y]: Flat) => x > -40 && y > -40 && x < size.width + 40 && y < size.height + 40;
  const { centre, metresPerPixel } = view;
  const scale = 1 / metresPerPixel;
  const moved = `translate(${size.width / 2 - centre[0] * scale} ${size.height / 2 - centre[1] * scale}) scale(${scale})`;
  const near =
    metresPerPixel > NAMED_BELOW
      ? []
      : places
          .flatMap((place) => {
            const middle = middleOf(place.geometry);
            const spot = middle && at(middle);
            return spot !== undefined && inSight(spot) ? [{ place, spot }] : [];
          })
          .slice(0, MOST_NAMES);
  const names = written(
    [
      ...things.flatMap((thing) => (thing.what === "overlay" ? [nameOf(thing, at(thing.at))] : [])),
      ...near.map(({ place: { properties }, spot: [x, y] }) => ({
        ...{ id: properties.reference, text: properties.name[language], x, y: y + 18, pixels: PLACE_PIXELS },
        must: false,
      })),
    ].filter(({ x, y }) => inSight([x, y])),
    size,
  );
  return (
    <svg className={own.picture} aria-hidden>
      <g transform={moved}>
        <Ground places={places} flat={flat} tokens={tokens} />
        <Drawn overlays={overlays} flat={flat} tokens={tokens} />
      </g>
      {near.map(({ place, spot: [x, y] }) =>
        place.geometry.type === "Point" ? (
          <rect
            key={place.properties.reference}
            {...{ x: x - 5, y: y - 5, width: 10, height: 10, fill: tokens.panel, stroke: tokens.map.gate }}
          />
        ) : null,
      )}
      {things.map((thing) => {
        const [x, y] = at(thing.at);
        return inSight([x, y]) || thing.what === "overlay" ? (
          <g key={thing.id}>
            {thing.what === "overlay" && <Sign of={thing} x={x} y={y} at={at} tokens={tokens} />}
            {thing.what === "post" && (
              <rect
                {...{ x: x - 12, y: y - 12, width: 24, height: 24, fill: "none", stroke: tokens.text, strokeWidth: 4 }}
              />
            )}
            {thing.what === "task" && (
              <>
                <rect
                  {...{ x: x - 13, y: y - 13, width: 26, height: 26, rx: 6, fill: tokens.text, stroke: tokens.panel }}
                />
                <text x={x} y={y + 5} textAnchor="middle" className={own.number}>
                  {thing.number}
                </text>
              </>
            )}
          </g>
        ) : null;
      })}
      {names.map(({ id, text, x, y, pixels }) => (
        <text key={id} {...{ x, y }} textAnchor="middle" fontSize={pixels}>
          {text}
        </text>
      ))}
      {fix !== null && <Me fix={fix} at={at([fix.lon, fix.lat])} old={fixIsOld} scale={scale} tokens={tokens} />}
    </svg>
  );
}

const path = (lines: readonly (readonly Position[])[], flat: (position: Position) => Flat): string =>
  lines.map((line) => `M${line.map((one) => flat(one).map(Math.round).join(" ")).join("L")}`).join("");

/** Laid out once: looking elsewhere moves it and reckons nothing anew. */
const Ground = memo(function Ground({
  places,
  flat,
  tokens,
}: Pick<PictureProps, "places" | "flat"> & { readonly tokens: Tokens }) {
  return places.map(({ geometry, properties: { reference, kind, regime } }) => {
    if (geometry.type === "Point") return null;
    const isRiver = kind === "river";
    const ruled = Object.entries(tokens.map.zones).find(([name]) => name === regime)?.[1] ?? tokens.map.zones.other;
    return (
      <path
        key={reference}
        d={path(geometry.coordinates, flat)}
        vectorEffect="non-scaling-stroke"
        fill={isRiver ? tokens.map.water : regime === null ? tokens.map.structure : "none"}
        fillOpacity={isRiver ? 1 : 0.4}
        stroke={isRiver ? tokens.map.waterLine : ruled}
        strokeWidth={regime === "forbidden" || regime === "black" ? 3 : 1.5}
      />
    );
  });
});

const Drawn = memo(function Drawn({
  overlays,
  flat,
  tokens,
}: Pick<PictureProps, "overlays" | "flat"> & { readonly tokens: Tokens }) {
  return overlays.map(({ id, shape, affiliation }) => {
    if (shape.type === "Point") return null;
    const d = path(shape.type === "Polygon" ? shape.coordinates : [shape.coordinates], flat);
    const line = { d, fill: "none", vectorEffect: "non-scaling-stroke", strokeLinejoin: "round" } as const;
    return (
      <g key={id}>
        <path {...line} stroke={tokens.map.labelHalo} strokeWidth={8} strokeOpacity={0.8} />
        <path
          {...line}
          stroke={affiliation === undefined ? tokens.accent : tokens.map.affiliations[affiliation]}
          strokeWidth={3.5}
          strokeDasharray={affiliation === undefined ? "9 6" : undefined}
        />
      </g>
    );
  });
});

/** What a drawing is called, or says. */
function nameOf({ overlay }: Drawing, [x, y]: Flat): Label {
  const { id, name, text, style, affiliation } = overlay;
  const isText = style === "text";
  return {
    ...{ id, x, y: isText && affiliation === undefined ? y + 6 : y + 28 },
    ...(isText ? { text, pixels: TEXT_PIXELS, must: true } : { text: name, pixels: NAME_PIXELS, must: false }),
  };
}

/** The frame of its affiliation, a pin where it has none, and the head of an arrow. */
function Sign({
  of: { overlay },
  x,
  y,
  at,
  tokens,
}: {
  readonly of: Drawing;
  readonly x: number;
  readonly y: number;
  readonly at: (position: Position) => Flat;
  readonly tokens: Tokens;
}) {
  const { style, shape, affiliation } = overlay;
  const colour = affiliation === undefined ? tokens.accent : tokens.map.affiliations[affiliation];
  const [from, to] = shape.type === "LineString" ? shape.coordinates.slice(-2) : [];
  const tip = to === undefined ? null : at(to);
  return (
    <>
      {style === "arrow" && from !== undefined && to !== undefined && tip !== null && (
        <path
          d="M0 -2 9 18 0 13 -9 18Z"
          fill={colour}
          stroke={tokens.map.labelHalo}
          strokeWidth={2}
          transform={`translate(${tip[0]} ${tip[1]}) rotate(${bearingDegrees(from, to)})`}
        />
      )}
      {affiliation !== undefined && (
        <g transform={`translate(${x - 12} ${y - 12}) scale(1.5)`}>
          <AffiliationFrame of={affiliation} />
        </g>
      )}
      {affiliation === undefined && style === "mark" && (
        <circle {...{ cx: x, cy: y, r: 8, fill: colour, stroke: tokens.map.labelHalo, strokeWidth: 3 }} />
      )}
    </>
  );
}

/** Where the phone is, how well it knows, and where it heads; hollow when that was a while ago. */
function Me({
  fix,
  at: [x, y],
  old,
  scale,
  tokens,
}: {
  readonly fix: Fix;
  readonly at: Flat;
  readonly old: boolean;
  readonly scale: number;
  readonly tokens: Tokens;
}) {
  const { headingDegrees } = fix;
  return (
    <g data-me={old ? "old" : "here"}>
      <circle cx={x} cy={y} r={Math.max(11, fix.accuracyMetres * scale)} fill={tokens.accent} fillOpacity={0.15} />
      <circle
        {...{ cx: x, cy: y, r: 9, fill: old ? tokens.panel : tokens.accent, stroke: tokens.text, strokeWidth: 3 }}
        strokeDasharray={old ? "4 3" : undefined}
      />
      {headingDegrees !== null && !old && (
        <path
          d="M0 -22 7 -11 -7 -11Z"
          fill={tokens.text}
          transform={`translate(${x} ${y}) rotate(${headingDegrees})`}
        />
      )}
    </g>
  );
}

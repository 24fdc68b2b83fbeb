import { distanceMetres, type Polygon, pointInPolygon, type Position } from "@cordon/kernel";
import type { Gate, Perimeters, Zone } from "../words.ts";
import { fault, type PerimeterFault, type Subject } from "./perimeter-fault.ts";

/** A gate stands at the edge of its zone; streets and squares are wide. */
const GATE_TO_BORDER_METRES = 150;
/** Perimeters of one event lie together. */
const TOGETHER_METRES = 100_000;

/** What is odd about where things are. */
export function faultsOfShapes({ zones, gates }: Perimeters): PerimeterFault[] {
  const shapes: readonly Shape[] = [
    ...zones.map((zone): Shape => ({ subject: { kind: "zone", code: zone.code }, position: middleOf(zone) })),
    ...gates.map((gate): Shape => ({ subject: { kind: "gate", code: gate.code }, position: gate.position })),
  ];
  const astray = new Map<string, PerimeterFault>();
  for (const shape of shapes) {
    const found = faultOfPlace(shape, shapes);
    if (found !== null) astray.set(keyOf(shape.subject), found);
  }
  const isAstray = (subject: Subject) => astray.has(keyOf(subject));
  // Where a shape lies in another country, that its gate is far from it goes without saying.
  const apart = gates.flatMap((gate) => {
    const zone = zones.find(({ code }) => code === gate.zone);
    if (zone === undefined || isAstray({ kind: "gate", code: gate.code })) return [];
    return isAstray({ kind: "zone", code: zone.code }) ? [] : faultsOfGate(gate, zone);
  });
  return [...astray.values(), ...apart];
}

interface Shape {
  readonly subject: Subject;
  readonly position: Position;
}

function faultOfPlace(shape: Shape, all: readonly Shape[]): PerimeterFault | null {
  const others = all.filter((other) => other !== shape).map(({ position }) => position);
  const middle = medianOf(others);
  if (middle === null || distanceMetres(shape.position, middle) <= TOGETHER_METRES) return null;
  const { kind, code } = shape.subject;
  const [fr, en] = kind === "zone" ? [`La zone ${code}`, `Zone ${code}`] : [`Le point d’accès ${code}`, `Gate ${code}`];
  const [longitude, latitude] = shape.position;
  const swapped: Position = [latitude, Math.max(-90, Math.min(90, longitude))];
  if (Math.abs(longitude) <= 90 && distanceMetres(swapped, middle) <= TOGETHER_METRES) {
    return fault(
      "error",
      "swapped-coordinates",
      shape.subject,
      `${fr} a sa latitude à la place de sa longitude : GeoJSON écrit la longitude d’abord.`,
      `${en} has its latitude where its longitude belongs: GeoJSON writes the longitude first.`,
    );
  }
  const kilometres = Math.round(distanceMetres(shape.position, middle) / 1000);
  return fault(
    "warning",
    "far-from-the-rest",
    shape.subject,
    `${fr} se trouve à ${kilometres} km de tout le reste.`,
    `${en} lies ${kilometres} km from everything else.`,
  );
}

function faultsOfGate(gate: Gate, zone: Zone): PerimeterFault[] {
  const metres = Math.round(distanceToBorder(gate.position, zone.shape));
  if (metres <= GATE_TO_BORDER_METRES) return [];
  const isInside = pointInPolygon(gate.position, zone.shape);
  const subject: Subject = { kind: "gate", code: gate.code };
  return [
    fault(
      "warning",
      "gate-far-from-zone",
      subject,
      `Le point d’accès ${gate.code} est à ${metres} m du bord de la zone ${zone.code}, ${isInside ? "à l’intérieur" : "à l’extérieur"}.`,
      `Gate ${gate.code} is ${metres} m ${isInside ? "inside" : "outside"} the border of zone ${zone.code}.`,
    ),
  ];
}

/** On a flat map around the position: exact enough for some hundred metres. */
function distanceToBorder(position: Position, { coordinates }: Polygon): number {
  const eastMetres = distanceMetres([0, position[1]], [1, position[1]]);
  const northMetres = distanceMetres([0, 0], [0, 1]);
  const flat = ([longitude, latitude]: Position) =>
    [(longitude - position[0]) * eastMetres, (latitude - position[1]) * northMetres] as const;
  let least = Number.POSITIVE_INFINITY;
  for (const ring of coordinates) {
    for (let at = 1; at < ring.length; at++) {
      const from = ring[at - 1];
      const to = ring[at];
      if (from !== undefined && to !== undefined) least = Math.min(least, distanceToOrigin(flat(from), flat(to)));
    }
  }
  return least;
}

type Flat = readonly [x: number, y: number];

function distanceToOrigin([x1, y1]: Flat, [x2, y2]: Flat): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.max(0, Math.min(1, -(x1 * dx + y1 * dy) / squared));
  return Math.hypot(x1 + along * dx, y1 + along * dy);
}

function middleOf({ shape }: Zone): Position {
  const ring = shape.coordinates[0] ?? [];
  return medianOf(ring) ?? [0, 0];
}

/** By longitude and latitude apart: one that is astray does not move it. */
function medianOf(positions: readonly Position[]): Position | null {
  const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
  const longitude = middle(positions.map(([value]) => value));
  const latitude = middle(positions.map(([, value]) => value));
  return longitude === undefined || latitude === undefined ? null : [longitude, latitude];
}

const keyOf = ({ kind, code }: Subject) => `${kind} ${code}`;

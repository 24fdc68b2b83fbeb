import type { Point, Polygon } from "@cordon/kernel";
import type { MapTool } from "@cordon/ui";
import type { Drawing } from "./drawing.ts";

/** The drawing library comes with the first stroke: it is no part of the page until somebody draws. */
export async function areaTool(drawing: Drawing<Polygon>): Promise<MapTool> {
  return (await import("./terra.ts")).drawArea(drawing);
}

export async function pointTool(drawing: Drawing<Point>): Promise<MapTool> {
  return (await import("./terra.ts")).drawPoint(drawing);
}

import { describe, expect, it } from "vitest";
import { routeOf } from "./route.ts";

const id = "01J3ZK8Q4M7V9X2B5N6P0RSTWY";

describe("addresses", () => {
  it.each([
    ["/", { page: "room" }],
    [`/signals/${id}`, { page: "signal", signal: id }],
    [`/incidents/${id}`, { page: "incident", incident: id }],
    ["/units", { page: "units" }],
    [`/units/${id}`, { page: "unit", unit: id }],
    ["/report", { page: "report" }],
    ["/open-incident", { page: "open-incident" }],
    ["/journal", { page: "journal" }],
    ["/perimeters", { page: "perimeters" }],
    ["/passes", { page: "passes" }],
    ["/gates", { page: "gates" }],
    ["/cameras", { page: "cameras" }],
    ["/events", { page: "events" }],
    ["/events/zone-entry", { page: "event", kind: "zone-entry" }],
    ["/scores", { page: "scores" }],
    ["/models", { page: "models" }],
    [`/cameras/${id}`, { page: "camera", camera: id }],
    [`/cameras/${id}/calibration`, { page: "calibration", camera: id }],
  ])("%s", (path, route) => {
    expect(routeOf(path)).toEqual(route);
  });
  it.each([
    "/signals",
    "/signals/../x",
    "/signals/nonsense",
    "/journal/3",
    "/cameras/7",
    "/events/weapon",
    "/events/zone-entry/x",
    `/cameras/${id}/x`,
    `/cameras/${id}/calibration/2`,
    "/x",
    `/incidents/${id}/log`,
  ])("%s leads nowhere", (path) => {
    expect(routeOf(path)).toEqual({ page: "nowhere" });
  });
});

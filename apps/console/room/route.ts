import { CameraId, IncidentId, SignalId, UnitId } from "@cordon/kernel";
import { EVENT_KINDS, type EventKind } from "@cordon/watch/ui";
import { ThreadKey } from "@cordon/command/ui/messages";
import { useMemo } from "react";
import { useLocation } from "wouter";

/** What the address names: what lies on the map. */
export type RoomRoute =
  | { readonly page: "room" }
  | { readonly page: "signal"; readonly signal: SignalId }
  | { readonly page: "incident"; readonly incident: IncidentId }
  | { readonly page: "unit"; readonly unit: UnitId }
  | { readonly page: "report" | "open-incident" }
  | { readonly page: "camera" | "calibration"; readonly camera: CameraId }
  | { readonly page: "event"; readonly kind: EventKind }
  | { readonly page: "thread"; readonly thread: ThreadKey }
  | Wide
  | { readonly page: "nowhere" };

type WidePage = (typeof WIDE)[number];
type Wide = { readonly [Page in WidePage]: { readonly page: Page } }[WidePage];

const WIDE = [
  "units",
  "forces",
  "needs",
  "procedures",
  "messages",
  "drawings",
  "roster",
  "cameras",
  "events",
  "scores",
  "models",
  "perimeters",
  "passes",
  "gates",
  "mandates",
  "journal",
  "devices",
  "people",
  "review",
] as const;

export type CameraRoute = Extract<RoomRoute, { readonly page: "camera" | "calibration" }>;
type ThreadRoute = Extract<RoomRoute, { readonly page: "thread" }>;
type EventRoute = Extract<RoomRoute, { readonly page: "event" }>;
export type WideRoute = Wide | CameraRoute | EventRoute | ThreadRoute | { readonly page: "nowhere" };

/** Whether it needs room, and lies on the left of the map instead of the lists. */
export function isWide(route: RoomRoute): route is WideRoute {
  return (
    route.page === "nowhere" ||
    route.page === "event" ||
    route.page === "thread" ||
    isCamera(route) ||
    WIDE.some((page) => page === route.page)
  );
}

/** Whether it is about one camera. */
export function isCamera(route: RoomRoute): route is CameraRoute {
  return route.page === "camera" || route.page === "calibration";
}

export function routeOf(path: string): RoomRoute {
  const [, first = "", second = "", ...more] = path.split("/");
  if (first === "") return { page: "room" };
  if (first === "cameras" && second !== "") return cameraRoute(second, more);
  if (more.length > 0) return { page: "nowhere" };
  if (first === "signals") {
    const signal = SignalId.safeParse(second);
    return signal.success ? { page: "signal", signal: signal.data } : { page: "nowhere" };
  }
  if (first === "incidents") {
    const incident = IncidentId.safeParse(second);
    return incident.success ? { page: "incident", incident: incident.data } : { page: "nowhere" };
  }
  if (first === "units" && second !== "") {
    const unit = UnitId.safeParse(second);
    return unit.success ? { page: "unit", unit: unit.data } : { page: "nowhere" };
  }
  if (first === "events" && second !== "") {
    const kind = EVENT_KINDS.find((each) => each === second);
    return kind === undefined ? { page: "nowhere" } : { page: "event", kind };
  }
  if (first === "messages" && second !== "") {
    const thread = ThreadKey.safeParse(second);
    return thread.success ? { page: "thread", thread: thread.data } : { page: "nowhere" };
  }
  if ((first === "report" || first === "open-incident") && second === "") return { page: first };
  const wide = WIDE.find((page) => page === first);
  return wide === undefined || second !== "" ? { page: "nowhere" } : { page: wide };
}

function cameraRoute(named: string, [part, ...more]: readonly string[]): RoomRoute {
  const camera = CameraId.safeParse(named);
  if (!camera.success || more.length > 0) return { page: "nowhere" };
  if (part === undefined) return { page: "camera", camera: camera.data };
  return part === "calibration" ? { page: "calibration", camera: camera.data } : { page: "nowhere" };
}

export function useRoute(): readonly [RoomRoute, (to: string) => void] {
  const [path, go] = useLocation();
  return [useMemo(() => routeOf(path), [path]), go];
}

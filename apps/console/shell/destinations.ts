import { COMMAND_ROOM, type Role } from "@cordon/kernel";
import {
  type Icon,
  IconBook2,
  IconBarrierBlock,
  IconBox,
  IconCalendarTime,
  IconDeviceMobile,
  IconEyeQuestion,
  IconFlag,
  IconGavel,
  IconHistory,
  IconListCheck,
  IconMap2,
  IconMessage2,
  IconPencil,
  IconPolygon,
  IconQrcode,
  IconTargetArrow,
  IconUrgent,
  IconUserCog,
  IconUsersGroup,
  IconVideo,
} from "@tabler/icons-react";

/** A page of the console: its path, its letter after G, and who has a use for it. */
export interface Destination {
  readonly path: string;
  readonly name:
    | "room"
    | "units"
    | "forces"
    | "needs"
    | "procedures"
    | "messages"
    | "drawings"
    | "roster"
    | "cameras"
    | "events"
    | "scores"
    | "models"
    | "gates"
    | "perimeters"
    | "passes"
    | "mandates"
    | "journal"
    | "devices"
    | "people"
    | "review";
  readonly key: string;
  readonly Icon: Icon;
  /** Null for everybody. */
  readonly roles: readonly Role[] | null;
  /** Belongs to another page and is reached from there, by its key and by name; the bar has no room for it. */
  readonly aside?: true;
}

export const DESTINATIONS = {
  room: { path: "/", name: "room", key: "m", Icon: IconMap2, roles: null },
  units: { path: "/units", name: "units", key: "u", Icon: IconUsersGroup, roles: null },
  forces: { path: "/forces", name: "forces", key: "t", Icon: IconFlag, roles: null },
  needs: { path: "/needs", name: "needs", key: "n", Icon: IconUrgent, roles: null },
  procedures: { path: "/procedures", name: "procedures", key: "k", Icon: IconListCheck, roles: null, aside: true },
  messages: { path: "/messages", name: "messages", key: "w", Icon: IconMessage2, roles: null },
  drawings: { path: "/drawings", name: "drawings", key: "f", Icon: IconPencil, roles: null, aside: true },
  roster: { path: "/roster", name: "roster", key: "h", Icon: IconCalendarTime, roles: COMMAND_ROOM },
  cameras: { path: "/cameras", name: "cameras", key: "c", Icon: IconVideo, roles: null },
  events: { path: "/events", name: "events", key: "e", Icon: IconEyeQuestion, roles: null, aside: true },
  scores: { path: "/scores", name: "scores", key: "s", Icon: IconTargetArrow, roles: null, aside: true },
  models: { path: "/models", name: "models", key: "o", Icon: IconBox, roles: null, aside: true },
  gates: { path: "/gates", name: "gates", key: "g", Icon: IconBarrierBlock, roles: null },
  perimeters: { path: "/perimeters", name: "perimeters", key: "z", Icon: IconPolygon, roles: null },
  passes: {
    path: "/passes",
    name: "passes",
    key: "a",
    Icon: IconQrcode,
    roles: ["pass-officer", "operator", "supervisor", "commander", "admin", "auditor", "data-protection"],
  },
  mandates: { path: "/mandates", name: "mandates", key: "r", Icon: IconGavel, roles: null },
  journal: { path: "/journal", name: "journal", key: "j", Icon: IconBook2, roles: null },
  devices: {
    path: "/devices",
    name: "devices",
    key: "d",
    Icon: IconDeviceMobile,
    roles: ["admin", "supervisor", "operator", "commander", "auditor", "data-protection"],
  },
  people: {
    path: "/people",
    name: "people",
    key: "p",
    Icon: IconUserCog,
    roles: ["admin", "supervisor", "commander", "data-protection", "auditor"],
  },
  review: { path: "/review", name: "review", key: "v", Icon: IconHistory, roles: null },
} as const satisfies Record<Destination["name"], Destination>;

export const PAGES: readonly Destination[] = [
  DESTINATIONS.units,
  DESTINATIONS.forces,
  DESTINATIONS.needs,
  DESTINATIONS.procedures,
  DESTINATIONS.messages,
  DESTINATIONS.drawings,
  DESTINATIONS.roster,
  DESTINATIONS.cameras,
  DESTINATIONS.events,
  DESTINATIONS.scores,
  DESTINATIONS.models,
  DESTINATIONS.gates,
  DESTINATIONS.perimeters,
  DESTINATIONS.passes,
  DESTINATIONS.mandates,
  DESTINATIONS.journal,
  DESTINATIONS.devices,
  DESTINATIONS.people,
  DESTINATIONS.review,
];

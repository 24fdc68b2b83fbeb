import { dictionary } from "@cordon/ui";
import type { BlindReason, CameraPulse } from "../../words/health.ts";

const blind: Record<BlindReason, string> = { dark: "dark", covered: "covered", blurred: "blurred", moved: "moved" };
const decodedBy: Record<CameraPulse["decodedBy"], string> = {
  software: "the processor",
  vaapi: "the graphics card (VA-API)",
  cuda: "the graphics card (CUDA)",
  v4l2m2m: "the decoder chip",
};
const stream: Record<CameraPulse["stream"], string> = { main: "main stream", sub: "sub-stream" };

const en = {
  title: "Its picture",
  rate: (count: string) => `${count} pictures/s`,
  dropped: (count: string) => `${count}/s dropped`,
  lag: (seconds: string) => `${seconds} s late`,
  behind: "cannot keep up",
  isBlind: (why: string) => `Blind: ${why}`,
  blind,
  silent: "says nothing",
  none: "Nothing is known of it yet",
  decodedBy,
  stream,
  rows: {
    at: "Said",
    size: "Comes as",
    decoded: "Decoded by",
    analysed: "Analysed",
    looks: "Looked at by the detector",
    droppedAsLate: "Dropped as too late",
    damaged: "Came damaged",
    lag: "Late by",
    opened: "Opened again",
    jumps: "Clock jumps",
    by: "Analysed at",
  },
  size: (width: string, height: string, codec: string) => `${width} × ${height}, ${codec}`,
  perSecond: (count: string) => `${count} a second`,
  seconds: (count: string) => `${count} s`,
  times: (count: string) => `${count} times`,
  noDetector: "there is none",
  centre: "this server",
  edge: "an edge beside the camera",
};

const frBlind: Record<BlindReason, string> = { dark: "noir", covered: "masquée", blurred: "floue", moved: "déplacée" };
const frDecodedBy: Record<CameraPulse["decodedBy"], string> = {
  software: "le processeur",
  vaapi: "la carte graphique (VA-API)",
  cuda: "la carte graphique (CUDA)",
  v4l2m2m: "la puce de décodage",
};
const frStream: Record<CameraPulse["stream"], string> = { main: "flux principal", sub: "sous-flux" };

const fr: typeof en = {
  title: "Son image",
  rate: (count) => `${count} images/s`,
  dropped: (count) => `${count}/s perdues`,
  lag: (seconds) => `${seconds} s de retard`,
  behind: "ne suit pas",
  isBlind: (why) => `Aveugle : ${why}`,
  blind: frBlind,
  silent: "ne dit rien",
  none: "On n’en sait encore rien",
  decodedBy: frDecodedBy,
  stream: frStream,
  rows: {
    at: "Dit",
    size: "Arrive en",
    decoded: "Décodée par",
    analysed: "Analysée",
    looks: "Regardée par le détecteur",
    droppedAsLate: "Écartée, trop tard",
    damaged: "Arrivée abîmée",
    lag: "En retard de",
    opened: "Rouverte",
    jumps: "Sauts d’horloge",
    by: "Analysée par",
  },
  size: (width, height, codec) => `${width} × ${height}, ${codec}`,
  perSecond: (count) => `${count} par seconde`,
  seconds: (count) => `${count} s`,
  times: (count) => `${count} fois`,
  noDetector: "il n’y en a pas",
  centre: "ce serveur",
  edge: "un poste près de la caméra",
};

/** What is said of how a picture is doing. */
export const useHealthWords = dictionary({ en, fr });

import { basename, resolve } from "node:path";
import { CameraInput } from "@cordon/watch";
import type { Dispatcher } from "@cordon/ground";
import {
  destination,
  instantOf,
  isRefusal,
  Mandate,
  type Polygon,
  type Position,
  type Principal,
} from "@cordon/kernel";

/** Where the given cameras are put on the map: the bridgehead of the Pont d'Iéna, side by side. */
const SPOT: Position = [2.2935, 48.8591];
const PURPOSE = "event-security";
const DAY_MS = 86_400_000;

/**
 * Registers the cameras that `npm start -- --camera ADDRESS` names, through the public operations, under a rehearsal mandate for today:
 * entering anywhere in the picture, and objects left behind. The same address again is the same camera.
 * @param by who registers: the exercise
 * @returns a line to print for each
 */
export async function pointCameras(
  dispatcher: Dispatcher,
  addresses: readonly string[],
  by: Principal,
): Promise<readonly string[]> {
  const granted = await grantForToday(dispatcher, by);
  if (granted !== null) return [granted];
  const lines: string[] = [];
  for (const [index, given] of addresses.entries()) {
    const address = /^[a-z][a-z0-9+.-]+:\/\//i.test(given) ? given : resolve(given);
    const input = {
      reference: `given-${index + 1}`,
      name: { fr: `Caméra ${index + 1}`, en: `Camera ${index + 1}` },
      place: null,
      position: destination(SPOT, 60, index * 30),
      headingDegrees: 320,
      fieldOfViewDegrees: 60,
      rangeMetres: 60,
      purpose: PURPOSE,
      scene: { events: [{ kind: "zone-entry" }, { kind: "abandoned-object", dwellSeconds: 10 }] },
      // Once: a loop would call for attention every few seconds, for ever.
      playback: "once",
      address,
    };
    const answer = await dispatcher.call("watch.register-camera", CameraInput.parse(input), by);
    const shown = /^[a-z][a-z0-9+.-]+:\/\//i.test(given) ? new URL(given).host : basename(given);
    lines.push(isRefusal(answer) ? `${shown}: ${answer.because}` : `${shown} is Camera ${index + 1}`);
  }
  return lines;
}

async function grantForToday(dispatcher: Dispatcher, by: Principal): Promise<string | null> {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const corners = [45, 135, 225, 315].map((degrees) => destination(SPOT, degrees, 500)).toReversed();
  const [first = SPOT] = corners;
  const area: Polygon = { type: "Polygon", coordinates: [[...corners, first]] };
  const order = Mandate.omit({ id: true, endedAt: true, endedBecause: true }).safeParse({
    reference: `EX-CAMERA-${instantOf(today).slice(0, 10)}`,
    authority: "Rehearsal / Exercice",
    legalBasis: "Exercice : une image rejouée, aucune voie publique / Exercise: a replayed picture, no public place",
    processings: ["algorithmic-video"],
    events: ["zone-entry", "abandoned-object"],
    purpose: PURPOSE,
    statement: {
      fr: "Caméra ou enregistrement donné au démarrage de l'exercice.",
      en: "A camera or a recording given when the exercise was started.",
    },
    area,
    period: { from: instantOf(today), until: instantOf(today + 2 * DAY_MS) },
    retentionDays: 1,
  });
  if (!order.success) throw order.error;
  const answer = await dispatcher.call("mandates.grant", order.data, by);
  return isRefusal(answer) ? `no mandate for the given cameras: ${answer.because}` : null;
}

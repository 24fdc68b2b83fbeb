import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { recordingOf } from "@cordon/watch/testing/recording.ts";
import { z } from "zod";
import { inHours } from "./console-access.ts";
import type { House } from "./house.ts";

const AREA = [
  [2.28, 48.85],
  [2.31, 48.85],
  [2.31, 48.87],
  [2.28, 48.87],
  [2.28, 48.85],
];

/** A minute of a yard that people walk through, one after the other. */
async function film(house: House): Promise<string> {
  const scene = {
    width: 320,
    height: 180,
    seed: 5,
    noise: 1.5,
    texture: 20,
    ground: 130,
    draw: (seconds: number) => [
      {
        what: "person" as const,
        x: (60 * seconds) % 380,
        y: 110,
        width: 22,
        height: 54,
        level: 40,
        stride: 7 * seconds,
      },
    ],
  };
  const path = join(house.dataFolder, "yard.mp4");
  await writeFile(path, await recordingOf(scene, 60, 10));
  return path;
}

/** Two cameras under a mandate, one of which is analysed and shown, and a third that no mandate covers. */
export async function hangCameras(house: House): Promise<{ readonly yard: string; readonly dark: string }> {
  await house.order("mandates.grant", {
    reference: "EX-VIDEO",
    authority: "Préfet (exercice)",
    legalBasis: "Loi 2023-380, art. 10",
    processings: ["algorithmic-video"],
    events: ["zone-entry", "abandoned-object"],
    purpose: "event-security",
    statement: { fr: "Exercice", en: "Exercise" },
    area: { type: "Polygon", coordinates: [AREA] },
    period: { from: inHours(-1), until: inHours(48) },
    retentionDays: 2,
  });
  const address = await film(house);
  const register = async (reference: string, fr: string, en: string, position: readonly [number, number]) => {
    const answer = await house.order("watch.register-camera", {
      reference,
      name: { fr, en },
      place: null,
      position,
      headingDegrees: 40,
      fieldOfViewDegrees: 60,
      rangeMetres: 40,
      purpose: "event-security",
      scene: {
        events: [{ kind: "zone-entry", zone: "gate" }],
        zones: [
          {
            name: "gate",
            polygon: [
              [120, 60],
              [200, 60],
              [200, 175],
              [120, 175],
            ],
          },
        ],
      },
      playback: "loop",
      address,
    });
    return z.object({ camera: z.string() }).parse(answer).camera;
  };
  const yard = await register("cam-02", "Cour de l’école", "School yard", [2.2945, 48.8583]);
  const dark = await register("cam-10", "Hors périmètre", "Outside the area", [2.5, 48.9]);
  return { yard, dark };
}

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { instantOf } from "@cordon/kernel";
import { recordingOf } from "@cordon/watch/testing/recording.ts";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type House, openHouse } from "./house.ts";

/*
 * The pictures of a camera from the street to their end: hidden in what is live and what is kept, sealed as they were, opened for a reason,
 * erased when it was nothing, dark when the mandate ends.
 */

const AREA = {
  type: "Polygon",
  coordinates: [
    [
      [2.29, 48.85],
      [2.31, 48.85],
      [2.31, 48.87],
      [2.29, 48.87],
      [2.29, 48.85],
    ],
  ],
};

const Signals = z.object({
  signals: z.array(
    z.looseObject({
      id: z.string(),
      exhibits: z.array(z.object({ blob: z.string(), role: z.string(), mediaType: z.string() })),
      exhibitsErased: z.object({ because: z.string() }).nullable(),
    }),
  ),
});

async function cookieOf(house: House): Promise<string> {
  const response = await fetch(`${house.url}/api/identity/sign-in-rehearsal`, {
    method: "POST",
    body: "{}",
    headers: { origin: house.url, "content-type": "application/json" },
  });
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

/** What a stream said until something is in it, or until its end. */
async function readUntil(response: Response, isEnough: (text: string) => boolean): Promise<string> {
  const reader = response.body?.getReader();
  let text = "";
  while (reader !== undefined && !isEnough(text)) {
    const { done, value } = await reader.read();
    if (done) break;
    text += Buffer.from(value).toString("latin1");
  }
  await reader?.cancel();
  return text;
}

async function signals(house: House, enough: (found: z.infer<typeof Signals>["signals"]) => boolean) {
  for (let tries = 0; tries < 200; tries++) {
    const { signals: found } = Signals.parse(await house.ask("command.list-signals", { state: "all" }));
    if (enough(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the signals did not come to that");
}

describe("people in the picture", { timeout: 90_000 }, () => {
  it("are hidden, shown for a reason, and forgotten", async () => {
    await using house = await openHouse(["--exercise", "none", "--rehearsal"], { CORDON_GRACE: "1" });
    const film = join(house.dataFolder, "film.mp4");
    const walker = (seconds: number) =>
      ({
        what: "person",
        x: (105 * seconds) % 315,
        y: 150,
        width: 23,
        height: 57,
        level: 40,
        stride: 7 * seconds,
      }) as const;
    const scene = {
      width: 240,
      height: 180,
      seed: 3,
      noise: 1.5,
      texture: 20,
      ground: 130,
      draw: (s: number) => [walker(s)],
    };
    await writeFile(film, await recordingOf(scene, 50, 10));
    const { mandate } = z.object({ mandate: z.string() }).parse(
      await house.order("mandates.grant", {
        reference: "T-PRIVACY",
        authority: "Préfet",
        legalBasis: "Loi 2023-380, art. 10",
        processings: ["algorithmic-video"],
        events: ["zone-entry"],
        purpose: "event-security",
        statement: { fr: "Essai.", en: "Test." },
        area: AREA,
        period: { from: instantOf(Date.now() - 60_000), until: instantOf(Date.now() + 3_600_000) },
        retentionDays: 30,
      }),
    );
    const { camera } = z.object({ camera: z.string() }).parse(
      await house.order("watch.register-camera", {
        reference: "cam-1",
        name: { fr: "Quai d'essai", en: "Trial quay" },
        position: [2.3, 48.86],
        purpose: "event-security",
        scene: { events: [{ kind: "zone-entry" }] },
        address: film,
      }),
    );
    const cookie = await cookieOf(house);
    const get = (path: string, headers: Record<string, string> = { cookie }) =>
      fetch(`${house.url}${path}`, { headers });
    const cameraPath = `/api/watch/cameras/${camera}`;

    expect((await get(`${cameraPath}/live`, {})).status).toBe(401);
    await signals(house, (found) => found.length > 0);
    const live = await get(`${cameraPath}/live`);
    expect([live.status, live.headers.get("content-type")]).toEqual([200, "video/mp4"]);
    const beginning = await readUntil(live, (text) => text.includes("mdat"));
    expect(beginning.slice(4, 8)).toBe("ftyp");
    const overlay = await readUntil(await get(`${cameraPath}/overlay`), (text) => text.includes("\n"));
    expect(JSON.parse(overlay.split("\n")[0] ?? "")).toMatchObject({ camera, tracks: expect.any(Array) });
    const still = await get(`${cameraPath}/still`);
    expect([still.status, still.headers.get("content-type")]).toEqual([200, "image/jpeg"]);

    const [second, first] = await signals(
      house,
      (found) => found.length >= 2 && found.slice(-2).every(({ exhibits }) => exhibits.length === 2),
    ).then((found) => found.slice(-2));
    if (first === undefined || second === undefined) throw new Error("two signals were awaited");
    const exhibits = first.exhibits.map(({ blob, mediaType }) => `/api/exhibits/${blob}?type=${mediaType}`);
    expect(await Promise.all(exhibits.map(async (path) => (await get(path)).status))).toEqual([200, 200]);

    // Sealed until it is an incident, and then until somebody says why.
    const original = `/api/watch/signals/${first.id}/original`;
    expect((await get(`${original}/clip`)).status).toBe(409);
    const reason = "Somebody is on the ground: which way did the others go";
    await expect(house.order("watch.lift-pixelation", { signal: first.id, reason })).rejects.toThrow(
      /409.*confirm it first/,
    );
    await house.order("command.confirm-signal", { signal: first.id, title: "Somebody fell", priority: 2 });
    expect((await get(`${original}/clip`)).status).toBe(403);
    await house.order("watch.lift-pixelation", { signal: first.id, reason });
    const opened = await Promise.all(["still", "clip"].map(async (role) => get(`${original}/${role}`)));
    expect(opened.map(({ status, headers }) => `${status} ${headers.get("content-type")}`)).toEqual([
      "200 image/jpeg",
      "200 video/mp4",
    ]);
    const shown = await house.ask("watch.show-exhibits", { signal: first.id });
    expect(shown).toMatchObject({ erased: null, originals: { roles: ["still", "clip"], lifted: [{ reason }] } });

    // It was nothing: gone when the grace is over, and said so.
    await house.order("command.dismiss-signal", { signal: second.id, reason: "no-action" });
    await signals(house, (found) =>
      found.some(({ id, exhibitsErased }) => id === second.id && exhibitsErased?.because === "dismissed"),
    );
    await expect
      .poll(() => Promise.all(second.exhibits.map(async ({ blob }) => (await get(`/api/exhibits/${blob}`)).status)))
      .toEqual([404, 404]);
    await expect(house.order("watch.lift-pixelation", { signal: second.id, reason })).rejects.toThrow(/erased/);
    expect((await get(exhibits[0] ?? "")).status).toBe(200);

    // Dark at once, and said why.
    const watching = await get(`${cameraPath}/live`);
    await house.order("mandates.withdraw", { mandate, because: "no longer needed" });
    const withdrawn = performance.now();
    expect(await readUntil(watching, () => false)).toContain('skip{"error":"camera-dark"}');
    expect(performance.now() - withdrawn).toBeLessThan(5_000);
    expect((await get(`${cameraPath}/live`)).status).toBe(503);
  });
});

import { newId } from "@cordon/ground";
import { CameraId } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { renderer } from "../../analysis/rendered-scene.ts";
import { codedPictures, type Elementary } from "../../testing/h264.ts";
import { rtspCamera, type Sent } from "../../testing/rtsp-server.ts";
import { SceneSchema } from "../../words/scene.ts";
import { watchCamera } from "./eye.ts";
import type { Report } from "./protocol.ts";

const scene = SceneSchema.parse({ events: [{ kind: "zone-entry" }] });

async function film(width: number, height: number, seconds: number): Promise<Elementary> {
  const draw = renderer({ width, height, seed: 1, noise: 1, texture: 20, ground: 120, draw: () => [] });
  return codedPictures({ width, height, count: seconds * 12, gop: 12 }, (index) => draw(index / 12).luma.pixels);
}

function* playing({ units }: Pick<Elementary, "units">): Iterable<Sent> {
  for (const [index, unit] of units.entries()) yield { unit, stampSeconds: index / 12, atSeconds: index / 12 };
}

/** Watches until enough was said. */
async function watchUntil(
  addresses: { readonly address: string; readonly subAddress: string | null },
  isEnough: (reports: readonly Report[]) => boolean,
): Promise<readonly Report[]> {
  const reports: Report[] = [];
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), 20_000);
  await watchCamera(
    { order: "watch", camera: newId(CameraId), ...addresses, scene, playback: "loop" },
    stop.signal,
    (report) => {
      reports.push(report);
      if (isEnough(reports)) stop.abort();
    },
  );
  clearTimeout(timer);
  return reports;
}

const said = (reports: readonly Report[]): string[] =>
  reports.map(({ report }) => report).filter((report) => ["seeing", "lost", "over"].includes(report));
const pulses = (reports: readonly Report[]) =>
  reports.flatMap((report) => (report.report === "pulse" ? [report.pulse] : []));

describe.concurrent("a camera over RTSP", () => {
  it("is lost when it hangs up and seen again when it is there, its pulse counts that", async () => {
    const shown = await film(160, 120, 6);
    await using camera = await rtspCamera(shown, () => playing(shown));
    const reports = await watchUntil({ address: camera.url, subAddress: null }, (all) =>
      pulses(all).some(({ reconnects }) => reconnects === 1),
    );
    expect(said(reports)).toEqual(["seeing", "lost", "seeing"]);
    expect(camera.plays).toBe(2);
    expect(pulses(reports)[0]).toMatchObject({
      widthPixels: 160,
      codec: "h264",
      stream: "main",
      blind: null,
      behind: false,
    });
    expect(JSON.stringify(reports)).not.toContain("secret");
  });

  it("is analysed on its sub-stream, and on its main stream when the other gives nothing", async () => {
    const [large, small] = [await film(320, 240, 7), await film(160, 120, 7)];
    await using main = await rtspCamera(large, () => playing(large));
    await using sub = await rtspCamera(small, () => playing(small));
    const hasPulse = (all: readonly Report[]): boolean => pulses(all).length > 0;
    const reports = await watchUntil({ address: main.url, subAddress: sub.url }, hasPulse);
    expect(pulses(reports)[0]).toMatchObject({ widthPixels: 160, stream: "sub" });
    expect(main.plays).toBe(0);
    const without = await watchUntil({ address: main.url, subAddress: "rtsp://127.0.0.1:9/sub" }, hasPulse);
    expect(pulses(without)[0]).toMatchObject({ widthPixels: 320, stream: "main" });
    expect(said(without)).toEqual(["seeing"]);
  });

  it("changes its resolution in the middle: opened anew at once, and never said lost", async () => {
    const [first, second] = [await film(160, 120, 2), await film(240, 160, 6)];
    let plays = 0;
    const headersInBand = second.units.map((unit) =>
      unit.key ? { ...unit, nals: [...second.headers, ...unit.nals] } : unit,
    );
    await using camera = await rtspCamera(first, () => {
      const units = plays++ === 0 ? [...first.units, ...headersInBand] : headersInBand;
      return playing({ units });
    });
    const reports = await watchUntil({ address: camera.url, subAddress: null }, (all) =>
      pulses(all).some(({ widthPixels }) => widthPixels === 240),
    );
    expect(said(reports)).toEqual(["seeing"]);
    expect(camera.plays).toBe(2);
  });
});

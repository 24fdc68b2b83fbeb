import { CameraId, isRefusal } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { Viewer } from "./viewer.ts";
import { CameraViews } from "./views.ts";

const CAMERA = CameraId.parse("01J3ZK8Q4M7V9X2B5N6P0RSTWY");
const bytes = (...values: readonly number[]) => Uint8Array.from(values);

async function all(parts: AsyncIterable<Uint8Array>): Promise<string[]> {
  const given: string[] = [];
  for await (const part of parts) given.push(Buffer.from(part).toString("latin1"));
  return given;
}

describe("a viewer", () => {
  it("is sent the beginning, then everything from the next key on, then why it ended", async () => {
    const viewer = new Viewer("video", new AbortController().signal);
    viewer.give(bytes(1), true);
    viewer.begin(bytes(65));
    viewer.give(bytes(66), false);
    viewer.give(bytes(67), true);
    viewer.give(bytes(68), false);
    const given = all(viewer);
    await new Promise((resolve) => setTimeout(resolve, 5));
    viewer.close("camera-dark");
    viewer.give(bytes(69), true);
    const [beginning, key, next, farewell, ...more] = await given;
    expect([beginning, key, next, more]).toEqual(["A", "C", "D", []]);
    expect(farewell?.slice(4)).toBe('skip{"error":"camera-dark"}');
    expect(farewell?.charCodeAt(3)).toBe(farewell?.length);
  });

  it("that fetches nothing is let go with a named error, and holds no more than that", async () => {
    const viewer = new Viewer("lines", new AbortController().signal);
    let closed = 0;
    viewer.onClose(() => closed++);
    viewer.begin(bytes());
    for (let part = 0; part < 1000; part++) viewer.give(new Uint8Array(50_000), true);
    expect(closed).toBe(1);
    expect(await all(viewer)).toEqual(['{"error":"slow-viewer"}\n']);
  });

  it("that went is forgotten, whether or not it was reading", async () => {
    const gone = new AbortController();
    const viewer = new Viewer("video", gone.signal);
    let closed = false;
    viewer.onClose(() => (closed = true));
    const given = all(viewer);
    gone.abort();
    expect(await given).toEqual([]);
    expect(closed).toBe(true);
  });
});

describe("the views of cameras", () => {
  const live = (over: object) => ({
    report: "live" as const,
    camera: CAMERA,
    beginning: false,
    key: true,
    bytes: bytes(1),
    ...over,
  });

  it("tell the camera's process to encode while somebody looks, once for all, and to stop when nobody does", async () => {
    const orders: unknown[] = [];
    const views = new CameraViews();
    views.connect((order) => orders.push(order));
    const gone = new AbortController();
    expect(isRefusal(views.live(CAMERA, gone.signal)) && "dark").toBe("dark");
    views.light(CAMERA);
    const first = views.live(CAMERA, gone.signal);
    if (isRefusal(first)) throw new Error(first.because);
    const given = all(first);
    views.hear(live({ beginning: true, bytes: bytes(65) }));
    views.hear(live({ bytes: bytes(66) }));
    const second = views.live(CAMERA, gone.signal);
    if (isRefusal(second)) throw new Error(second.because);
    const later = all(second);
    views.hear(live({ bytes: bytes(67) }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    gone.abort();
    expect([await given, await later]).toEqual([
      ["A", "B", "C"],
      ["A", "C"],
    ]);
    const wanted = (is: boolean) => ({ order: "show", camera: CAMERA, live: is, overlay: false });
    expect(orders).toEqual([wanted(true), wanted(true), wanted(true), wanted(false)]);
  });

  it("let everybody go in the moment a camera goes dark", async () => {
    const views = new CameraViews();
    views.light(CAMERA);
    const signal = new AbortController().signal;
    const [picture, lines, still] = [views.live(CAMERA, signal), views.overlay(CAMERA, signal), views.still(CAMERA)];
    if (isRefusal(picture) || isRefusal(lines)) throw new Error("refused");
    views.darken(CAMERA, "camera-dark");
    views.hear(live({ beginning: true }));
    expect((await all(picture)).join("")).toContain('{"error":"camera-dark"}');
    expect(await all(lines)).toEqual(['{"error":"camera-dark"}\n']);
    expect(await still).toMatchObject({ refused: "unavailable" });
  });
});

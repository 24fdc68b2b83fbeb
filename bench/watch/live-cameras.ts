/** Cameras that send one film over and over, each at its own moment of it, in real time over HTTP. */
import { createServer, type ServerResponse } from "node:http";
import { transportStream } from "@cordon/scenes";
import { type CameraFilm, FILM_PICTURES_PER_SECOND } from "./camera-film.ts";

export interface LiveCameras extends AsyncDisposable {
  readonly addresses: readonly string[];
  /** Its next key frame begins the visit, after which ordinary life goes on. */
  visit(camera: number): void;
  /** When this camera sent the picture that first showed the visitor in the gate, as `performance.now()` says; undefined before. */
  entrySentMs(camera: number): number | undefined;
}

const TICK_MS = 5;

export async function liveCameras(film: CameraFilm, count: number): Promise<LiveCameras> {
  const begins = film.units.flatMap(({ key }, index) => (key && index < film.visit ? [index] : []));
  const cameras = Array.from({ length: count }, (_, index) => ({
    // Spread over the film's key frames and over the time between two pictures.
    next: begins[Math.floor((index * begins.length) / count)] ?? 0,
    sent: 0,
    offsetMs: (1000 / FILM_PICTURES_PER_SECOND) * (index / count),
    stream: transportStream(),
    viewer: undefined as { readonly response: ServerResponse; readonly sinceMs: number } | undefined,
    isVisited: false,
    entryMs: undefined as number | undefined,
  }));
  const server = createServer(({ url = "" }, response) => {
    const camera = cameras[Number(url.slice(1))];
    if (camera === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "video/mp2t" });
    camera.sent = 0;
    camera.viewer = { response, sinceMs: performance.now() + camera.offsetMs };
    response.once("close", () => {
      camera.viewer = undefined;
    });
  });
  const send = (): void => {
    const now = performance.now();
    for (const camera of cameras) {
      const { viewer } = camera;
      while (viewer !== undefined && now >= viewer.sinceMs + (1000 * camera.sent) / FILM_PICTURES_PER_SECOND) {
        if (camera.isVisited && film.units[camera.next]?.key === true) {
          camera.isVisited = false;
          camera.next = film.visit;
        }
        const unit = film.units[camera.next];
        if (unit === undefined) throw new Error("the film has no pictures");
        viewer.response.write(
          camera.stream.picture(unit.data, (1000 * camera.sent) / FILM_PICTURES_PER_SECOND, unit.key),
        );
        if (camera.next === film.entry) camera.entryMs = now;
        camera.sent++;
        camera.next++;
        if (camera.next === film.visit || camera.next === film.units.length) camera.next = 0;
      }
    }
  };
  const timer = setInterval(send, TICK_MS);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    addresses: cameras.map((_, index) => `http://127.0.0.1:${address.port}/${index}`),
    entrySentMs: (camera) => cameras[camera]?.entryMs,
    visit(camera) {
      const visited = cameras[camera];
      if (visited !== undefined) visited.isVisited = true;
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

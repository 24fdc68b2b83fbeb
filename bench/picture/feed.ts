import { packPicture, type TrackPoint } from "@cordon/kernel";
import { WebSocket, WebSocketServer } from "ws";

const TICK_MS = 200;
const WEST = 2.2;
const SOUTH = 48.8;
const WIDTH = 0.2;
const HEIGHT = 0.12;
const STRIDE = 40_507;
/** Metres a second of a unit on foot, as degrees of latitude. */
const WALK = 1.4 / 111_000;

/** A live socket that sends a page everything once, and then as many positions a second as it is told; units walk. */
export async function picture(
  units: number,
  updatesPerSecond: number,
): Promise<{ readonly port: number } & AsyncDisposable> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
  await new Promise<void>((resolve) => server.once("listening", () => resolve()));
  const address = server.address();
  if (typeof address === "string" || address === null) throw new Error("a socket without a port");
  server.on("connection", (page) => {
    page.on("message", () => {
      page.send(JSON.stringify({ type: "hello", head: 0, contract: "bench" }));
      page.send(JSON.stringify({ type: "cut-over", next: 0 }));
      const all = Array.from({ length: units }, (_, unit) => pointOf(unit, units, Date.now()));
      page.send(packPicture(inTiles(all), { packedAtMs: Date.now(), everything: true }));
    });
  });
  let next = 0;
  let began = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const due = Math.floor(((now - began) / 1000) * updatesPerSecond);
    began = now;
    const atMs = Date.now();
    const moved = Array.from({ length: due }, () => pointOf((next++ * STRIDE) % units, units, atMs));
    const frame = packPicture(inTiles(moved), { packedAtMs: atMs });
    for (const page of server.clients) if (page.readyState === WebSocket.OPEN) page.send(frame);
  }, TICK_MS);
  return {
    port: address.port,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      for (const page of server.clients) page.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function pointOf(unit: number, units: number, atMs: number): TrackPoint {
  const walked = (((atMs / 1000) % 600) - 300) * WALK;
  return {
    track: unit + 1,
    lon: WEST + ((unit * 0.618_033_988_749_895) % 1) * WIDTH + (unit % 2 === 0 ? walked : 0),
    lat: SOUTH + (unit / units) * HEIGHT + (unit % 2 === 0 ? 0 : walked),
    heading: unit % 2 === 0 ? 90 : 0,
    speed: 1.4,
    atMs,
  };
}

/** As the server sends them: those of a tile together. */
function inTiles(points: readonly TrackPoint[]): readonly TrackPoint[] {
  const tile = ({ lon, lat }: TrackPoint) =>
    Math.floor((lon / 360) * 16_384) * 16_384 + Math.floor((lat / 360) * 16_384);
  return points.toSorted((a, b) => tile(a) - tile(b));
}

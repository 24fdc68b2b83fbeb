import { newId } from "@cordon/ground";
import { CameraId } from "@cordon/kernel";
import { renderer } from "../analysis/rendered-scene.ts";
import { Eyes } from "../workers/cameras/eyes.ts";
import { SceneSchema } from "../words/scene.ts";
import { codedPictures } from "./h264.ts";
import { rtspCamera, type Sent } from "./rtsp-server.ts";

const RATE = 6;
/** Somebody comes by once in this time, which makes a signal with its still and its clip. */
const FILM_SECONDS = 60;

export interface LongDay extends AsyncDisposable {
  /** The process that analyses. */
  readonly pid: number;
  /** Stream time that was sent so far; what is not analysed yet of it fills a few socket buffers. */
  readonly seconds: number;
  readonly signals: number;
  readonly clips: number;
}

/**
 * A camera whose days are short: small pictures over a real RTSP connection, stamped six a second and sent as fast as they are taken,
 * analysed by the real process with its threads, signals, stills and clips.
 */
export async function longDay(): Promise<LongDay> {
  const draw = renderer({
    width: 128,
    height: 96,
    seed: 4,
    noise: 1.5,
    texture: 20,
    ground: 120,
    draw: (seconds) =>
      seconds < 8
        ? [{ what: "person", x: 30 * seconds - 20, y: 80, width: 14, height: 36, level: 40, stride: 7 * seconds }]
        : [],
  });
  const film = await codedPictures(
    { width: 128, height: 96, count: FILM_SECONDS * RATE, gop: 2 * RATE },
    (index) => draw(index / RATE).luma.pixels,
  );
  let sent = 0;
  let signals = 0;
  let clips = 0;
  function* endless(): Iterable<Sent> {
    for (;;) {
      for (const unit of film.units) {
        yield { unit, stampSeconds: sent / RATE, atSeconds: 0 };
        sent++;
      }
    }
  }
  const camera = await rtspCamera(film, endless);
  const eyes = new Eyes({
    report: ({ report }) => {
      if (report === "signal") signals++;
      if (report === "clip") clips++;
    },
    crashed: (_cameras, how) => {
      throw new Error(`the analysis died: ${how}`);
    },
    elapsedMs: () => performance.now(),
    model: async () => null,
  });
  const scene = SceneSchema.parse({
    events: [{ kind: "zone-entry" }, { kind: "abandoned-object", dwellSeconds: 30 }],
  });
  const order = { order: "watch", camera: newId(CameraId), subAddress: null, scene, playback: "loop" } as const;
  eyes.watch({ ...order, address: camera.url });
  const { pid } = eyes;
  if (pid === undefined) throw new Error("nothing analyses");
  return {
    pid,
    get seconds() {
      return sent / RATE;
    },
    get signals() {
      return signals;
    },
    get clips() {
      return clips;
    },
    async [Symbol.asyncDispose]() {
      await eyes[Symbol.asyncDispose]();
      await camera[Symbol.asyncDispose]();
    },
  };
}

import { prepareZXingModule, type ReaderOptions, readBarcodes } from "zxing-wasm/reader";
import type { FromWorker, ToWorker } from "./messages.ts";
import { BORDER_PIXELS, type Crop, cropOf } from "./picture.ts";

/* Reads codes off pictures, away from the page: a picture that takes long keeps nobody from pressing a button. */

/**
 * QR codes are found in any rotation without trying rotations, which are for bar codes. A picture of 720 pixels takes some 3 ms on one core;
 * inverted, at other sizes and cleaned of noise three times as long, which is worth it only where nothing else was found.
 */
const QUICK: ReaderOptions = {
  formats: ["QRCode"],
  tryHarder: true,
  tryRotate: false,
  tryInvert: false,
  tryDownscale: false,
  maxNumberOfSymbols: 2,
  textMode: "Plain",
};
const HARDER: ReaderOptions = { ...QUICK, tryInvert: true, tryDownscale: true, tryDenoise: true };

const tell = (message: FromWorker): void => self.postMessage(message);

let canvas: OffscreenCanvas | null = null;
let context: OffscreenCanvasRenderingContext2D | null = null;

/** The picture in the middle of white. */
async function pixelsOf(picture: VideoFrame | ImageBitmap): Promise<ImageData | null> {
  if (picture instanceof ImageBitmap) return paintedPixels(picture, cropOf(picture.width, picture.height));
  const { displayWidth, displayHeight } = picture;
  return (await greyPixels(picture)) ?? paintedPixels(picture, cropOf(displayWidth, displayHeight));
}

/** Cameras give brightness apart from colour, one byte a pixel, in these: all a code is made of, without painting anything. */
const BRIGHTNESS_FIRST: ReadonlySet<string | null> = new Set(["I420", "I420A", "I422", "I444", "NV12"]);

let planes = new Uint8Array();
let grey: ImageData | null = null;

/** Null where the frame must be painted to be read: made smaller, or kept in a form of the graphics card's own. */
async function greyPixels(frame: VideoFrame): Promise<ImageData | null> {
  const seen = frame.visibleRect;
  if (!BRIGHTNESS_FIRST.has(frame.format) || seen === null) return null;
  const { x, y, side, scaled } = cropOf(seen.width, seen.height);
  if (scaled !== side) return null;
  // Colour is kept for two pixels together: a part begins and ends between pairs.
  const even = (value: number) => value - (value % 2);
  const size = even(side);
  const rect = { x: even(seen.x + x), y: even(seen.y + y), width: size, height: size };
  const bytes = frame.allocationSize({ rect });
  if (planes.length < bytes) planes = new Uint8Array(bytes);
  const [layout] = await frame.copyTo(planes, { rect });
  if (layout === undefined) return null;
  const width = size + 2 * BORDER_PIXELS;
  if (grey?.width !== width) {
    grey = new ImageData(width, width);
    grey.data.fill(255);
  }
  const pixels = new Uint32Array(grey.data.buffer);
  for (let row = 0; row < size; row++) {
    const from = layout.offset + row * layout.stride;
    const to = (row + BORDER_PIXELS) * width + BORDER_PIXELS;
    // Red, green and blue alike, and opaque: in memory least significant first on every machine that runs browsers.
    for (let column = 0; column < size; column++)
      pixels[to + column] = 0xff000000 | ((planes[from + column] ?? 0) * 0x010101);
  }
  return grey;
}

function paintedPixels(picture: VideoFrame | ImageBitmap, { x, y, side, scaled }: Crop): ImageData | null {
  const width = scaled + 2 * BORDER_PIXELS;
  if (canvas === null || canvas.width !== width) {
    canvas = new OffscreenCanvas(width, width);
    context = canvas.getContext("2d", { willReadFrequently: true, alpha: false });
    if (context !== null) {
      context.fillStyle = "white";
      context.fillRect(0, 0, width, width);
    }
  }
  context?.drawImage(picture, x, y, side, side, BORDER_PIXELS, BORDER_PIXELS, scaled, scaled);
  return context?.getImageData(0, 0, width, width) ?? null;
}

async function look({ picture, takenMs, turn, harder }: Extract<ToWorker, { say: "look" }>): Promise<void> {
  const beganMs = performance.now();
  const pixels = await pixelsOf(picture).finally(() => picture.close());
  const results = pixels === null ? [] : await readBarcodes(pixels, harder ? HARDER : QUICK);
  const texts = results.filter(({ isValid }) => isValid).map(({ text }) => text);
  tell({ say: "looked", texts, takenMs, turn, tookMs: performance.now() - beganMs });
}

self.addEventListener("message", (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  const doing =
    message.say === "look"
      ? look(message)
      : prepareZXingModule({ overrides: { locateFile: () => message.wasm }, fireImmediately: true }).then(() =>
          tell({ say: "ready" }),
        );
  const turn = message.say === "look" ? message.turn : null;
  doing.catch((error: unknown) => tell({ say: "failed", turn, because: String(error) }));
});

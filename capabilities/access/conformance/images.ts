import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { prepareZXingModule, readBarcodes, type ReadResult } from "zxing-wasm/reader";

/* QR codes in images, read by what the gate reads them with. Test-side code. */

const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(wasm)).buffer } });

/** White around the image: a code that touches its edge has no quiet zone otherwise. Pixels. */
const BORDER = 32;

/** The text of the one QR code in an image file, null where none is read or it is no image. */
export async function qrTextIn(file: Uint8Array): Promise<string | null> {
  return (await qrCodeIn(file))?.text ?? null;
}

/** The one QR code in an image file. */
export async function qrCodeIn(file: Uint8Array): Promise<ReadResult | null> {
  const image = await loadImage(Buffer.from(file)).catch(() => null);
  if (image === null || image.width === 0 || image.height === 0) return null;
  const [width, height] = [image.width + 2 * BORDER, image.height + 2 * BORDER];
  const context = createCanvas(width, height).getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(image, BORDER, BORDER);
  const pixels = context.getImageData(0, 0, width, height);
  const codes = await readBarcodes(
    { data: Uint8ClampedArray.from(pixels.data), width, height, colorSpace: "srgb" },
    { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 1 },
  );
  return codes.find((code) => code.isValid) ?? null;
}

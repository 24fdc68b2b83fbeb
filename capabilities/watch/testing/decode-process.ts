/**
 * Opens and decodes live streams as `workers/look.ts` does and looks at nothing: what a bench holds the analysis against. Its arguments
 * are their addresses; it goes on until it is ended.
 */
import { openVideo } from "../video/source/open.ts";

const signal = new AbortController().signal;
const now = (): number => performance.now() / 1000;

async function decode(address: string): Promise<void> {
  const opening = await openVideo(address, { signal, picturesPerSecond: 5, timeoutSeconds: 8, now });
  if (opening.outcome !== "open") throw new Error(`${address}: ${opening.outcome}`);
  await using video = opening.video;
  while ((await video.read()).outcome === "picture");
  throw new Error(`${address} ended`);
}

await Promise.all(process.argv.slice(2).map(decode));

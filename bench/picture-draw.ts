import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { build } from "vite";
import type { Measurement } from "./measurement.ts";
import { percentile } from "./numbers.ts";
import { picture } from "./picture/feed.ts";
import { type Scripting, scriptingPerFrame, Trace } from "./picture/scripting.ts";

const CHROMIUM = "/usr/bin/chromium";
const UNITS = 63_000;
const UPDATES_PER_SECOND = 12_600;
const SECONDS = 20;
const TRACED_MS = 10_000;
const CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "v8", "__metadata"];
/** As in the tests of the pages: WebGL is drawn by the processor. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
];
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
};

/**
 * The console's map in Chromium with 63,000 units that move, 12,600 of them a second, all in sight. Counted is all script of the page's main
 * thread from one animation frame to the next, from the browser's own trace; the graphics processor's work is not script, and on this machine it is
 * done by the same cores in another process. The reference is the same picture as GeoJSON handed to the map, in the same browser in the same run.
 */
export async function* pictureDrawBench(): AsyncGenerator<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), "cordon-bench-draw-"));
  try {
    await build({
      root: fileURLToPath(new URL("picture/page", import.meta.url)),
      logLevel: "error",
      build: { target: "es2024", outDir: join(folder, "page"), emptyOutDir: true, chunkSizeWarningLimit: 4000 },
    });
    await using feed = await picture(UNITS, UPDATES_PER_SECOND);
    await using page = await serve(join(folder, "page"));
    const ask = `port=${feed.port}&units=${UNITS}`;
    const ours = await traced(folder, `${page.url}/?${ask}`);
    const reference = await traced(folder, `${page.url}/?${ask}&naive`);
    const base = { bench: "picture-draw" };
    const what = "the same units as GeoJSON in the same map library and browser";
    for (const [metric, kind, target] of [
      ["scripting-per-frame-p95", "wall", 8],
      ["scripting-own-time-per-frame-p95", "own", 8],
    ] as const) {
      const [mine, naive] = [percentile(ours[kind], 0.95), percentile(reference[kind], 0.95)];
      yield {
        ...base,
        metric,
        value: mine,
        unit: "ms",
        reference: { what: `${what}, p95`, value: naive },
        ratio: mine / naive,
        target,
      };
    }
    const rate = (scripting: Scripting) => (scripting.wall.length / TRACED_MS) * 1000;
    yield {
      ...base,
      metric: "frames-per-second",
      value: rate(ours),
      unit: "frames/s",
      reference: { what: `${what}, drawn by the processor`, value: rate(reference) },
      ratio: rate(ours) / rate(reference),
      target: rate(reference),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function traced(folder: string, url: string): Promise<Scripting> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: ARGUMENTS });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const troubles: string[] = [];
    page.on("pageerror", (error) => troubles.push(String(error)));
    await page.goto(url);
    await page.locator('[data-ready="true"]').waitFor({ timeout: 60_000 });
    // Everything has arrived, and what is compiled on the way is compiled.
    await page.waitForTimeout(SECONDS * 1000 - TRACED_MS);
    const path = join(folder, "trace.json");
    await browser.startTracing(page, { path, categories: CATEGORIES });
    await page.waitForTimeout(TRACED_MS);
    await browser.stopTracing();
    if (troubles.length > 0) throw new Error(troubles.join("\n"));
    return scriptingPerFrame(Trace.parse(JSON.parse(await readFile(path, "utf8"))).traceEvents);
  } finally {
    await browser.close();
  }
}

async function serve(folder: string): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://page").pathname;
    const file = join(folder, path === "/" ? "index.html" : path);
    const stream = createReadStream(file);
    stream.once("open", () => response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "text/plain" }));
    stream.once("error", () => response.writeHead(404).end());
    stream.pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address === "string" || address === null) throw new Error("a server without a port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

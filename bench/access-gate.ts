import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Revocations, toBase64url } from "@cordon/access/rules";
import { PassNumber } from "@cordon/kernel";
import { chromium, type Page } from "playwright-core";
import { z } from "zod";
import { filmSeconds, writeFilm } from "./gate/film.ts";
import { furnishGate, type Order } from "./gate/perimeter.ts";
import { paintedVerdicts, type RevokedList, revokedBesides, slowWorkers } from "./gate/page.ts";
import { freePort } from "./live.ts";
import type { Measurement } from "./measurement.ts";
import { percentile } from "./numbers.ts";
import { rehearsalCookie, startAndWait } from "./running-server.ts";

const CHROMIUM = "/usr/bin/chromium";
/** A cheap phone beside this machine. */
const SLOWER = 4;
const PASSES = 15;
/** How often the film is shown in each part. */
const TURNS = 4;
const ISSUED = 1_000_000;
const REVOKED = 10_000;
/** Of the list that is put in the server's place; no server of a bench has counted so far. */
const VERSION = 4_000_000;

/**
 * The gate as people open it - a production build in a real browser, served by a real server - before a camera that plays a film of passes.
 * From the moment a picture was taken to the moment after its verdict was painted, with the revocations of a million passes held.
 *
 * The page runs four times slower by the browser's own throttling. That does not reach workers, so each answer of the code reader is held
 * back by three times what the reader took for it: four times as long in all. The server and the browser's own processes (network, IndexedDB,
 * the fake camera) run as fast as they do, and share two cores with the page. `alone`: the same without a network.
 */
export async function* accessGateBench(): AsyncGenerator<Measurement> {
  if (!existsSync(CHROMIUM)) throw new Error(`this bench needs a browser at ${CHROMIUM}`);
  await built();
  const folder = await mkdtemp(join(tmpdir(), "cordon-bench-gate-"));
  try {
    const port = await freePort();
    const data = join(folder, "data");
    const start = ["apps/server/start.ts", "--exercise", "none", "--rehearsal", "--data", data, "--port", String(port)];
    await using server = await startAndWait([process.execPath, ...start], port, 60);
    const order = await doorsOf(server.url);
    const { gate, texts } = await furnishGate(order, PASSES);
    const film = join(folder, "passes.y4m");
    await writeFilm(film, texts);
    await using stack = new AsyncDisposableStack();
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        "--no-sandbox",
        // There is none here: else the browser plays one on the processor, which is slower than painting without and no phone does.
        "--disable-gpu",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        `--use-file-for-fake-video-capture=${film}`,
      ],
    });
    stack.defer(() => browser.close());
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, serviceWorkers: "block" });
    const page = await context.newPage();
    await page.addInitScript(slowWorkers);
    await page.addInitScript(paintedVerdicts);
    await page.addInitScript(revokedBesides, revokedOfAMillion());
    await enrol(page, server.url, order, gate);
    await page.waitForFunction(() => performance.getEntriesByName("cordon.frame-to-verdict").length > 0);
    await page.waitForFunction(() => Reflect.get(globalThis, "held") === true);

    const asFast = await measured(page, 1);
    const live = await measured(page, SLOWER);
    await context.setOffline(true);
    await page.waitForTimeout(4_000);
    const alone = await measured(page, SLOWER);
    const what = "the same gate in the same run without throttling, p95";
    const line = (metric: string, values: readonly number[], share: number, target: number): Measurement => ({
      bench: "access-gate",
      metric,
      value: percentile(values, share),
      unit: "ms",
      reference: { what: `${what}; ${values.length} verdicts`, value: percentile(asFast, 0.95) },
      ratio: percentile(values, share) / percentile(asFast, 0.95),
      target,
    });
    yield line("frame-to-verdict-p95", live, 0.95, 100);
    yield line("frame-to-verdict-p50", live, 0.5, 100);
    yield line("frame-to-verdict-alone-p95", alone, 0.95, 100);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function doorsOf(url: string): Promise<Order> {
  const cookie = await rehearsalCookie(url);
  return async (name, input) => {
    const response = await fetch(`${url}/api/${name.replace(".", "/")}`, {
      method: "POST",
      headers: { cookie, origin: url, "content-type": "application/json" },
      body: JSON.stringify(input),
    });
    if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
    return response.json();
  };
}

async function enrol(page: Page, url: string, order: Order, gate: string): Promise<void> {
  const wish = { kind: "gate", unit: null, contingent: null, label: "Bench" };
  const Offered = z.object({ link: z.string(), device: z.string() });
  const { link, device } = Offered.parse(await order("identity.offer-enrolment", wish));
  await order("access.post-device", { device, gate, lane: null });
  await page.goto(link.startsWith("/") ? `${url}${link}` : link);
  await page.getByRole("button", { name: /Yes, enrol|Oui, enrôler/ }).click();
}

/** One pass in a hundred of a million is revoked. */
function revokedOfAMillion(): RevokedList {
  let random = 0x5eed;
  const numbers = new Set<number>();
  while (numbers.size < REVOKED) {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    const number = 1 + (random % ISSUED);
    if (number > PASSES) numbers.add(number);
  }
  const list = Revocations.of(
    VERSION,
    [...numbers].map((number) => PassNumber.parse(number)),
  );
  return { form: "whole", version: VERSION, bytes: toBase64url(list.encode()) };
}

/** What is measured is what stands in the folder: not a build of yesterday. */
async function built(): Promise<void> {
  const ready = spawn(process.execPath, [join(import.meta.dirname, "../scripts/run.mjs"), "ready"], {
    stdio: ["ignore", 2, 2],
  });
  const [code]: unknown[] = await once(ready, "exit");
  if (code !== 0) throw new Error("the gate's page could not be built");
}

/** Milliseconds from picture to painted verdict while the film is shown some times. */
async function measured(page: Page, slower: number): Promise<readonly number[]> {
  const tools = await page.context().newCDPSession(page);
  await tools.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.evaluate((rate) => {
    Reflect.set(globalThis, "slower", rate);
    Reflect.set(globalThis, "painted", []);
  }, slower);
  await page.waitForTimeout(filmSeconds(PASSES) * TURNS * 1000);
  const painted = z.array(z.number()).parse(await page.evaluate(() => Reflect.get(globalThis, "painted")));
  if (painted.length < PASSES) throw new Error(`only ${painted.length} verdicts were shown`);
  return painted;
}

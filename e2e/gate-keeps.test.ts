import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, testBrowser } from "./browser.ts";
import { enrolHere, type GateHouse, gateHouse, scanned, typeLikeAScanner, verdictsOn } from "./gate-house.ts";

/* Nothing scanned is ever lost, and nobody passes without a trace: whatever happens to the page, the network and the storage. */

const SYNCED = { timeout: 60_000 };

let house: GateHouse;
beforeAll(async () => {
  if (hasBrowser) house = await gateHouse();
});
afterAll(async () => {
  await house?.[Symbol.asyncDispose]();
});

interface Gate extends AsyncDisposable {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly device: string;
  /** Opens the page anew, in a tab of its own. */
  open(): Promise<Page>;
}

async function gateAt(code: "7" | "8" | "12"): Promise<Gate> {
  const browser = await testBrowser({ width: 390, height: 844, language: "en" });
  const { link, device } = await house.offer(code);
  const page = await browser.open(link);
  await enrolHere(page);
  return {
    context: browser.context,
    page,
    device,
    async open() {
      const again = await browser.context.newPage();
      await again.goto(`${house.url}/gate/`);
      return again;
    },
    [Symbol.asyncDispose]: () => browser[Symbol.asyncDispose](),
  };
}

/** How often each of these passes stands in the server's journal of scans. */
async function recorded(passes: readonly { readonly number: number }[]): Promise<readonly number[]> {
  const scans = await house.scans();
  return passes.map(({ number }) => scans.filter(({ pass }) => pass === number).length);
}

async function keptByWorker(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

const Sent = z.object({ scans: z.array(z.object({ pass: z.number().nullable() })) });

/** Runs in the page: its device's clock is that much slow from now on. */
function setBackHours(hours: number): void {
  const before = Date.now;
  Date.now = () => before() - hours * 3_600_000;
}

/** The renderer dies at once, as when a phone is out of memory. */
async function crash(gate: Gate, page: Page): Promise<void> {
  const tools = await gate.context.newCDPSession(page);
  void tools.send("Page.crash").catch(() => undefined);
  await page.waitForEvent("crash");
  await page.close();
}

describe.skipIf(!hasBrowser)("a gate keeps what it scanned", () => {
  it("scans on without a network, is killed, opens without a network, and hands everything over once", async () => {
    await using gate = await gateAt("7");
    const passes = await house.issue(Array.from({ length: 5 }, () => ({})));
    await keptByWorker(gate.page);
    await gate.context.setOffline(true);
    await gate.page.getByText(/^Cut/).first().waitFor();
    for (const { text } of passes.slice(0, 3)) expect(await scanned(gate.page, text)).toBe("admit");
    await gate.page.getByText("3 scans wait").waitFor();
    await crash(gate, gate.page);

    const page = await gate.open();
    await page.getByText("3 scans wait").waitFor();
    expect(await scanned(page, passes[3]?.text ?? "")).toBe("admit");
    // What it let in itself it still knows, although the page it knew it in is gone.
    expect(await scanned(page, passes[0]?.text ?? "")).toBe("already-inside");
    await page.getByText("5 scans wait").waitFor();
    await gate.context.setOffline(false);
    await expect.poll(() => recorded(passes), SYNCED).toEqual([2, 1, 1, 1, 0]);
    await expect.poll(() => page.getByText(/scans? waits?/).count(), SYNCED).toBe(0);
    expect(await scanned(page, passes[4]?.text ?? "")).toBe("admit");
    expect(await recorded(passes)).toEqual([2, 1, 1, 1, 1]);
  });

  it("whose clock is set back while it is cut off goes on by the server's time, and hands over in the order of scanning", async () => {
    await using gate = await gateAt("12");
    const passes = await house.issue(Array.from({ length: 3 }, () => ({ zones: ["G2"] })));
    await keptByWorker(gate.page);
    await gate.context.setOffline(true);
    await gate.page.getByText(/^Cut/).first().waitFor();
    expect(await scanned(gate.page, passes[0]?.text ?? "")).toBe("admit");
    // Passes are good since an hour ago, and so is the key that signed them.
    await gate.page.evaluate(setBackHours, 2);
    expect(await scanned(gate.page, passes[1]?.text ?? "")).toBe("admit");
    await gate.page.getByText("This device’s clock is wrong").waitFor();
    await crash(gate, gate.page);

    await gate.context.addInitScript(setBackHours, 48);
    const page = await gate.open();
    await page.getByText("2 scans wait").waitFor();
    expect(await scanned(page, passes[2]?.text ?? "")).toBe("admit");
    const sent = new Set<number | null>();
    page.on("request", (request) => {
      if (!request.url().endsWith("/api/access/record-scans")) return;
      for (const { pass } of Sent.parse(request.postDataJSON()).scans) sent.add(pass);
    });
    await gate.context.setOffline(false);
    await expect.poll(() => recorded(passes), SYNCED).toEqual([1, 1, 1]);
    expect([...sent]).toEqual(passes.map(({ number }) => number));
    await page.getByText(/It is (48:00:0\d|47:59:5\d) slow/).waitFor();
  });

  it("lets nobody through without a trace when it is killed in the middle of a scan", async () => {
    await using gate = await gateAt("12");
    const passes = await house.issue(Array.from({ length: 8 }, () => ({ zones: ["G2"] })));
    const shown = new Set<string>();
    let page = gate.page;
    for (const [index, { text }] of passes.entries()) {
      // Every verdict is told to the test in the moment it is shown.
      await page.exposeFunction("tell", (scan: string) => shown.add(scan));
      await page.evaluate(() => {
        new PerformanceObserver((list) => {
          for (const entry of list.getEntriesByName("cordon.frame-to-verdict"))
            if ("detail" in entry) Reflect.get(globalThis, "tell")(Reflect.get(Object(entry.detail), "scan"));
        }).observe({ type: "measure" });
      });
      await gate.context.setOffline(index % 2 === 1);
      await typeLikeAScanner(page, text);
      await page.waitForTimeout(index * 6);
      await crash(gate, page);
      await gate.context.setOffline(false);
      page = await gate.open();
      await page.getByText("Gate 12", { exact: true }).first().waitFor();
    }
    expect(shown.size).toBeGreaterThan(0);
    await expect
      .poll(async () => {
        const ids = new Set((await house.scans()).map(({ id }) => id));
        return [...shown].filter((scan) => !ids.has(scan));
      }, SYNCED)
      .toEqual([]);
    await expect.poll(() => page.getByText(/scans? waits?/).count(), SYNCED).toBe(0);
    // However often a scan was sent, it is one.
    expect((await recorded(passes)).every((count) => count <= 1)).toBe(true);
  });

  it("rules alone when the server answers too late, and the server learns what was done", async () => {
    await using slow = await gateAt("7");
    await using other = await gateAt("8");
    const [pass] = await house.issue([{}]);
    if (pass === undefined) throw new Error("no pass was issued");
    await keptByWorker(slow.page);
    const tools = await slow.context.newCDPSession(slow.page);
    await tools.send("Network.enable");
    const latency = (ms: number) =>
      tools.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: ms,
        downloadThroughput: -1,
        uploadThroughput: -1,
      });
    await latency(4_000);
    expect(await scanned(other.page, pass.text)).toBe("admit");
    // The news that it went in at the other gate is under way: this gate does not know, and cannot wait.
    expect(await scanned(slow.page, pass.text)).toBe("admit");
    await slow.page.getByText(/this device alone/i).waitFor();
    await latency(0);
    const verdicts = async () =>
      (await house.scans()).filter((scan) => scan.pass === pass.number).map(({ verdict }) => verdict.is);
    await expect.poll(verdicts, SYNCED).toEqual(["admit", "admit"]);
    const doubles = async () => JSON.stringify(await house.ask("access.list-doubles", {}));
    await expect.poll(doubles, SYNCED).toContain(`"pass":${pass.number}`);
    await expect.poll(() => slow.page.getByText(/scans? waits?/).count(), SYNCED).toBe(0);
  });

  it("gives up its reserve when the storage is full, then closes while it is cut off, and opens again with the network", async () => {
    await using gate = await gateAt("12");
    const passes = await house.issue(Array.from({ length: 22 }, () => ({ zones: ["G2"] })));
    const tools = await gate.context.newCDPSession(gate.page);
    const quota = (size: { readonly quotaSize?: number }) =>
      tools.send("Storage.overrideQuotaForOrigin", { origin: house.url, ...size });
    await keptByWorker(gate.page);
    await gate.context.setOffline(true);
    await gate.page.getByText(/^Cut/).first().waitFor();
    await quota({ quotaSize: 1 });
    // The browser looks at how much is left from time to time: until then it keeps what it is given.
    let kept = 0;
    for (const { text } of passes.slice(2)) {
      if ((await scanned(gate.page, text)) === "gate-closed") break;
      kept++;
      await gate.page.waitForTimeout(4_000);
    }
    expect(kept).toBeLessThan(20);
    await gate.page
      .getByText(/storage is full/i)
      .first()
      .waitFor();
    await gate.context.setOffline(false);
    await gate.page.getByText("Live", { exact: true }).waitFor(SYNCED);
    // The server keeps it: the gate need not.
    expect(await scanned(gate.page, passes[0]?.text ?? "")).toBe("admit");
    await quota({});
    expect(await scanned(gate.page, passes[1]?.text ?? "")).toBe("admit");
    await expect.poll(() => recorded(passes), SYNCED).toEqual(passes.map((_, index) => (index < 2 + kept ? 1 : 0)));
  });

  it("says that it must be enrolled again when its storage was cleared, and a second page waits for the first", async () => {
    await using gate = await gateAt("7");
    const second = await gate.open();
    await second.getByText("The gate is open in another window").waitFor();
    await second.getByRole("button", { name: "Go on here" }).click();
    await second.getByText("Gate 7", { exact: true }).waitFor();
    await gate.page.getByText("The gate is open in another window").waitFor();
    await second.close();
    await gate.page.getByText("Gate 7", { exact: true }).waitFor();

    const tools = await gate.context.newCDPSession(gate.page);
    await tools.send("Storage.clearDataForOrigin", { origin: house.url, storageTypes: "indexeddb" });
    await gate.page.reload();
    await gate.page.getByText(/its storage was cleared/).waitFor();
  });

  it("knows nothing any more once the command room has revoked it", async () => {
    await using gate = await gateAt("7");
    await house.order("identity.revoke-device", { device: gate.device, because: "lost at the gate" });
    await gate.page.getByText("This device was signed off").waitFor(SYNCED);
    const kept = await gate.page.evaluate(
      () =>
        new Promise<readonly string[]>((resolve, reject) => {
          const opening = indexedDB.open("cordon-gate");
          opening.addEventListener("error", () => reject(opening.error ?? new Error("not opened")));
          opening.addEventListener("success", () => {
            const keys = opening.result.transaction("kept").objectStore("kept").getAllKeys();
            keys.addEventListener("success", () => resolve(keys.result.map(String)));
          });
        }),
    );
    expect(kept).toEqual(["device"]);
  });

  it("does not scan twice what stays before it", async () => {
    await using gate = await gateAt("12");
    const [pass] = await house.issue([{ zones: ["G2"] }]);
    if (pass === undefined) throw new Error("no pass was issued");
    expect(await scanned(gate.page, pass.text)).toBe("admit");
    await typeLikeAScanner(gate.page, pass.text);
    await gate.page.waitForTimeout(500);
    expect(await verdictsOn(gate.page)).toHaveLength(1);
    expect(await recorded([pass])).toEqual([1]);
  });
});

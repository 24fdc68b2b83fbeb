import { decodeBase45, encodeBase45, PASS_PREFIX } from "@cordon/access/rules";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, testBrowser } from "./browser.ts";
import { type GateDevice, gateDevice, PHONE } from "./gate-device.ts";
import { inHours, openSite, type Pass, type Site } from "./gate-site.ts";

let site: Site;
/** Two gates of one zone, and none of their devices has a camera: what they read comes from a hand scanner. */
let seven: GateDevice;
let eight: GateDevice;

beforeAll(async () => {
  if (!hasBrowser) return;
  site = await openSite();
  seven = await gateDevice(site, "Gate 7 A", "7");
  eight = await gateDevice(site, "Gate 8 A", "8");
});
afterAll(async () => {
  await seven?.[Symbol.asyncDispose]();
  await eight?.[Symbol.asyncDispose]();
  await site?.[Symbol.asyncDispose]();
});

const PATIENT = { timeout: 30_000 };
const insideOf = z.object({ zones: z.array(z.object({ code: z.string(), inside: z.number() })) });
async function inside(code: string): Promise<number | undefined> {
  const { zones } = insideOf.parse(await site.house.ask("access.zones-now", {}));
  return zones.find((zone) => zone.code === code)?.inside;
}

/** The same claims under a signature that is not theirs. */
function forged({ text }: Pass): string {
  const bytes = decodeBase45(text, PASS_PREFIX.length);
  if (bytes === null) throw new Error("a pass that is no base45");
  const last = bytes.at(-1) ?? 0;
  bytes[bytes.length - 1] = last ^ 1;
  return `${PASS_PREFIX}${encodeBase45(bytes)}`;
}

/** Out of reach while something is done, and back whatever becomes of it. */
async function cutOff(gate: GateDevice, work: () => Promise<void>): Promise<void> {
  await gate.reach(false);
  try {
    await gate.says(/^Cut off/);
    await work();
  } finally {
    await gate.reach(true);
  }
}

describe.skipIf(!hasBrowser)("a gate with a hand scanner", () => {
  it("admits after a look at the identity document, and says how old the revocations are", async () => {
    const pass = await site.issue({ holder: { kind: "person", initials: "MTK", birthYear: 1991 } });
    await seven.scan(pass.text);
    const said = await seven.verdict("admit-with-id-check", pass);
    expect(said).toContain("Check ID");
    expect(said).toContain("MTK");
    expect(said).toContain("1991");
    expect(said).toMatch(/Revocations: \d+\s(s|min)\sago/);
    expect(said).not.toContain("Checked by this device alone");
    await expect
      .poll(() => site.scans(pass), PATIENT)
      .toMatchObject([{ gate: site.gates["7"], source: "scanner", standing: "asked", direction: "in" }]);
    // What an identity document is compared with is on the pass, and on no server.
    expect(JSON.stringify(await site.scans(pass))).not.toContain("MTK");
  });

  it("lets a child of twelve in without a document", async () => {
    const birthYear = new Date().getUTCFullYear() - 12;
    const pass = await site.issue({ holder: { kind: "person", initials: "LB", birthYear } });
    await seven.scan(pass.text);
    expect(await seven.verdict("admit", pass)).toContain("Admit");
  });

  it("gives way to the next code, and to a tap anywhere", async () => {
    const [first, second] = [await site.issue(), await site.issue()];
    await seven.scan(first.text);
    await seven.verdict("admit-with-id-check", first);
    await seven.scan(second.text);
    await seven.verdict("admit-with-id-check", second);
    await seven.page.mouse.click(195, 120);
    await seven.page.locator("[data-verdict]").waitFor({ state: "detached" });
  });

  it("says that a pass is inside already, where and since when, and lets it in again once it came out", async () => {
    const pass = await site.issue();
    const before = (await inside("G1")) ?? 0;
    await seven.scan(pass.text);
    await seven.verdict("admit-with-id-check", pass);
    await expect.poll(() => inside("G1"), PATIENT).toBe(before + 1);
    await eight.scan(pass.text);
    expect(await eight.verdict("already-inside", pass)).toMatch(/Since \d\d:\d\d, gate 7/);
    await eight.press("Next");
    await eight.press("Out");
    // The same code within three seconds is the same scan.
    await eight.page.waitForTimeout(3_500);
    await eight.scan(pass.text);
    expect(await eight.verdict("admit", pass)).toContain("Let out");
    await eight.press("Next");
    await eight.press("In");
    await expect.poll(() => inside("G1"), PATIENT).toBe(before);
    await eight.page.waitForTimeout(3_500);
    await eight.scan(pass.text);
    await eight.verdict("admit-with-id-check", pass);
  });

  it("sends to the right gate, with the walk", async () => {
    const pass = await site.issue({ zones: ["G2"] });
    await seven.scan(pass.text);
    const said = await seven.verdict("wrong-zone", pass);
    expect(said).toContain("N12");
    expect(said).toContain("Place de l’Alma");
    expect(said).toMatch(/\d+ k?m · \d+\smin\son\sfoot/);
    expect(said).toContain("towards the east");
  });

  it("tells a pass that is not good yet from one that is no longer", async () => {
    const early = await site.issue({ notBefore: inHours(24), notAfter: inHours(48) });
    await seven.scan(early.text);
    expect(await seven.verdict("not-yet", early)).toMatch(/From .*\d\d:\d\d/);
    const over = await site.issue({ notAfter: inHours(3 / 3600) });
    await seven.page.waitForTimeout(4_000);
    await seven.scan(over.text);
    expect(await seven.verdict("no-longer", over)).toMatch(/Until .*\d\d:\d\d/);
  });

  it("does not take a forged pass, and the command room is told", async () => {
    const pass = await site.issue();
    await seven.scan(forged(pass));
    expect(await seven.verdict("not-genuine")).toContain("The signature is wrong.");
    const Signals = z.object({ signals: z.array(z.object({ kind: z.string() })) });
    await expect
      .poll(async () => {
        const { signals } = Signals.parse(await site.house.ask("command.list-signals", { state: "waiting" }));
        return signals.some(({ kind }) => kind === "gate");
      }, PATIENT)
      .toBe(true);
  });

  it("says what is no pass at all", async () => {
    await seven.scan("https://example.org/menu");
    expect(await seven.verdict("unreadable")).toContain("This code is not a pass.");
    await seven.scan(`${PASS_PREFIX}ABC`);
    await seven.says("The code is damaged. Type the number.");
  });

  it("knows within seconds that a pass was revoked, and still does when it is cut off", async () => {
    const pass = await site.issue();
    await site.revoke(pass);
    await eight.scan(pass.text);
    await eight.verdict("revoked", pass);
    const other = await site.issue();
    await site.revoke(other);
    await eight.press("Next");
    // Two feeds later the list has come.
    for (let feed = 0; feed < 2; feed++) await eight.page.waitForResponse(/gate-feed/);
    await cutOff(eight, async () => {
      await eight.scan(other.text);
      expect(await eight.verdict("revoked", other)).toContain("Checked by this device alone");
    });
  });

  it("cut off, goes on alone, keeps what it did through being closed, and hands it over by itself", async () => {
    const [known, fresh] = [await site.issue(), await site.issue()];
    await seven.scan(known.text);
    await seven.verdict("admit-with-id-check", known);
    await seven.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await cutOff(seven, async () => {
      await seven.scan(fresh.text);
      expect(await seven.verdict("admit-with-id-check", fresh)).toContain("Checked by this device alone");
      await seven.press("Next");
      await seven.says("1 scan waits");
      await seven.page.reload();
      await seven.says("1 scan waits");
      await seven.scan(known.text);
      expect(await seven.verdict("already-inside", known)).toContain("gate 7");
      await seven.press("Next");
      await seven.says("2 scans wait");
      expect(await site.scans(fresh)).toEqual([]);
    });
    await expect.poll(() => site.scans(fresh), PATIENT).toMatchObject([{ standing: "acted" }]);
    await seven.says("Live");
    await seven.page.getByText(/scans? waits?/).waitFor({ state: "detached" });
    expect(await site.scans(known)).toHaveLength(2);
  });

  it("reports it when two gates that were cut off let one pass in", async () => {
    const pass = await site.issue();
    await cutOff(seven, () =>
      cutOff(eight, async () => {
        await seven.scan(pass.text);
        await seven.verdict("admit-with-id-check", pass);
        await eight.scan(pass.text);
        await eight.verdict("admit-with-id-check", pass);
      }),
    );
    const Doubles = z.object({ doubles: z.array(z.object({ pass: z.number() })) });
    await expect
      .poll(async () => {
        const { doubles } = Doubles.parse(await site.house.ask("access.list-doubles", {}));
        return doubles.filter((double) => double.pass === pass.number).length;
      }, PATIENT)
      .toBe(1);
    await Promise.all([seven.says("Live"), eight.says("Live")]);
  });

  it("lets a responder through in two touches", async () => {
    if ((await seven.page.locator("[data-verdict]").count()) > 0) await seven.press("Next");
    await seven.press("Escort");
    await seven.press("Medical");
    const said = await seven.verdict("escort");
    expect(said).toContain("Medical");
    expect(said).toContain("The command room is told.");
    await expect
      .poll(async () => (await site.scans()).filter(({ verdict }) => verdict.is === "escort"), PATIENT)
      .toMatchObject([{ verdict: { service: "medical" }, source: "none", pass: null }]);
  });

  it("lets in on a supervisor's word: the card first, then the reason, and it is said to be one", async () => {
    const [pass, visitor] = [await site.issue({ zones: ["G2"] }), await site.issue({ category: "visitor" })];
    const card = await site.issue({ category: "supervisor" });
    await seven.scan(pass.text);
    await seven.verdict("wrong-zone", pass);
    await seven.press("Supervisor");
    await seven.scan(visitor.text);
    await seven.says("This is not a supervisor’s card.");
    await seven.scan(card.text);
    await seven.press("Identity established");
    const said = await seven.verdict("admit", pass);
    expect(said).toContain("Supervisor’s override: Identity established. In spite of: Wrong zone.");
    await expect
      .poll(async () => (await site.scans(pass)).map(({ override }) => override), PATIENT)
      .toContainEqual({ by: card.number, reason: "identity-established", note: "" });
    // The cards themselves were not scans of anybody who wanted in.
    expect(await site.scans(visitor)).toEqual([]);
  });

  it("looks a typed number up, with a reason, and says when there is no such number or nobody to ask", async () => {
    const pass = await site.issue();
    const type = async (digits: string) => {
      for (const digit of digits) await eight.page.getByRole("button", { name: digit, exact: true }).click();
      await eight.press("Go on");
    };
    if ((await eight.page.locator("[data-verdict]").count()) > 0) await eight.press("Next");
    await eight.press("Type a number");
    await type("987654");
    await eight.press("Code damaged");
    await eight.says("There is no pass with this number.");
    await eight.press("Another number");
    await type(String(pass.number));
    await eight.press("Another reason");
    await eight.page.getByRole("textbox", { name: "Another reason" }).fill("The print is wet");
    await eight.press("Look up");
    const said = await eight.verdict("admit-with-id-check", pass);
    expect(said).toContain("paper pass");
    await expect.poll(() => site.scans(pass), PATIENT).toMatchObject([{ source: "lookup" }]);
    await eight.press("Next");
    await cutOff(eight, async () => {
      await eight.press("Type a number");
      await type(String(pass.number));
      await eight.press("Code damaged");
      await eight.says(/Numbers can only be looked up with the server in reach/);
      await eight.press("Back");
    });
  });

  it("compares plates, and sends away the vehicle that has no business here", async () => {
    const van = await site.issue({ category: "delivery", holder: { kind: "vehicle", plate: "AB-123-CD" } });
    const car = await site.issue({ holder: { kind: "vehicle", plate: "EF-456-GH" } });
    await eight.says("Live");
    await eight.press("On foot");
    await eight.press("Lane B");
    await eight.press("Van");
    await eight.press("Done");
    await eight.scan(van.text);
    expect(await eight.verdict("admit", van)).toContain("AB-123-CD");
    await eight.scan(car.text);
    await eight.verdict("vehicle-not-allowed", car);
    await eight.press("Next");
    await eight.press("Van");
    await eight.press("Lane A");
    await eight.press("Done");
  });

  it("tells how many wait", async () => {
    await eight.press("More");
    await eight.press("How many wait?");
    await eight.press("About 50");
    await eight.says("Thank you, the command room sees it.");
    await eight.press("Back");
    const Gates = z.object({ gates: z.array(z.object({ gate: z.string(), lanes: z.array(z.unknown()) })) });
    await expect
      .poll(async () => {
        const { gates } = Gates.parse(await site.house.ask("access.gates-now", {}));
        return JSON.stringify(gates.find(({ gate }) => gate === site.gates["8"])?.lanes);
      }, PATIENT)
      .toContain('"known":true');
  });

  it("without a camera says so, and works", async () => {
    await seven.page.keyboard.press("Escape");
    expect(await seven.page.locator('[data-camera="failed"]').count()).toBe(1);
    await seven.says("This device has no camera");
  });
});

describe.skipIf(!hasBrowser)("a gate's device", () => {
  it("takes a code once", async () => {
    const { link } = await site.offer("Gate 7 B");
    await using first = await testBrowser(PHONE);
    await using second = await testBrowser(PHONE);
    const page = await first.open(link);
    await page.getByRole("button", { name: "Yes, enrol" }).click();
    await page.getByRole("heading", { name: "No gate yet" }).waitFor();
    expect(page.url()).not.toContain("enrol=");
    const late = await second.open(link);
    await late.getByText("This code was used already, or is over.").waitFor();
    expect(await late.getByRole("button", { name: "Yes, enrol" }).count()).toBe(0);
  });

  it("whose storage was cleared says so, and can be enrolled again", async () => {
    await using gate = await gateDevice(site, "Gate 7 C", "7");
    const { page } = gate;
    await page.goto("about:blank");
    const session = await gate.browser.context.newCDPSession(page);
    await session.send("Storage.clearDataForOrigin", {
      origin: site.house.url,
      storageTypes: "indexeddb,local_storage,service_workers,cache_storage",
    });
    await page.goto(`${site.house.url}/gate/`);
    await gate.says(/its storage was cleared/);
    const again = await site.offer("Gate 7 D");
    await page.getByRole("textbox").fill(again.link);
    await gate.press("Go on");
    await gate.press("Yes, enrol");
    await page.getByRole("heading", { name: "No gate yet" }).waitFor();
  });

  it("that is lost is signed off from the command room, and checks nobody any more", async () => {
    await using gate = await gateDevice(site, "Gate 7 E", "7");
    const pass = await site.issue();
    await gate.scan(pass.text);
    await gate.verdict("admit-with-id-check", pass);
    await site.house.order("identity.revoke-device", { device: gate.device, because: "lost" });
    await gate.page.getByRole("heading", { name: "This device was signed off" }).waitFor();
    const other = await site.issue();
    await gate.scan(other.text);
    expect(await gate.page.locator("[data-verdict]").count()).toBe(0);
    expect(await site.scans(other)).toEqual([]);
  });

  it("whose clock is wrong says by how much, and works by the server's", async () => {
    await using gate = await gateDevice(site, "Gate 7 F", "7");
    const pass = await site.issue({ notBefore: inHours(-1), notAfter: inHours(1) });
    const { page } = gate;
    await page.clock.install({ time: Date.now() + 2 * 3_600_000 });
    await page.reload();
    await gate.says("This device’s clock is wrong");
    await gate.says(/It is (2:00:0\d|1:59:5\d) fast/);
    await gate.scan(pass.text);
    await gate.verdict("admit-with-id-check", pass);
  });

  it("opened twice works in one window, and in the other when told to", async () => {
    await using gate = await gateDevice(site, "Gate 7 G", "7");
    const other = await gate.browser.open(`${site.house.url}/gate/`);
    await other.getByRole("heading", { name: "The gate is open in another window" }).waitFor();
    await other.getByRole("button", { name: "Go on here" }).click();
    await other.getByRole("heading", { level: 1, name: "Gate 7" }).waitFor();
    await gate.page.getByRole("heading", { name: "The gate is open in another window" }).waitFor();
  });

  it("checks nobody when no mandate is in force", async () => {
    const List = z.object({ mandates: z.array(z.object({ id: z.string(), state: z.string() })) });
    const { mandates } = List.parse(await site.house.ask("mandates.list", {}));
    for (const { id } of mandates.filter(({ state }) => state === "in-force"))
      await site.house.order("mandates.withdraw", { mandate: id, because: "The event is over." });
    await eight.says("No mandate is in force");
    const pass = await site.issue();
    await eight.scan(pass.text);
    expect(await eight.verdict("gate-closed")).toContain("No mandate is in force");
    expect(await eight.page.getByRole("button", { name: "Supervisor" }).count()).toBe(0);
    expect(await site.scans(pass)).toEqual([]);
  });
});

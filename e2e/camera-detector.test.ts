/*
 * An operator's own detector through the whole house: added on the command line, chosen on the page, looking at a camera's real recording
 * that raises a signal; and a file that is no detector is refused in words.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser } from "./browser.ts";
import { enter, inHours, panel } from "./console-access.ts";
import { type House, openHouse } from "./house.ts";

const SHARED = join(import.meta.dirname, "../../shared/data");
const MODEL = join(SHARED, "models/yolox_nano.onnx");
const CLIP = join(SHARED, "video/people/vqpy_pedestrian_10s.mp4");
const CORDON = join(import.meta.dirname, "../apps/cli/main.ts");

const Signals = z.object({ signals: z.array(z.object({ id: z.string(), kind: z.string() })) });
const Health = z.object({ cameras: z.array(z.object({ looksPerSecond: z.number().nullable() })) });

let house: House;

const cordon = (...words: readonly string[]) =>
  promisify(execFile)(process.execPath, [CORDON, "watch", "model", ...words, "--server", house.url], {
    encoding: "utf8",
  });
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

async function hangCamera(): Promise<void> {
  const corner = (lon: number, lat: number) => [2.3 + lon, 48.86 + lat];
  await house.order("mandates.grant", {
    reference: "EX-DETECTOR",
    authority: "Préfet (exercice)",
    legalBasis: "Loi 2023-380, art. 10",
    processings: ["algorithmic-video"],
    events: ["zone-entry"],
    purpose: "event-security",
    statement: { fr: "Exercice", en: "Exercise" },
    area: {
      type: "Polygon",
      coordinates: [
        [corner(-0.01, -0.01), corner(0.01, -0.01), corner(0.01, 0.01), corner(-0.01, 0.01), corner(-0.01, -0.01)],
      ],
    },
    period: { from: inHours(-1), until: inHours(48) },
    retentionDays: 2,
  });
  await house.order("watch.register-camera", {
    reference: "cam-01",
    name: { fr: "Rue piétonne", en: "Pedestrian street" },
    place: null,
    position: [2.3, 48.86],
    headingDegrees: 0,
    fieldOfViewDegrees: 60,
    rangeMetres: 40,
    purpose: "event-security",
    scene: { events: [{ kind: "zone-entry" }] },
    playback: "loop",
    address: CLIP,
  });
}

describe.skipIf(!hasBrowser || !existsSync(MODEL) || !existsSync(CLIP))("a detector of the operator's", () => {
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house?.[Symbol.asyncDispose]());

  it("is added on the command line, chosen on the page, and looks at a real recording", async () => {
    const hash = sha256(readFileSync(MODEL));
    const { stdout } = await cordon("add", MODEL, "--sha256", hash, "--name", "YOLOX-nano", "--licence", "Apache-2.0");
    expect(stdout).toMatch(new RegExp(`^${hash}\tYOLOX-nano\tready\tyolox 416x416\t`));

    const { browser, page } = await enter(house, "/models");
    await using _ = browser;
    const model = panel(page, "Detectors").getByRole("listitem", { name: "YOLOX-nano" });
    await model.getByRole("button", { name: "Let all cameras use it" }).click();
    await model.getByText("In use by all cameras").waitFor();

    // Ten seconds, and then a pause: the camera comes when there is somebody to look.
    await hangCamera();
    const looks = async () =>
      Health.parse(await house.ask("watch.read-health", {})).cameras.map(({ looksPerSecond }) => looksPerSecond ?? 0);
    await expect.poll(async () => Math.max(0, ...(await looks())), { timeout: 60_000 }).toBeGreaterThan(0);
    await page.goto(`${house.url}/cameras`);
    await panel(page, "Cameras")
      .getByRole("button", { name: /Pedestrian street/ })
      .click();
    await panel(page, "Pedestrian street").getByText("Looked at by the detector").waitFor();

    const raised = async () => Signals.parse(await house.ask("command.list-signals", { state: "all" })).signals;
    await expect.poll(async () => (await raised()).length, { timeout: 60_000 }).toBeGreaterThan(0);
    expect((await raised())[0]?.kind).toBe("zone-entry");
  });

  it("that is cut off in the middle is refused in words, and the one in use goes on", async () => {
    const cut = readFileSync(MODEL).subarray(0, 900_000);
    const file = join(house.dataFolder, "cut.onnx");
    await writeFile(file, cut);
    await expect(
      cordon("add", file, "--sha256", sha256(cut), "--name", "cut", "--licence", "Apache-2.0", "--use"),
    ).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/cut is refused: /),
    });
    const { stdout } = await cordon("list");
    expect(stdout).toMatch(/YOLOX-nano\tin use\t/);
  });
});

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { at, record } from "@cordon/seine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, shownState, testBrowser } from "./browser.ts";
import { type House, openHouse } from "./house.ts";

/*
 * The whole promise in one piece: a camera sees, a signal waits, a human decides, a unit acts on a phone that loses its network, and
 * the journal proves it all afterwards, without the server.
 */

const ROOT = join(import.meta.dirname, "..");
const RECORDING = join(ROOT, "../shared/data/video/people/vqpy_pedestrian_10s.mp4");

const Made = z.record(z.string(), z.unknown());

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cordon-main-job-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A stretch of the rehearsal's evening, as the quay's camera films it. */
async function renderedRecording(): Promise<string> {
  const file = join(folder, "quay.ts");
  const from = at(20, 15);
  const { video } = await record("cam-06", from, from + 15, null);
  await writeFile(file, video);
  return file;
}

async function made(house: House, name: string, input: unknown): Promise<string> {
  return z.string().parse(Object.values(Made.parse(await house.order(name, input)))[0]);
}

async function mainJob(recording: string): Promise<void> {
  await using house = await openHouse(["--exercise", "none", "--rehearsal", "--camera", recording]);
  const contingent = await made(house, "command.register-contingent", {
    reference: "FR-PN",
    name: "Police nationale",
    nation: "FR",
    languages: ["fr"],
  });
  const unit = await made(house, "command.register-unit", {
    callSign: "Lutèce 11",
    kind: "patrol",
    contingent,
    strength: 6,
  });
  const offer = await house.order("identity.offer-enrolment", { kind: "field", unit, contingent, label: "Lutèce 11" });
  const { link } = z.looseObject({ link: z.string() }).parse(offer);

  await using desk = await testBrowser({ language: "en" });
  await using pocket = await testBrowser({ width: 390, height: 844, language: "en" });
  const phone = await pocket.open(link);
  await phone.getByRole("button", { name: "Yes, enrol" }).click();
  await phone.getByRole("heading", { name: "No task" }).waitFor();

  // The camera sees; the signal comes with its still.
  const console = await desk.open(house.url);
  const queue = console.getByRole("region", { name: "Signals", exact: true });
  await queue
    .getByRole("button", { name: /Entry into a closed zone|Object left behind/ })
    .first()
    .waitFor({ timeout: 90_000 });
  await console.keyboard.press("j");
  const still = console.locator('img[src*="/api/exhibits/"], img[src*="exhibit"]').first();
  await still.waitFor();
  await expect
    .poll(() => still.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)), {
      timeout: 15_000,
    })
    .toBeGreaterThan(100);

  // A human decides, and orders.
  await console.keyboard.press("c");
  const incident = console.getByRole("region", { name: "Incident 1", exact: true });
  await incident.waitFor();
  await console.keyboard.press("t");
  await console.keyboard.type("Go and look");
  await incident.getByRole("radio", { name: /Lutèce 11/ }).focus();
  await console.keyboard.press("Space");
  await console.keyboard.press("Enter");

  // The unit acts, out of reach for a while.
  await phone.getByRole("heading", { name: "Go and look" }).waitFor();
  await pocket.context.setOffline(true);
  await phone.getByRole("button", { name: "Received", exact: true }).click();
  await phone.getByText("will be sent").first().waitFor();
  // A step of the checklist has a button "Done", and the room enters by radio what a unit says.
  const task = incident.getByRole("listitem").filter({ hasText: "Go and look" });
  expect(await shownState(task, "Acknowledged").count()).toBe(0);
  await pocket.context.setOffline(false);
  await shownState(task, "Acknowledged").waitFor({ timeout: 20_000 });
  await phone.getByRole("button", { name: "Done", exact: true }).click();
  await shownState(task, "Done").waitFor({ timeout: 20_000 });

  // And the journal proves it, with no server running.
  const tasks = z
    .object({ tasks: z.array(z.object({ incident: z.string() })) })
    .parse(await house.ask("command.list-tasks", { state: "all" }));
  await house.order("command.close-incident", {
    incident: tasks.tasks[0]?.incident,
    outcome: "Nothing to worry about",
  });
  const key = (await (await fetch(`${house.url}/journal/key`)).text()).trim();
  await house.stop();
  const exported = join(folder, "history.cordon");
  await cordon("journal", "export", "--data", house.dataFolder, exported);
  for (const source of [
    ["--data", house.dataFolder],
    ["--file", exported],
  ]) {
    const { report, code } = await verify(...source, "--key", key);
    expect(report, report.message).toMatchObject({ ok: true, keyGiven: true });
    expect(code).toBe(0);
  }

  // What was said cannot be made to have been something else.
  const history = await readFile(exported, "utf8");
  await writeFile(exported, history.replace("Go and look", "Go and hide"));
  expect(history).toContain("Go and look");
  const { report, code } = await verify("--file", exported, "--key", key);
  expect(code).toBe(1);
  expect(report).toMatchObject({
    ok: false,
    findings: expect.arrayContaining([expect.objectContaining({ kind: "task.offered" })]),
  });
}

const Report = z.looseObject({ ok: z.boolean(), message: z.string().optional() });

async function verify(...args: readonly string[]) {
  const { stdout, code } = await cordon("journal", "verify", ...args, "--json");
  return { report: Report.parse(JSON.parse(stdout)), code };
}

/** The command line, as `npx cordon` runs it. */
async function cordon(...args: readonly string[]): Promise<{ readonly stdout: string; readonly code: number }> {
  const { promise, resolve } = Promise.withResolvers<{ readonly stdout: string; readonly code: number }>();
  const child = execFile(process.execPath, [join(ROOT, "apps/cli/main.ts"), ...args], { cwd: ROOT }, (_, stdout) => {
    resolve({ stdout, code: child.exitCode ?? -1 });
  });
  return promise;
}

const hasRecording = existsSync(RECORDING);

describe.skipIf(!hasBrowser)("the main job, from a camera to a proof", { timeout: 240_000 }, () => {
  it.runIf(hasRecording)(`on a real recording${hasRecording ? "" : " (skipped: ../shared/data is not there)"}`, () =>
    mainJob(RECORDING),
  );
  // The same road on pictures of our own, where nobody has the recording.
  it.runIf(!hasRecording)(
    `on a camera of the rehearsal${hasRecording ? " (skipped: the real recording is there)" : ""}`,
    async () => mainJob(await renderedRecording()),
  );
});

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readScene, type Scene } from "@cordon/watch";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { registerWatchScore, sweepOf, tableOf } from "./watch-score.ts";

const here = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
if (!existsSync(here("../shared/data/video")))
  console.warn("skipped: the score of a real recording (no ../shared/data/video here)");
const CLIP = here("../shared/data/video/people/vqpy_pedestrian_10s.mp4");
const LABEL = here("capabilities/watch/truth/vqpy_pedestrian_10s.json");

function scene(events: readonly object[]): Scene {
  const reading = readScene({ events });
  if (reading.outcome !== "scene") throw new Error(reading.message);
  return reading.scene;
}

beforeEach(() => {
  process.exitCode = undefined;
});
afterEach(() => {
  process.exitCode = undefined;
});

/** Runs the command line and answers what it said. */
async function cordon(...words: readonly string[]): Promise<string> {
  const said: string[] = [];
  const listening = (["stdout", "stderr"] as const).map((stream) =>
    vi.spyOn(process[stream], "write").mockImplementation((text) => said.push(String(text)) > 0),
  );
  try {
    const program = new Command("cordon").exitOverride();
    registerWatchScore(program);
    await program.parseAsync(["watch", "score", ...words], { from: "user" });
  } finally {
    for (const each of listening) each.mockRestore();
  }
  return said.join("");
}

describe("cordon watch score", () => {
  const both = scene([{ kind: "zone-entry" }, { kind: "abandoned-object" }]);

  it("reads a sweep as typed, and says what is wrong with one", () => {
    expect(sweepOf("dwellSeconds=5,10,20", "abandoned-object", both)).toEqual({
      kind: "abandoned-object",
      name: "dwellSeconds",
      values: [5, 10, 20],
    });
    expect(sweepOf("dwellSeconds=5", undefined, scene([{ kind: "zone-entry" }]))).toMatchObject({ kind: "zone-entry" });
    expect(sweepOf("dwellSeconds=5", undefined, both)).toContain("--kind");
    expect(sweepOf("people=300", undefined, both)).toContain("no event of the scene");
    for (const wrong of ["dwellSeconds", "dwellSeconds=", "dwellSeconds=5,,6", "dwellSeconds=x", "=5", "a=1=2"])
      expect(sweepOf(wrong, undefined, both), wrong).toContain("expected a setting");
  });

  it("writes what is not known as a dash, never as a zero", () => {
    const line = {
      kind: "zone-entry",
      truePositives: 0,
      falsePositives: 0,
      missed: 0,
      precision: null,
      recall: null,
    } as const;
    const [head, row] = tableOf([{ ...line, setting: { name: "dwellSeconds", value: 5 }, delaySeconds: null }]).split(
      "\n",
    );
    expect(row?.split(/\s{2,}/)).toEqual(["zone-entry", "dwellSeconds=5", "0", "0", "0", "-", "-", "-", "-"]);
    expect(row).toHaveLength(head?.length ?? -1);
  });

  it("refuses a label that is not there, and one of another file", async () => {
    expect(await cordon("x.mp4", "--truth", "no-such.json")).toContain("there is no label no-such.json");
    expect(process.exitCode).toBe(2);
    expect(await cordon(fileURLToPath(import.meta.url), "--truth", LABEL)).toContain("another file");
    expect(process.exitCode).toBe(2);
    expect(await cordon("no-such.mp4", "--truth", LABEL)).toContain("there is no such file");
    expect(process.exitCode).toBe(1);
  });

  // Needs the shared recordings, which the project does not carry.
  it.skipIf(!existsSync(CLIP))("scores a real recording against its label", async () => {
    const printed = await cordon(CLIP, "--truth", LABEL, "--json");
    const Scored = z.object({
      seconds: z.number(),
      lines: z.array(z.looseObject({ kind: z.string(), recall: z.number().nullable() })),
    });
    const { seconds, lines } = Scored.parse(JSON.parse(printed));
    expect(seconds).toBeGreaterThan(5);
    expect(lines.find(({ kind }) => kind === "zone-entry")?.recall).toBeGreaterThan(0.5);
    // Nothing is left behind there, so nobody knows how well it would be found.
    expect(lines.find(({ kind }) => kind === "abandoned-object")?.recall).toBeNull();
    expect(process.exitCode).toBeUndefined();
  });
});

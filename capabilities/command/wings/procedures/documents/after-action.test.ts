import { type BlobHash, isRefusal, type Principal, StepKey } from "@cordon/kernel";
import { storeUpload } from "@cordon/ground/exhibits/uploads.ts";
import { expect, it } from "vitest";
import { openCrew } from "../../../testing/crew.ts";
import { textOf } from "../../../testing/pdf-text.ts";
import { operator } from "../../../testing/standing.ts";
import { afterAction } from "./after-action.ts";
import { inWinAnsi } from "./pdf.ts";

it("prints what happened, by journal number, in both languages, without a name, and the same bytes each time", async () => {
  await using crew = await openCrew();
  const { room } = crew;
  const { incident, task } = await crew.ordered();
  await room.must("command.acknowledge-task", { task }, crew.phone);
  await room.must("command.start-task", { task }, operator);
  await room.must("command.finish-task", { task, note: "an empty suitcase" }, crew.phone);
  await room.must("command.skip-step", { incident, step: StepKey.parse("look"), reason: "they were there" }, operator);
  await room.must("command.type-incident", { incident, kind: "abandoned-object" }, operator);
  await room.must("command.close-incident", { incident, outcome: "nothing found – żółw" }, operator);
  const { read, blobs, vault, clock } = room.context;
  const print = async (language: string, by: Principal = operator) => {
    const gone = new AbortController().signal;
    const parts = { by, read, blobs, vault, now: clock.now(), gone };
    const shown = await afterAction("Europe/Paris").open({ incident, language }, parts);
    if (isRefusal(shown) || shown.shown !== "whole") throw new Error("nothing was printed");
    return shown.content;
  };
  const pdf = await print("en");
  expect(Buffer.from(pdf).equals(Buffer.from(await print("en")))).toBe(true);
  const text = textOf(pdf);
  const { log } = await room.must("command.show-incident", { incident }, operator);
  for (const { seq } of log) expect(text).toContain(`#${seq}`);
  for (const said of ["After-action report, incident 1", "A bag by the bench", "K9-2", "an empty suitcase"])
    expect(text).toContain(said);
  // Its checklist is another one by now; the log says what was said of the first.
  expect(text).toContain("step skipped · Have it confirmed on the spot · they were there");
  expect(text).toContain("said what it is · Abandoned object · Checklist: Abandoned object");
  expect(text).toContain("nothing found – zó?w");
  // What the unit pressed itself nobody entered for it.
  expect(text.match(/by radio, entered by/g)).toHaveLength(1);
  const [, size = "", root = ""] = room.journal.checkpoint().split("\n");
  expect(text).toContain(size);
  expect(text).toContain(root);
  const french = textOf(await print("fr"));
  for (const said of ["Retour d’expérience", "Fiche réflexe", "étape passée", "Main courante"])
    expect(french).toContain(said);
  // Need to know holds on paper too.
  expect(textOf(await print("en", crew.liaison))).not.toContain("K9-2");
  // One more entry is another state of the journal, and says so.
  await room.must("command.reopen-incident", { incident, because: "once more" }, operator);
  expect(textOf(await print("en"))).not.toContain(root);
});

it("shows stills that are kept, says of those that are gone that they are, and survives a file that only begins as a picture", async () => {
  await using crew = await openCrew();
  const { room } = crew;
  const { read, blobs, vault, clock } = room.context;
  const pixel = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const put = async (content: Uint8Array): Promise<BlobHash> => {
    const stored = await storeUpload(room.context, { mediaType: "image/png", content });
    if (isRefusal(stored)) throw new Error(stored.because);
    return stored.blob;
  };
  const kept = await put(pixel);
  // Its chunks are in order; what they hold is no picture, as the first of them is missing.
  const broken = await put(Buffer.concat([pixel.subarray(0, 8), pixel.subarray(33)]));
  const { incident } = await crew.opened();
  await room.must("command.note-incident", { incident, text: "as seen", exhibits: [kept, broken] }, operator);
  const parts = { by: operator, read, blobs, vault, now: clock.now(), gone: new AbortController().signal };
  const print = async () => {
    const shown = await afterAction("Europe/Paris").open({ incident, language: "en" }, parts);
    if (isRefusal(shown) || shown.shown !== "whole") throw new Error("nothing was printed");
    return shown.content;
  };
  const before = await print();
  expect(textOf(before)).toContain(kept);
  expect(Buffer.from(before).includes("/Subtype /Image")).toBe(true);
  expect(textOf(before).match(/no longer kept/g)?.length).toBe(1);
  await blobs.erase(kept);
  expect(textOf(await print()).match(/no longer kept/g)?.length).toBe(2);
});

it("writes what standard fonts can, and shows where they cannot", () => {
  expect(inWinAnsi("déjà vu – œuvre")).toBe("déjà vu – œuvre");
  expect(inWinAnsi("Šķēle → 雨")).toBe("Škele -> ?");
});

import { storeUpload } from "@cordon/ground/exhibits/uploads.ts";
import { isRefusal } from "@cordon/kernel";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Crew, openCrew } from "../testing/crew.ts";
import { operator } from "../testing/standing.ts";

let crew: Crew;
beforeAll(async () => {
  crew = await openCrew();
});
afterAll(() => crew[Symbol.asyncDispose]());

it("puts a unit's photo into the log of its task's incident, once however often it is sent, and of no other unit's", async () => {
  const { room, phone, medics, guardia } = crew;
  const { incident, task } = await crew.ordered();
  const { journal, blobs } = room.context;
  const scan = [0xff, 0xda, 0, 4, 1, 2, ...Array.from({ length: 200 }, () => 7)];
  const content = Uint8Array.from([0xff, 0xd8, ...scan, 0xff, 0xd9]);
  const stored = await storeUpload({ journal, blobs }, { mediaType: "image/jpeg", content });
  if (isRefusal(stored)) throw new Error(stored.because);
  const sent = { task, text: "by the fountain", exhibits: [stored.blob] };
  expect(await room.must("command.note-task", sent, phone)).toEqual({ task, incident });
  const size = crew.size();
  expect(await room.must("command.note-task", sent, phone)).toEqual({ task, incident });
  expect(crew.size()).toBe(size);
  const { log } = await room.must("command.show-incident", { incident }, operator);
  expect(log.filter(({ kind }) => kind === "incident.noted")).toMatchObject([
    { text: "K9-2: by the fountain", by: { id: phone.id }, exhibits: [{ blob: stored.blob }] },
  ]);
  const other = { ...phone, unit: medics, contingent: guardia };
  expect(await room.call("command.note-task", sent, other)).toMatchObject({ refused: "not-found" });
  const colleague = { ...phone, unit: medics };
  expect(await room.call("command.note-task", sent, colleague)).toMatchObject({ refused: "not-permitted" });
});

it("says that a task without an incident takes no notes, and that an empty note is none", async () => {
  const { room, phone, dogs } = crew;
  const { task } = await room.must(
    "command.offer-task",
    { unit: dogs, order: "walk", position: [2.3, 48.8] },
    operator,
  );
  expect(await room.call("command.note-task", { task, text: "seen" }, phone)).toMatchObject({
    refused: "not-possible-now",
  });
  const { task: about } = await crew.ordered();
  expect(await room.call("command.note-task", { task: about }, phone)).toMatchObject({ refused: "invalid" });
});

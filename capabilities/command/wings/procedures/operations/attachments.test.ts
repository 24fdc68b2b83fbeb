import { storeUpload } from "@cordon/ground/exhibits/uploads.ts";
import { type BlobHash, type IncidentId, instantOf, isRefusal, type Principal } from "@cordon/kernel";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Crew, openCrew } from "../../../testing/crew.ts";
import { operator } from "../../../testing/standing.ts";
import { eraseAttachments } from "../workers/erase-attachments.ts";

const supervisor: Principal = { ...operator, id: "p7", roles: ["supervisor"] };
let crew: Crew;
beforeAll(async () => {
  crew = await openCrew();
});
afterAll(() => crew[Symbol.asyncDispose]());

async function sent(text: string): Promise<BlobHash> {
  const content = new TextEncoder().encode(text);
  const stored = await storeUpload(crew.room.context, { mediaType: "text/plain", content });
  if (isRefusal(stored)) throw new Error(stored.because);
  return stored.blob;
}
async function attached(incident: IncidentId, blob: BlobHash): Promise<number> {
  await crew.room.must("command.note-incident", { incident, text: "as seen", exhibits: [blob] }, operator);
  const { log } = await crew.room.must("command.show-incident", { incident }, operator);
  return log.at(-1)?.seq ?? -1;
}
/** The worker, for as long as it takes to look once. */
async function looked(keepDays = 365, days = 0): Promise<void> {
  const { context } = crew.room;
  const now = () => instantOf(Date.now() + days * 86_400_000);
  const worker = await eraseAttachments(keepDays).start({ ...context, clock: { ...context.clock, now } });
  await worker[Symbol.asyncDispose]();
  // Stopping may come before its look: the next one sees to the rest.
}
const gone = (blob: BlobHash) =>
  expect
    .poll(async () => {
      await looked();
      return crew.room.context.blobs.has(blob);
    })
    .toBe(false);

it("erases a file by name and reason, and its content once nothing else names it", async () => {
  const { room } = crew;
  const { incident } = await crew.opened();
  const { incident: other } = await crew.opened();
  const blob = await sent("a list of names");
  const line = await attached(incident, blob);
  const second = await attached(other, blob);
  const wanted = { incident, line, blob, because: "sent by mistake" };
  expect(await room.ask("command.erase-attachment", wanted, operator)).toMatchObject({ refused: "not-permitted" });
  expect(await room.must("command.erase-attachment", wanted, supervisor)).toEqual({ erased: true });
  expect(await room.must("command.erase-attachment", wanted, supervisor)).toEqual({ erased: false });
  const { log } = await room.must("command.show-incident", { incident }, operator);
  expect(log.find(({ seq }) => seq === line)).toMatchObject({ text: "as seen", exhibits: [] });
  expect(log.at(-1)).toMatchObject({ kind: "incident.attachment-erased", text: "sent by mistake", by: { id: "p7" } });
  await looked();
  expect(await room.context.blobs.has(blob)).toBe(true);
  const rest = { ...wanted, incident: other, line: second };
  expect(await room.must("command.erase-attachment", rest, supervisor)).toEqual({ erased: true });
  await gone(blob);
  expect(await room.ask("command.note-incident", { incident, text: "t", exhibits: [blob] }, operator)).toMatchObject({
    refused: "not-found",
  });
  expect(await room.ask("command.erase-attachment", { ...wanted, line: 999_999 }, supervisor)).toMatchObject({
    refused: "not-found",
  });
});

it("erases the files of an incident that ended long enough ago, and of no open one", async () => {
  const { room } = crew;
  const { incident } = await crew.opened();
  const { incident: open } = await crew.opened();
  const [old, needed] = [await sent("of the closed one"), await sent("of the open one")];
  await attached(incident, old);
  await attached(open, needed);
  await room.must("command.close-incident", { incident, outcome: "a lost bag" }, operator);
  await looked(30, 29);
  expect(await room.context.blobs.has(old)).toBe(true);
  await expect
    .poll(async () => {
      await looked(30, 31);
      return room.context.blobs.has(old);
    })
    .toBe(false);
  const { log } = await room.must("command.show-incident", { incident }, operator);
  expect(log.at(-1)).toMatchObject({ kind: "incident.attachment-erased", text: "kept 30 days" });
  expect(await room.context.blobs.has(needed)).toBe(true);
});

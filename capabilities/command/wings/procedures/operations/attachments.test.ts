import { storeUpload } from "@cordon/ground/exhibits/uploads.ts";
import { type BlobHash, type IncidentId, instantOf, isRefusal, type Principal } from "@cordon/kernel";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Crew, openCrew } from "../../../testing/crew.ts";
import { operator } from "../../../testing/standing.ts";
import { eraseAttachments } from "../workers/erase-attachments.ts";
import { eraseReportFiles } from "../workers/erase-report-files.ts";

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
  for (const worker of [eraseAttachments(keepDays), eraseReportFiles(keepDays)]) {
    const started = await worker.start({ ...context, clock: { ...context.clock, now } });
    await started[Symbol.asyncDispose]();
  }
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
  // Whoever answers for the protection of data finds the incident, reads what is kept of it, and has it erased; and no more than that.
  const officer: Principal = { ...operator, id: "p8", roles: ["data-protection"] };
  const found = await room.must("command.list-incidents", { named: "bag by the bench", limit: 200 }, officer);
  expect(found.incidents.map(({ id }) => id)).toContain(other);
  const read = await room.must("command.show-incident", { incident: other }, officer);
  expect(read.log.find(({ seq }) => seq === second)?.exhibits).toMatchObject([{ blob }]);
  expect(await room.ask("command.list-signals", {}, officer)).toMatchObject({ refused: "not-permitted" });
  const rest = { ...wanted, incident: other, line: second };
  expect(await room.must("command.erase-attachment", rest, officer)).toEqual({ erased: true });
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

it("erases what was sent with a report that came to nothing, a day after it was dismissed; nothing else names it then", async () => {
  const { room } = crew;
  const [photo, shared, meant] = [
    await sent("of a lost bag"),
    await sent("also in a log"),
    await sent("of a real one"),
  ];
  const report = async (exhibits: readonly BlobHash[]) =>
    (
      await room.must(
        "command.raise-signal",
        { kind: "report", note: "as seen", position: [2.2885, 48.8617], exhibits },
        operator,
      )
    ).signal;
  const [nothing, real] = [await report([photo, shared]), await report([meant])];
  const { incident } = await crew.opened();
  await attached(incident, shared);
  await room.must("command.merge-signal", { signal: real, incident }, operator);
  await room.must("command.dismiss-signal", { signal: nothing, reason: "no-action" }, operator);
  const shown = (signal: typeof nothing) => room.must("command.show-signal", { signal }, operator);
  await looked(365, 0.9);
  expect((await shown(nothing)).exhibitsErased).toBeNull();
  expect(await room.context.blobs.has(photo)).toBe(true);
  await expect
    .poll(async () => {
      await looked(365, 1.1);
      return room.context.blobs.has(photo);
    })
    .toBe(false);
  expect((await shown(nothing)).exhibitsErased).toMatchObject({ because: "dismissed" });
  // What a log names stays with the log, and what became an incident with that.
  expect(await room.context.blobs.has(shared)).toBe(true);
  expect((await shown(real)).exhibitsErased).toBeNull();
  await room.must("command.close-incident", { incident, outcome: "found its owner" }, operator);
  await expect
    .poll(async () => {
      await looked(30, 31);
      return (await room.context.blobs.has(meant)) || (await room.context.blobs.has(shared));
    })
    .toBe(false);
  expect((await shown(real)).exhibitsErased).toMatchObject({ because: "retention" });
});

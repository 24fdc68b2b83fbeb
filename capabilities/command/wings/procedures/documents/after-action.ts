import { type AnyMedium, type Blobs, medium, role, tablesOf } from "@cordon/ground";
import { type BlobHash, IncidentId, isRefusal, type Principal, type Refusal } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { z } from "zod";
import { incidents, incidentView } from "../../../tables/incident.ts";
import { logOf } from "../../../tables/log.ts";
import { signals, signalView } from "../../../tables/signal.ts";
import { tasks, taskView } from "../../../tables/task.ts";
import { clocksOf } from "../tables/clocks.ts";
import { partsOf, stepViews } from "../tables/reading.ts";
import type { Tables } from "../tables/rows.ts";
import { pdfOf } from "./pdf.ts";
import { type Facts, type Report, reportOf } from "./report.ts";
import { noSuch } from "../../../words/refusals.ts";

interface JournalHead {
  journal_head: { checkpoint: string };
}

/** The report afterwards, made from the journal's tables at one moment and closed with its checkpoint. */
export const afterAction = (timeZone: string): AnyMedium =>
  medium({
    name: "command.print-after-action",
    summary:
      "What happened in an incident, as PDF: its log by journal number, tasks, checklist, signals, exhibits, and the checkpoint that proves it.",
    path: "/api/command/incidents/:incident/report/:language",
    parameters: z.object({ incident: IncidentId, language: z.enum(["fr", "en"]) }),
    allow: role("operator", "supervisor", "commander", "liaison", "auditor"),
    mediaTypes: ["application/pdf"],
    async open({ incident, language }, { by, read, blobs, now }) {
      // One moment for all: what is read and the checkpoint that covers it.
      const facts = await tablesOf<Tables & JournalHead>(read)
        .transaction()
        .setIsolationLevel("repeatable read")
        .execute((tx) => factsOf(tx, incident, by, now));
      if (isRefusal(facts)) return facts;
      const report = reportOf(facts, language, timeZone);
      const pictures = await picturesOf(report, blobs);
      return {
        shown: "whole",
        mediaType: "application/pdf",
        content: await pdfOf(report, (blob) => pictures.get(blob) ?? null),
      };
    },
  });

async function factsOf(
  read: Kysely<Tables & JournalHead>,
  id: IncidentId,
  by: Principal,
  now: Parameters<typeof signalView>[1],
): Promise<Facts | Refusal> {
  const row = await incidents(read, by.contingent).where("incident.id", "=", id).executeTakeFirst();
  if (row === undefined) return noSuch("incident", id);
  const incident = incidentView(row);
  const place =
    incident.place === null
      ? undefined
      : await read
          .selectFrom("place")
          .select(["name_fr as fr", "name_en as en"])
          .where("id", "=", incident.place)
          .executeTakeFirst();
  const orders = await tasks(read, by.contingent).where("task.incident", "=", id).orderBy("task.seq").execute();
  const told = await signals(read, by.contingent).where("incident", "=", id).orderBy("seq").execute();
  const { checkpoint } = await read.selectFrom("journal_head").select("checkpoint").executeTakeFirstOrThrow();
  const [origin = "", size = "", root = ""] = checkpoint.split("\n");
  return {
    incident,
    place: place ?? null,
    log: await logOf(read, id, by.contingent),
    tasks: orders.map(taskView),
    clocks: await clocksOf(read, orders),
    signals: told.map((signal) => signalView(signal, now)),
    steps: await stepViews(read, id),
    parts: await partsOf(read, { id, parent: incident.parent, mergedInto: incident.mergedInto }),
    checkpoint: { origin, size, root },
  };
}

const DRAWABLE: ReadonlySet<string> = new Set(["image/jpeg", "image/png"]);
/** So many, and no larger: a report is sent by mail. */
const MOST = 24;
const LARGEST_BYTES = 4 * 1024 ** 2;

async function picturesOf(report: Report, blobs: Blobs): Promise<ReadonlyMap<BlobHash, Uint8Array>> {
  const kept = new Map<BlobHash, Uint8Array>();
  for (const { blob, mediaType, bytes } of report.exhibits) {
    if (kept.size >= MOST || !DRAWABLE.has(mediaType) || bytes > LARGEST_BYTES) continue;
    const content = await blobs.get(blob);
    if (!isRefusal(content)) kept.set(blob, content);
  }
  return kept;
}

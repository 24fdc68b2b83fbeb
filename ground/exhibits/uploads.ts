import { createHash } from "node:crypto";
import { BlobHash, type Exhibit, type Instant, isRefusal, type Refusal } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Blobs } from "../blobs/port.ts";
import type { Journal } from "../journal/port.ts";
import { schemaOf, tablesOf } from "../store/schema.ts";
import { withoutHiddenData } from "./hidden-data.ts";
import { beginsAs, isUploadType, roleOfType, UPLOAD_TYPES } from "./media-type.ts";
import type { UploadTables } from "./tables.ts";
import { refuseAs } from "../refusals.ts";

/** The largest file that may be sent: a photo of a phone, half a minute of its video. */
export const UPLOAD_LIMIT_BYTES = 20 * 1024 ** 2;

/** What an operation takes that names uploads: their hashes, each once. */
export const Attached = z
  .array(BlobHash)
  .max(8)
  .readonly()
  .default([])
  .meta({ description: "SHA-256 of files that were sent to POST /api/exhibits before." });

export interface UploadParts {
  readonly journal: Pick<Journal, "run">;
  readonly blobs: Blobs;
}

const by = { kind: "system", id: "exhibits" } as const;

/**
 * Stores what somebody sent, a picture without the data it hides (ADR 0093): the hash and the size are those of what is stored. It belongs to nothing yet: an operation that names it within a day keeps it, otherwise it is swept.
 * Sending the same again answers the same.
 */
export async function storeUpload(
  { journal, blobs }: UploadParts,
  { mediaType, content: sent }: { readonly mediaType: string; readonly content: Uint8Array },
): Promise<Exhibit | Refusal> {
  if (!isUploadType(mediaType))
    return refuseAs(
      "file-type",
      "invalid",
      `Files of the type ${mediaType.slice(0, 80)} are not taken; ${UPLOAD_TYPES.join(", ")} are.`,
      undefined,
      { type: mediaType.slice(0, 80), types: UPLOAD_TYPES.join(", ") },
    );
  if (sent.length === 0) return refuseAs("file-empty", "invalid", "The file is empty.");
  if (sent.length > UPLOAD_LIMIT_BYTES)
    return refuseAs(
      "file-too-large",
      "too-large",
      `A file may have ${UPLOAD_LIMIT_BYTES / 1024 ** 2} MB at most.`,
      undefined,
      { megabytes: String(UPLOAD_LIMIT_BYTES / 1024 ** 2) },
    );
  if (!beginsAs(mediaType, sent))
    return refuseAs("file-broken", "invalid", `The file does not begin as ${mediaType} does.`, undefined, {
      type: mediaType,
    });
  const content = withoutHiddenData(mediaType, sent);
  if (content === null)
    return refuseAs("file-broken", "invalid", `The file is not built as ${mediaType} is.`, undefined, {
      type: mediaType,
    });
  const hash = BlobHash.parse(createHash("sha256").update(content).digest("hex"));
  // What is there already, and was not sent by anybody, belongs to somebody else, who erases it.
  const there = await blobs.has(hash);
  const stored = await blobs.put(content);
  if (isRefusal(stored)) return stored;
  const row = { media_type: mediaType, bytes: content.length, kept: there, going: false };
  const written = await journal.run({
    by,
    operation: "exhibits.store-upload",
    async decide({ tx, now }) {
      const rows = await tablesOf<UploadTables>(tx)
        .insertInto("upload")
        .values({ blob: hash, at: now, ...row })
        .onConflict((conflict) => conflict.column("blob").doUpdateSet({ at: now }).where("upload.going", "=", false))
        .returning("blob")
        .execute();
      if (rows.length === 0)
        return refuseAs(
          "file-being-erased",
          "unavailable",
          "An older copy is being erased. Send it again in a moment.",
        );
      return { entries: [], output: null };
    },
  });
  if (isRefusal(written)) return written;
  // An older copy may have been erased between storing it and writing it down.
  if (!(await blobs.has(hash))) {
    const again = await blobs.put(content);
    if (isRefusal(again)) return again;
  }
  return { blob: hash, role: roleOfType(mediaType), mediaType, bytes: content.length };
}

/**
 * For an operation that names uploads: what they are, kept from here on. `read` is the operation's transaction, so that a decision that does
 * not come to be keeps nothing.
 */
export async function takeUploads<Tables>(
  read: Kysely<Tables>,
  named: readonly BlobHash[],
): Promise<readonly Exhibit[] | Refusal> {
  if (named.length === 0) return [];
  const hashes = [...new Set(named)];
  const rows = await tablesOf<UploadTables>(schemaOf(read))
    .updateTable("upload")
    .set({ kept: true })
    .where("blob", "in", hashes)
    .where("going", "=", false)
    .returning(["blob", "media_type", "bytes"])
    .execute();
  const sent = new Map(rows.map((row) => [row.blob, row]));
  const exhibits: Exhibit[] = [];
  for (const blob of hashes) {
    const row = sent.get(blob);
    if (row === undefined)
      return refuseAs(
        "file-not-sent",
        "not-found",
        "no file with this hash was sent, or it was sent too long ago",
        blob,
      );
    exhibits.push({ blob, role: roleOfType(row.media_type), mediaType: row.media_type, bytes: row.bytes });
  }
  return exhibits;
}

/** What an operation named and nothing names any more: it was never sent, as far as the next operation knows. Within the transaction. */
export async function dropUpload<Tables>(read: Kysely<Tables>, blob: BlobHash): Promise<void> {
  await tablesOf<UploadTables>(schemaOf(read)).deleteFrom("upload").where("blob", "=", blob).execute();
}

/** Whether somebody sent it, and it is not dropped. */
export async function isUpload<Tables>(read: Kysely<Tables>, blob: BlobHash): Promise<boolean> {
  const db = tablesOf<UploadTables>(schemaOf(read));
  return (await db.selectFrom("upload").select("blob").where("blob", "=", blob).executeTakeFirst()) !== undefined;
}

/**
 * Removes what was sent before `before` and never named by an operation: marked, then erased, then forgotten, so that being stopped in between
 * loses nothing that somebody was told is kept.
 * @returns how many files
 */
export async function sweepUploads({ journal, blobs }: UploadParts, before: Instant): Promise<number | Refusal> {
  const marked = await journal.run({
    by,
    operation: "exhibits.sweep-uploads",
    async decide({ tx }) {
      const rows = await tablesOf<UploadTables>(tx)
        .updateTable("upload")
        .set({ going: true })
        .where("kept", "=", false)
        .where("at", "<", before)
        .returning("blob")
        .execute();
      return { entries: [], output: rows.map(({ blob }) => BlobHash.parse(blob)) };
    },
  });
  if (isRefusal(marked)) return marked;
  const gone = marked.output;
  if (gone.length === 0) return 0;
  for (const blob of gone) await blobs.erase(blob);
  const forgotten = await journal.run({
    by,
    operation: "exhibits.sweep-uploads",
    async decide({ tx }) {
      await tablesOf<UploadTables>(tx)
        .deleteFrom("upload")
        .where("blob", "in", gone)
        .where("going", "=", true)
        .execute();
      return { entries: [], output: null };
    },
  });
  return isRefusal(forgotten) ? forgotten : gone.length;
}

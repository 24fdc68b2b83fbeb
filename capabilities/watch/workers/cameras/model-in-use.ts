import { tablesOf, type WorkerContext } from "@cordon/ground";
import { isRefusal } from "@cordon/kernel";
import { usedModel } from "../../tables/models.ts";
import type { WatchTables } from "../../tables.ts";
import type { ModelOrder } from "../eye/protocol.ts";

/** The detector that operators chose, with its file; null when there is none, or its file is not what it was. */
export async function modelInUse({
  read,
  blobs,
  log,
}: Pick<WorkerContext, "read" | "blobs" | "log">): Promise<ModelOrder["model"]> {
  const used = await usedModel(tablesOf<WatchTables>(read)).catch(() => null);
  if (used?.layout == null) return null;
  const bytes = await blobs.get(used.said.sha256);
  if (!isRefusal(bytes)) return { bytes: new Uint8Array(bytes), layout: used.layout };
  log.error(
    { model: used.said.sha256, because: bytes.because },
    "watch: the detector cannot be read, cameras look without it",
  );
  return null;
}

import { BlobHash, COMMAND_ROOM, entry, Instant, OVERSIGHT } from "@cordon/kernel";
import { z } from "zod";
import { DETECTED } from "./detection.ts";

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u, "expected one line without control characters");

/**
 * How a model's outputs say boxes and classes. N is the number of cells or queries, C that of classes.
 *
 * - `yolox`: [1, N, 5 + C], offsets from the cells of strides 8, 16, 32; objectness, class scores (Megvii YOLOX, exported as it is)
 * - `yolo-scored`: [1, N, 5 + C], middle and size in pixels, objectness, class scores (YOLOv5, v6, v7; YOLOX that decodes by itself)
 * - `yolo`: [1, 4 + C, N], middle and size in pixels, class scores (YOLOv8, v9, v11)
 * - `yolo-listed`: [1, N, 6], corners in pixels, score, class (YOLOv10 and whatever suppresses by itself)
 * - `detr-listed`: labels [1, N], boxes [1, N, 4] as corners in pixels, scores [1, N] (RT-DETR, D-FINE with their postprocessor)
 * - `detr`: logits [1, N, C], boxes [1, N, 4] as middle and size in shares of the picture (RT-DETR, D-FINE as trained)
 * - `fastest-det`: [1, 5 + C, H / 16, W / 16]: objectness, four offsets, class scores (FastestDet)
 */
export const Family = z.enum(["yolox", "yolo-scored", "yolo", "yolo-listed", "detr-listed", "detr", "fastest-det"]);
export type Family = z.infer<typeof Family>;

/** How a picture is handed to a model of a family, as it was trained. */
const Feeding = z
  .object({
    channels: z.enum(["rgb", "bgr"]),
    /** What white is. */
    white: z.union([z.literal(1), z.literal(255)]),
    /** `letterbox` keeps the proportions and fills the rest with grey; `stretch` does not. */
    fit: z.enum(["letterbox", "stretch"]),
  })
  .readonly();
export type Feeding = z.infer<typeof Feeding>;

const ValueName = z.string().max(200);
const Side = z.int().min(64).max(2048);

/** All that is needed to run a model and to read its answer. */
export const Layout = z
  .object({
    family: Family,
    input: ValueName,
    width: Side,
    height: Side,
    /** The input that takes the picture's size, where there is one. */
    sizeInput: ValueName.nullable(),
    feeding: Feeding,
    /** Names of the outputs in the order that the family's decoder reads them. */
    outputs: z.array(ValueName).max(3).readonly(),
    /** The product's word for each class of the model, null for what is dropped. */
    classes: z.array(z.enum(DETECTED).nullable()).max(2000).readonly(),
  })
  .readonly();
export type Layout = z.infer<typeof Layout>;

/**
 * Where a model's bytes come from: an https:// address (http:// on this machine alone) or a file on the server. An address with a
 * password is refused: everybody in the command room may read where a model came from.
 */
export const ModelSource = line(2000).refine(
  isSource,
  "expected https://, a file on the server, and no password in it",
);

function isSource(text: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text.startsWith("/") || /^[a-z]:[\\/]/i.test(text);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== "" || url.password !== "") return false;
  return (
    url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname)) || url.protocol === "file:"
  );
}

/** An address of this machine itself, where nobody stands in between. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/** What an operator says of a detector that is to be fetched and looked at. */
export const ModelInput = z.object({
  /** Of the whole file: what was looked at once is what runs. */
  sha256: BlobHash,
  name: line(80),
  source: ModelSource,
  /** As its makers say, an SPDX identifier where there is one. */
  licence: line(80).default("not stated"),
  /** Names of its classes in its own order, where it does not name them itself. */
  classes: z.array(line(80)).min(1).max(2000).nullable().default(null),
});
export type ModelInput = z.infer<typeof ModelInput>;

/**
 * `waiting`: to be fetched and looked at; `refused`: not a detector that Cordon takes, or not to be had; `ready`: may be used; `removed`:
 * nothing of it is kept.
 */
export const ModelState = z.enum(["waiting", "refused", "ready", "removed"]);
export type ModelState = z.infer<typeof ModelState>;

export const ModelView = ModelInput.omit({ classes: true }).extend({
  state: ModelState,
  /** For `refused` why, in a sentence. */
  because: z.string().nullable(),
  since: Instant,
  bytes: z.int().nullable(),
  family: Family.nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** What it can tell. */
  tells: z.array(z.enum(DETECTED)),
  /** All cameras of this server look with it. */
  used: z.boolean(),
});
export type ModelView = z.infer<typeof ModelView>;

const SEEN = { roles: [...new Set([...COMMAND_ROOM, ...OVERSIGHT])] };

/** Somebody asks for a model: it is fetched and looked at now. */
export const ModelAdded = entry("watch.model.added", ModelInput, SEEN);
/** It was fetched, is what it should be and is a detector of things that Cordon has words for. */
export const ModelReady = entry(
  "watch.model.ready",
  z.object({ sha256: BlobHash, bytes: z.int().positive(), layout: Layout }),
  SEEN,
);
export const ModelRefused = entry(
  "watch.model.refused",
  z.object({ sha256: BlobHash, because: z.string().max(600) }),
  SEEN,
);
export const ModelRemoved = entry("watch.model.removed", z.object({ sha256: BlobHash }), SEEN);
/** From now on all cameras look with this model, or with none. */
export const ModelUsed = entry("watch.model.used", z.object({ sha256: BlobHash.nullable() }), SEEN);

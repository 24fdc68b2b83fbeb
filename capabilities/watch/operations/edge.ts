import { accept, AfterCommit, role } from "@cordon/ground";
import { BlobHash, DeviceId, isRefusal, refuse } from "@cordon/kernel";
import { z } from "zod";
import { MOST_MODEL_BYTES } from "../detector/model-file.ts";
import type { EdgeDesk } from "../edge/desk.ts";
import {
  EdgeAnswer,
  EdgeItem,
  EdgeModelPiece,
  EdgeOrders,
  EdgeStanding,
  MOST_CONTENT_BYTES,
  PIECE_BYTES,
} from "../words/edge.ts";
import { command, query } from "./operating.ts";

const CLOSED = refuse("unavailable", "The server is being stopped.");
const edges = role("edge-device");

/** What an edge asks and says: four doors, and behind them one desk. */
export const edgeOperations = (desk: EdgeDesk) =>
  [
    query({
      name: "watch.edge-orders",
      summary: "Answer an edge which cameras it is to watch, where they are, what to look for, and for how long.",
      input: z.object({ known: z.string().max(80).nullable().default(null) }),
      output: EdgeOrders,
      allow: edges,
      async run({ input, by }) {
        return (await desk.orders(DeviceId.parse(by.id), input.known)) ?? CLOSED;
      },
    }),
    query({
      name: "watch.edge-model",
      summary: "Answer an edge a piece of the detector that all cameras look with.",
      input: z.object({ sha256: BlobHash, offset: z.int().nonnegative().max(MOST_MODEL_BYTES) }),
      output: EdgeModelPiece,
      allow: edges,
      async run({ input: { sha256, offset } }) {
        return (await desk.modelPiece(sha256, offset)) ?? CLOSED;
      },
    }),
    command({
      name: "watch.edge-upload",
      summary: "Take a piece of a still or a clip from an edge; answers where the next begins.",
      input: z.object({
        hash: BlobHash,
        offset: z.int().nonnegative().max(MOST_CONTENT_BYTES),
        piece: z
          .base64()
          .min(4)
          .max(Math.ceil(PIECE_BYTES / 3) * 4),
      }),
      output: z.object({ bytes: z.int().nonnegative() }),
      allow: edges,
      // It changes nothing that an operation reads.
      touches: ({ hash }) => [`watch.upload.${hash}`],
      async run({ input: { hash, offset, piece } }) {
        const bytes = desk.upload(hash, offset, Buffer.from(piece, "base64"));
        return isRefusal(bytes) ? bytes : accept([], { bytes });
      },
    }),
    command({
      name: "watch.edge-report",
      summary:
        "Take how an edge's cameras stand and what it noticed, in order; what is sent twice is written down once.",
      input: z.object({
        standing: z.array(EdgeStanding).max(1000),
        items: z.array(EdgeItem).max(100),
      }),
      output: EdgeAnswer,
      allow: edges,
      touches: () => ["watch.edge-report"],
      async run({ input: { standing, items }, by }) {
        // Pictures are stored and entries written by the desk, outside of this transaction: each item has one of its own.
        const edge = DeviceId.parse(by.id);
        return accept(
          [],
          new AfterCommit(async () => (await desk.report(edge, standing, items)) ?? { settled: 0, missing: [] }),
        );
      },
    }),
  ] as const;

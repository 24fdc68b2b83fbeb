/* What page and worker say to each other. */

export type ToWorker =
  | { readonly say: "open"; readonly wasm: string }
  /** The picture is taken over by the worker, and closed there. `turn` comes back with the answer. */
  | {
      readonly say: "look";
      /** A frame of the camera as it is; a copy of its middle in browsers that cannot give it away. */
      readonly picture: VideoFrame | ImageBitmap;
      readonly takenMs: number;
      readonly turn: number;
      readonly harder: boolean;
    };

export type FromWorker =
  | { readonly say: "ready" }
  /** `tookMs`: the worker's own time for it. */
  | {
      readonly say: "looked";
      readonly texts: readonly string[];
      readonly takenMs: number;
      readonly turn: number;
      readonly tookMs: number;
    }
  /** `turn` null: it could not be opened, which every look then says again. */
  | { readonly say: "failed"; readonly turn: number | null; readonly because: string };

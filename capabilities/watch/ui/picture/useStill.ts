import type { CameraId } from "@cordon/kernel";
import { type Problem, problemFrom } from "@cordon/ui";
import { useCallback, useEffect, useState } from "react";
import type { PictureSize } from "../../words/calibration.ts";
import { stillAddress } from "./addresses.ts";

/** A picture in its full size: scenes are drawn in its pixels. */
export interface Still {
  readonly address: string;
  readonly size: PictureSize;
}

export type StillState =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly problem: Problem }
  | { readonly state: "shown"; readonly still: Still };

/** One picture of a camera, held for as long as it is drawn on; another one when asked. */
export function useStill(camera: CameraId): readonly [StillState, () => void] {
  const [state, setState] = useState<StillState>({ state: "loading" });
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn asks again
  useEffect(() => {
    const leaving = new AbortController();
    let address: string | null = null;
    setState({ state: "loading" });
    void load(camera, leaving.signal).then((loaded) => {
      if (loaded.state === "shown") address = loaded.still.address;
      if (leaving.signal.aborted) release(address);
      else setState(loaded);
    });
    return () => {
      leaving.abort();
      release(address);
    };
  }, [camera, turn]);
  return [state, useCallback(() => setTurn((before) => before + 1), [])];
}

function release(address: string | null): void {
  if (address !== null) URL.revokeObjectURL(address);
}

async function load(camera: CameraId, signal: AbortSignal): Promise<StillState> {
  try {
    const response = await fetch(stillAddress(camera), { signal, credentials: "same-origin", cache: "no-store" });
    if (!response.ok)
      return { state: "failed", problem: problemFrom(response.status, await response.json().catch(() => null)) };
    const address = URL.createObjectURL(await response.blob());
    const image = new Image();
    image.src = address;
    await image.decode();
    return { state: "shown", still: { address, size: { width: image.naturalWidth, height: image.naturalHeight } } };
  } catch {
    return { state: "failed", problem: { reason: "offline", detail: "", what: null, issues: [] } };
  }
}

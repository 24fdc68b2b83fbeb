import type { CameraId } from "@cordon/kernel";
import { type MapCamera, useLanguage } from "@cordon/ui";
import { useAnswer } from "@cordon/watch/ui";
import { useMemo } from "react";

export interface Cameras {
  readonly onMap: readonly MapCamera[];
  readonly nameOf: (camera: CameraId) => string | null;
}

/** The cameras as the map and the queue name them. */
export function useCameras(): Cameras {
  const language = useLanguage();
  const answer = useAnswer("watch.list-cameras", {});
  const cameras = answer.state === "shown" ? answer.data.cameras : null;
  return useMemo(() => {
    const names = new Map((cameras ?? []).map(({ id, name }) => [id, name[language]]));
    return {
      onMap: (cameras ?? []).map((camera) => ({
        ...camera,
        name: camera.name[language],
        running: camera.state === "running",
      })),
      nameOf: (camera) => names.get(camera) ?? null,
    };
  }, [cameras, language]);
}

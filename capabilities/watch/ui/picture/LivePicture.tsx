import type { CameraId } from "@cordon/kernel";
import { useProblemText } from "@cordon/ui";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { liveAddress } from "./addresses.ts";
import { LivePlayer, type LiveState } from "./live-player.ts";
import classes from "./picture.module.css";
import { usePictureWords } from "./words.ts";

export interface LivePictureProps {
  readonly camera: CameraId;
  /** What the picture is, for those who do not see it; without one, what stands beside it says so. */
  readonly label?: string;
  readonly video?: RefObject<HTMLVideoElement | null>;
  /** Lies over the picture. */
  readonly children?: ReactNode;
}

/** A camera's picture as it is now, moving people pixelated; in words when there is none. It streams for as long as it is shown. */
export function LivePicture({ camera, label, video: given, children }: LivePictureProps) {
  const words = usePictureWords();
  const problemText = useProblemText();
  const own = useRef<HTMLVideoElement>(null);
  const video = given ?? own;
  const [live, setLive] = useState<LiveState>({ state: "opening" });
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (video.current === null) return;
    setSeen(false);
    performance.mark(askedMark(camera));
    const player = new LivePlayer({ video: video.current, address: liveAddress(camera), onState: setLive });
    return () => player[Symbol.dispose]();
  }, [camera, video]);
  const said = live.state === "failed" ? problemText(live.problem) : words.opening;
  return (
    <span className={classes.picture} data-live={live.state}>
      {/* A camera has no sound: there is nothing to caption. */}
      <video
        ref={video}
        className={classes.video}
        muted
        playsInline
        disablePictureInPicture
        {...(label === undefined ? { "aria-hidden": true } : { "aria-label": label })}
        onLoadedData={() => {
          // How long somebody waits for it is told to whoever measures.
          tellFirstPicture(camera);
          setSeen(true);
        }}
      />
      {children}
      {(live.state !== "playing" || !seen) && (
        <span className={classes.said} {...(label === undefined ? {} : { role: "status" })}>
          {live.state === "failed" && <strong>{live.again ? words.lost : words.none}</strong>}
          <span>{said}</span>
        </span>
      )}
    </span>
  );
}

const askedMark = (camera: CameraId) => `asked ${camera}`;

/** The latest of all, as a measure of the page's own: a wall that is on for weeks keeps one. */
function tellFirstPicture(camera: CameraId): void {
  if (performance.getEntriesByName(askedMark(camera)).length === 0) return;
  performance.clearMeasures("first picture");
  performance.measure("first picture", askedMark(camera));
  performance.clearMarks(askedMark(camera));
}

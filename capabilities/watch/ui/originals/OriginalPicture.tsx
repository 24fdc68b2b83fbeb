import type { Exhibit, PixelBox, SignalId } from "@cordon/kernel";
import { useState } from "react";
import classes from "./originals.module.css";
import { useOriginalWords } from "./words.ts";

export interface OriginalPictureProps {
  readonly signal: SignalId;
  readonly roles: readonly Exhibit["role"][];
  readonly box: PixelBox | null;
  readonly caption: string;
}

/** The picture as the camera saw it, marked as such; the clip where there is one. */
export function OriginalPicture({ signal, roles, box, caption }: OriginalPictureProps) {
  const words = useOriginalWords();
  const [size, setSize] = useState<{ readonly width: number; readonly height: number } | null>(null);
  const [failed, setFailed] = useState(false);
  const role = roles.includes("clip") ? "clip" : "still";
  const address = `/api/watch/signals/${signal}/original/${role}`;
  if (failed) return <p className={classes.failed}>{words.failed}</p>;
  return (
    <figure className={classes.original}>
      <figcaption className={classes.caption}>{caption}</figcaption>
      <div className={classes.picture}>
        {role === "clip" ? (
          // The clip has no sound: there is nothing to caption.
          <video
            className={classes.media}
            src={address}
            controls
            muted
            loop
            playsInline
            aria-label={words.clip}
            onLoadedMetadata={({ currentTarget }) =>
              setSize({ width: currentTarget.videoWidth, height: currentTarget.videoHeight })
            }
            onError={() => setFailed(true)}
          />
        ) : (
          <img
            className={classes.media}
            src={address}
            alt={words.still}
            onLoad={({ currentTarget }) =>
              setSize({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
            }
            onError={() => setFailed(true)}
          />
        )}
        {box !== null && size !== null && (
          <svg viewBox={`0 0 ${size.width} ${size.height}`} className={classes.box} aria-hidden>
            <rect {...box} className={classes.halo} vectorEffect="non-scaling-stroke" />
            <rect {...box} className={classes.line} vectorEffect="non-scaling-stroke" />
          </svg>
        )}
      </div>
    </figure>
  );
}

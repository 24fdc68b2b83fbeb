import { useEffect, useRef } from "react";
import { useReadyWords } from "../../words/ready.ts";
import { useEngine, useGateState } from "../engine.tsx";
import { CameraFailed } from "./CameraFailed.tsx";
import { CameraTools } from "./CameraTools.tsx";
import classes from "./ready.module.css";

/** What the camera sees, with a frame to hold the code in; or why it sees nothing. */
export function CameraView() {
  const words = useReadyWords();
  const engine = useEngine();
  const { camera, checking } = useGateState("camera", "checking");
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    engine.showCamera(video.current);
    return () => engine.showCamera(null);
  }, [engine]);
  const on = camera.camera === "on";
  return (
    <div className={classes.camera} data-camera={camera.camera}>
      {/* The picture is for aiming and says nothing that is not said beside it. */}
      <video
        ref={video}
        className={classes.video}
        data-facing={on ? camera.facing : undefined}
        playsInline
        muted
        autoPlay
        aria-hidden
        tabIndex={-1}
      />
      {on && <div className={classes.frame} aria-hidden />}
      <div className={classes.over}>
        <p className={classes.aim} role="status">
          {checking ? words.checking : on ? words.aim : camera.camera === "failed" ? "" : words.camera[camera.camera]}
        </p>
        {camera.camera === "failed" && <CameraFailed because={camera.because} />}
      </div>
      <CameraTools />
    </div>
  );
}

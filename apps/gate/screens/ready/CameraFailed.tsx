import { device } from "@cordon/ui/device";
import { Button } from "@mantine/core";
import { IconCameraOff } from "@tabler/icons-react";
import type { Camera } from "../../gate/state.ts";
import { useReadyWords } from "../../words/ready.ts";
import { useEngine } from "../engine.tsx";
import classes from "./ready.module.css";

/** No picture: why, how it may come back, and that the gate works without it. */
export function CameraFailed({ because }: Pick<Extract<Camera, { camera: "failed" }>, "because">) {
  const words = useReadyWords().camera;
  const engine = useEngine();
  return (
    <div className={classes.noCamera}>
      <IconCameraOff size={40} stroke={1.5} aria-hidden />
      <h2>{words.failed[because]}</h2>
      <p>{words.what[because]}</p>
      {because !== "none" && <p>{words.scannerToo}</p>}
      <Button className={device.button} variant="default" onClick={() => void engine.retryCamera()}>
        {words.again}
      </Button>
    </div>
  );
}

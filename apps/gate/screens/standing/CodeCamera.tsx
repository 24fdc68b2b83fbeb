import { device } from "@cordon/ui/device";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useStandingWords } from "../../words/standing.ts";
import { CameraView } from "../ready/CameraView.tsx";
import classes from "./standing.module.css";

/**
 * The page's own camera for an enrolment code: a page that was put on the home screen keeps its things apart from the browser in which the
 * phone's camera opens links. Asked for, so that nobody is asked for the camera before they know what it is for.
 */
export function CodeCamera() {
  const words = useStandingWords().welcome;
  const [open, setOpen] = useState(false);
  if (open)
    return (
      <div className={classes.camera}>
        <CameraView />
      </div>
    );
  return (
    <Button className={`${device.button} ${device.primary}`} onClick={() => setOpen(true)}>
      {words.camera}
    </Button>
  );
}

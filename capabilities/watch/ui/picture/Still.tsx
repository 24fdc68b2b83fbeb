import type { CameraId } from "@cordon/kernel";
import { useEffect, useState } from "react";
import { stillAddress } from "./addresses.ts";
import classes from "./picture.module.css";
import { usePictureWords } from "./words.ts";

const AGAIN_MS = 10_000;

/** A camera's picture of now and then: looked at again every few seconds for as long as it is shown. */
export function RefreshedStill({ camera }: { readonly camera: CameraId }) {
  const words = usePictureWords();
  const [turn, setTurn] = useState(0);
  const [none, setNone] = useState(false);
  useEffect(() => {
    const timer = setInterval(() => setTurn((before) => before + 1), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className={classes.picture}>
      <img
        className={classes.video}
        src={`${stillAddress(camera)}?turn=${turn}`}
        alt=""
        hidden={none}
        decoding="async"
        onLoad={() => setNone(false)}
        onError={() => setNone(true)}
      />
      {none && <span className={classes.said}>{words.noStill}</span>}
    </span>
  );
}

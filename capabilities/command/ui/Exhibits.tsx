import type { Exhibit, PixelBox } from "@cordon/kernel";
import { Button } from "@mantine/core";
import { useHotkeys, useReducedMotion } from "@mantine/hooks";
import { useEffect, useState } from "react";
import type { SignalView } from "../words.ts";
import { Boxed, type Size } from "./Boxed.tsx";
import classes from "./command.module.css";
import { Erased } from "./Erased.tsx";
import { exhibitOf, exhibitUrl } from "./exhibit.ts";
import { useCommandWords } from "./words.ts";

/** The pictures of a camera's signal come after it: so long they are said to be on their way. */
const FOLLOW_SECONDS = 30;

export interface ExhibitsProps {
  readonly signal: Pick<SignalView, "exhibits" | "exhibitsErased" | "box" | "camera" | "ageSeconds">;
  /** Whether P plays the clip and stops it. */
  readonly keys?: boolean;
  /** The clip plays by itself, over and over: it is what is looked at. Not for those who want no motion. */
  readonly plays?: boolean;
}

/** The seconds of a signal: its clip, over and over, or its still, with a box around what was noticed; why they are gone when they are. */
export function Exhibits({ signal, keys = false, plays = false }: ExhibitsProps) {
  const words = useCommandWords().signal;
  const calm = useReducedMotion(undefined, { getInitialValueInEffect: false });
  const still = exhibitOf(signal.exhibits, "still");
  const clip = exhibitOf(signal.exhibits, "clip");
  const [gone, setGone] = useState(false);
  const [asked, setAsked] = useState<boolean | null>(null);
  useEffect(() => {
    setGone(false);
    setAsked(null);
  }, [still?.blob, clip?.blob]);
  const playing = clip !== null && (asked ?? (still === null || (plays && !calm)));
  useHotkeys(keys && clip !== null ? [["p", () => setAsked(!playing)]] : []);
  if (signal.exhibitsErased !== null) return <Erased {...signal.exhibitsErased} />;
  if (still === null && clip === null) {
    const follows = signal.camera !== null && signal.ageSeconds < FOLLOW_SECONDS;
    return (
      <p className={classes.noExhibit} role="status">
        {follows ? words.follows : words.noExhibit}
      </p>
    );
  }
  if (gone) return <p className={classes.noExhibit}>{words.gone}</p>;
  return (
    <div className={classes.exhibits}>
      {playing ? (
        <Clip exhibit={clip} box={signal.box} autoPlay={still !== null} onGone={() => setGone(true)} />
      ) : (
        still !== null && <Still exhibit={still} box={signal.box} onGone={() => setGone(true)} />
      )}
      {clip !== null && still !== null && (
        <Button className={classes.play} variant="default" onClick={() => setAsked(!playing)}>
          {playing ? words.showStill : words.playClip}
          <kbd className={classes.key}>P</kbd>
        </Button>
      )}
    </div>
  );
}

interface ShownExhibit {
  readonly exhibit: Exhibit;
  readonly box: PixelBox | null;
  readonly onGone: () => void;
}

function Clip({ exhibit, box, autoPlay, onGone }: ShownExhibit & { readonly autoPlay: boolean }) {
  const words = useCommandWords().signal;
  const [size, setSize] = useState<Size | null>(null);
  return (
    <Boxed box={box} size={size}>
      {/* The clip has no sound: there is nothing to caption. */}
      <video
        key={exhibit.blob}
        className={classes.clip}
        src={exhibitUrl(exhibit)}
        controls
        autoPlay={autoPlay}
        muted
        loop
        playsInline
        aria-label={words.clip}
        onLoadedMetadata={({ currentTarget }) =>
          setSize({ width: currentTarget.videoWidth, height: currentTarget.videoHeight })
        }
        onError={onGone}
      />
    </Boxed>
  );
}

function Still({ exhibit, box, onGone }: ShownExhibit) {
  const words = useCommandWords().signal;
  const [size, setSize] = useState<Size | null>(null);
  return (
    <Boxed box={box} size={size}>
      <img
        src={exhibitUrl(exhibit)}
        alt={words.still}
        onLoad={({ currentTarget }) =>
          setSize({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
        }
        onError={onGone}
      />
    </Boxed>
  );
}

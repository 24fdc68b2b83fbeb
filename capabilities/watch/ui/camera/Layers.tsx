import { Button, Kbd } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useFormat } from "@cordon/ui";
import { LAYERS, type Layer } from "../picture/draw-overlay.ts";
import type { Analysed } from "../picture/Overlays.tsx";
import classes from "./camera.module.css";
import { useCameraWords } from "./words.ts";

/** The key that draws a layer or takes it away. */
export const LAYER_KEY: Readonly<Record<Layer, string>> = { zones: "z", tracks: "t", flow: "f", density: "h" };

export interface LayersProps {
  readonly shown: ReadonlySet<Layer>;
  readonly onShown: (shown: ReadonlySet<Layer>) => void;
  readonly analysed: Analysed;
}

/** What is drawn over the picture: a button and a key each, and beside them what the analysis counts and how old that is. */
export function Layers({ shown, onShown, analysed }: LayersProps) {
  const words = useCameraWords();
  const toggle = (layer: Layer) => onShown(shown.symmetricDifference(new Set([layer])));
  useHotkeys(LAYERS.map((layer): [string, () => void] => [LAYER_KEY[layer], () => toggle(layer)]));
  return (
    <div className={classes.layers} role="group" aria-label={words.layers}>
      {LAYERS.map((layer) => (
        <Button
          key={layer}
          variant="default"
          aria-pressed={shown.has(layer)}
          className={classes.layer}
          rightSection={<Kbd size="xs">{LAYER_KEY[layer].toUpperCase()}</Kbd>}
          onClick={() => toggle(layer)}
        >
          {words.layer[layer]}
        </Button>
      ))}
      <span className={classes.grow} />
      <Counted analysed={analysed} />
    </div>
  );
}

const STALE_MS = 2000;

function Counted({ analysed: { count, tracks, ageMs } }: { readonly analysed: Analysed }) {
  const words = useCameraWords();
  const format = useFormat();
  if (ageMs === null) return <span className={classes.dim}>{words.overlayNone}</span>;
  if (ageMs > STALE_MS) return <span className={classes.stale}>◌ {words.overlayOld}</span>;
  return (
    <span className={classes.counted}>
      {count !== null && <strong>{words.people(format.number(count.people), format.number(count.error))}</strong>}{" "}
      <span className={classes.dim}>{words.moving(format.number(tracks))}</span>
    </span>
  );
}

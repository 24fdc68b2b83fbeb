import type { Position } from "@cordon/kernel";
import { useFormat } from "@cordon/ui";
import { useSurroundings } from "./Around.tsx";
import classes from "./command.module.css";
import { useCommandWords } from "./words.ts";

/** Where something is, in words or coordinates, and one click to see it; or that nobody knows. */
export function OnMap({ position, name }: { readonly position: Position | null; readonly name: string }) {
  const words = useCommandWords().signal;
  const format = useFormat();
  const around = useSurroundings();
  if (position === null) return <strong>{words.unknown}</strong>;
  return (
    <button type="button" className={classes.link} onClick={() => around.showOnMap(position)}>
      {name || format.position(position[0], position[1])}
    </button>
  );
}

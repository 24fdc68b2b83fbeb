import { ActionIcon, Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import type { Position } from "@cordon/kernel";
import type { MapTool } from "@cordon/ui";
import { useEffect, useMemo, useState } from "react";
import { type Drawing, drawStroke } from "../../picture/ui/drawing.ts";
import type { Address } from "../words.ts";
import { Compose } from "./Compose.tsx";
import classes from "./messages.module.css";
import { useMessageWords } from "./words.ts";

/** As many corners as an area that is written to may have, with the one that closes it. */
const MOST_CORNERS = 199;

export interface AreaMessageProps {
  /** Takes the map to draw on it, or gives it back. */
  readonly onTool: (tool: MapTool | null) => void;
  readonly onBack: () => void;
  readonly onSent: (thread: string) => void;
}

/** Writes to whoever is in an area: corner after corner on the map, then what is to be said. */
export function AreaMessage({ onTool, onBack, onSent }: AreaMessageProps) {
  const words = useMessageWords();
  const [corners, setCorners] = useState<readonly Position[]>([]);
  const [hand, setHand] = useState<Drawing | null>(null);
  useEffect(() => {
    const taken = drawStroke({ stroke: "area", positions: [], max: MOST_CORNERS, onPositions: setCorners });
    setHand(taken);
    onTool(taken.tool);
    return () => onTool(null);
  }, [onTool]);
  const to = useMemo((): Address | null => {
    const [first] = corners;
    if (first === undefined || corners.length < 3) return null;
    return { kind: "area", area: { type: "Polygon", coordinates: [[...corners, first]] } };
  }, [corners]);
  return (
    <section className={classes.thread} aria-label={words.area}>
      <header className={classes.threadHead}>
        <ActionIcon onClick={onBack} aria-label={words.back} title={words.back}>
          <IconArrowLeft size={16} stroke={1.5} />
        </ActionIcon>
        <h3 className={classes.threadTitle}>{words.area}</h3>
      </header>
      <p className={classes.onlyLook} role="status">
        {words.drawArea} {words.corners(corners.length)}
      </p>
      <Button
        className={classes.takeBack}
        variant="default"
        size="compact-sm"
        disabled={corners.length === 0}
        onClick={() => hand?.takeBack()}
      >
        {words.takeBack}
      </Button>
      {to !== null && <Compose to={to} replyTo={null} onSent={onSent} />}
    </section>
  );
}

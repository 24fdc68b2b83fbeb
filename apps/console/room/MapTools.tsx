import { ActionIcon, Tooltip } from "@mantine/core";
import { IconFocusCentered, IconLayoutSidebar, IconPencil } from "@tabler/icons-react";
import classes from "../console.module.css";
import { useConsoleWords } from "../words.ts";

export interface MapToolsProps {
  /** Pixels from the left edge: beside whatever lies there. */
  readonly left: number;
  /** Whether the lists are shown; null where they cannot be put away. */
  readonly lists: boolean | null;
  readonly onLists: () => void;
  readonly onFit: () => void;
  /** Opens what is drawn on the map for others. */
  readonly onDrawings: () => void;
}

/** The few things to do with the map itself. */
export function MapTools({ left, lists, onLists, onFit, onDrawings }: MapToolsProps) {
  const words = useConsoleWords();
  return (
    <div className={classes.mapTools} style={{ left }}>
      {lists !== null && (
        <Tooltip label={`${words.keys.lists} (L)`}>
          <ActionIcon variant="default" size="md" aria-label={words.keys.lists} aria-pressed={lists} onClick={onLists}>
            <IconLayoutSidebar size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={`${words.go.drawings} (G F)`}>
        <ActionIcon variant="default" size="md" aria-label={words.go.drawings} onClick={onDrawings}>
          <IconPencil size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={words.palette.fit}>
        <ActionIcon variant="default" size="md" aria-label={words.palette.fit} onClick={onFit}>
          <IconFocusCentered size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

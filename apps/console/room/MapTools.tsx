import { ActionIcon, Checkbox, Kbd, Popover, SegmentedControl, Tooltip } from "@mantine/core";
import { IconFocusCentered, IconLayoutSidebar, IconPencil, IconRulerMeasure, IconStack2 } from "@tabler/icons-react";
import { MAP_LAYERS, type Measured, useFormat } from "@cordon/ui";
import classes from "../console.module.css";
import { useConsoleWords } from "../words.ts";
import type { MapChoice } from "./useMapLook.ts";
import type { Measure } from "./useMeasure.ts";

export interface MapToolsProps {
  /** Pixels from the left edge: beside whatever lies there. */
  readonly left: number;
  /** Whether the lists are shown; null where they cannot be put away. */
  readonly lists: boolean | null;
  readonly onLists: () => void;
  readonly onFit: () => void;
  /** Opens what is drawn on the map for others. */
  readonly onDrawings: () => void;
  readonly choice: MapChoice;
  readonly measure: Measure;
}

/** The few things to do with the map itself. */
export function MapTools({ left, lists, onLists, onFit, onDrawings, choice, measure }: MapToolsProps) {
  const words = useConsoleWords();
  return (
    <>
      <div className={classes.mapTools} style={{ left }}>
        {lists !== null && (
          <Tooltip label={`${words.keys.lists} (L)`}>
            <ActionIcon
              variant="default"
              size="md"
              aria-label={words.keys.lists}
              aria-pressed={lists}
              onClick={onLists}
            >
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
        <Layers choice={choice} />
        <Tooltip label={`${words.map.measure} (⇧ M)`}>
          <ActionIcon
            variant="default"
            size="md"
            aria-label={words.map.measure}
            aria-pressed={measure.measured !== null}
            onClick={measure.toggle}
          >
            <IconRulerMeasure size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </div>
      {measure.measured !== null && <Lengths measured={measure.measured} left={left + 44} />}
    </>
  );
}

function Layers({ choice: { look, toggle, draw } }: { readonly choice: MapChoice }) {
  const words = useConsoleWords().map;
  return (
    <Popover position="right-start" trapFocus returnFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Tooltip label={words.layers}>
          <ActionIcon
            variant="default"
            size="md"
            aria-label={words.layers}
            data-some={look.hidden.size > 0 || undefined}
          >
            <IconStack2 size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={classes.mapLayers} aria-label={words.layers}>
        {MAP_LAYERS.map((layer) => (
          <Checkbox
            key={layer}
            size="xs"
            label={words.layer[layer]}
            checked={!look.hidden.has(layer)}
            onChange={() => toggle(layer)}
          />
        ))}
        <SegmentedControl
          size="xs"
          aria-label={words.symbols}
          value={look.symbols}
          onChange={draw}
          data={[
            { value: "plain", label: words.plain },
            { value: "app6", label: words.app6 },
          ]}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

/** What was measured so far, and what the keys do. */
function Lengths({ measured, left }: { readonly measured: Measured; readonly left: number }) {
  const words = useConsoleWords().map;
  const format = useFormat();
  const { points, metres, squareMetres } = measured;
  return (
    <div className={classes.measured} style={{ left }} role="status">
      {points < 2 ? (
        <span>{words.measureFirst}</span>
      ) : (
        <>
          <strong>{metres < 10_000 ? `${format.number(metres, 0)} m` : `${format.number(metres / 1000, 2)} km`}</strong>
          {squareMetres !== null && (
            <span>
              {squareMetres < 1_000_000
                ? `${format.number(squareMetres, 0)} m²`
                : `${format.number(squareMetres / 1_000_000, 2)} km²`}
            </span>
          )}
        </>
      )}
      <span className={classes.dim}>
        <Kbd size="xs">{words.enter}</Kbd> {words.measureAdd} · <Kbd size="xs">⌫</Kbd> {words.measureBack} ·{" "}
        <Kbd size="xs">{words.escape}</Kbd> {words.measureEnd}
      </span>
    </div>
  );
}

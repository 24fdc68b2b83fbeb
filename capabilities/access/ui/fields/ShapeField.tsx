import { Button, Group, Text, Textarea, TextInput } from "@mantine/core";
import { areaSquareMetres, type Point, type Polygon, ringProblems } from "@cordon/kernel";
import { type MapTool, useFormat } from "@cordon/ui";
import { IconPencil } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import classes from "../access.module.css";
import { type Read, readCorners, readPoint, writeCorners, writePoint } from "../drawing/coordinates.ts";
import { areaTool, pointTool } from "../drawing/tools.ts";
import { useAccessWords } from "../words.ts";

/** Hands a tool to the map and takes it back. */
export type OnTool = (tool: MapTool | null) => void;

export interface ShapeFieldProps<Shape> {
  readonly shape: Shape | null;
  readonly onShape: (shape: Shape | null) => void;
  readonly onTool: OnTool;
}

/** An area: drawn on the map, or its corners typed. Both are one thing: what is drawn is written, what is written is drawn. */
export function AreaField({ shape, onShape, onTool }: ShapeFieldProps<Polygon>) {
  const words = useAccessWords().shape;
  const format = useFormat();
  const text = useTyped(shape, writeCorners, readCorners, (typed) => {
    // The corners are those of the outer ring: what was left out of the middle stays left out.
    onShape(
      typed === null ? null : { ...typed, coordinates: [...typed.coordinates, ...(shape?.coordinates.slice(1) ?? [])] },
    );
  });
  const { drawing, toggle } = useTool(onTool, () => areaTool({ shape: text.shape, onShape: text.draw }));
  const crossed = text.shape !== null && ringProblems(text.shape.coordinates).length > 0;
  const size =
    text.shape === null
      ? words.noArea
      : words.areaSize(
          (text.shape.coordinates[0]?.length ?? 1) - 1,
          format.number(areaSquareMetres(text.shape) / 10_000, 1),
        );
  return (
    <fieldset className={classes.group}>
      <legend>{words.area}</legend>
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconPencil size={14} aria-hidden />}
          aria-pressed={drawing}
          onClick={toggle}
        >
          {drawing ? words.stop : text.shape === null ? words.draw : words.change}
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {size}
          {drawing && ` ${text.shape === null ? words.areaHint : words.changeHint}`}
        </Text>
      </Group>
      <Textarea
        label={words.corners}
        description={words.cornersHint}
        autosize
        minRows={3}
        maxRows={8}
        spellCheck={false}
        className={classes.mono}
        value={text.text}
        error={
          text.fault === null ? (crossed ? words.crossed : undefined) : words.fault[text.fault.because](text.fault.line)
        }
        onChange={(event) => text.type(event.currentTarget.value)}
      />
    </fieldset>
  );
}

/** A point: put on the map, or typed. */
export function PointField({ shape, onShape, onTool }: ShapeFieldProps<Point>) {
  const words = useAccessWords().shape;
  const text = useTyped(shape, writePoint, readPoint, onShape);
  const { drawing, toggle } = useTool(onTool, () => pointTool({ shape: text.shape, onShape: text.draw }));
  return (
    <fieldset className={classes.group}>
      <legend>{words.point}</legend>
      <Group gap="sm" align="flex-end">
        <TextInput
          label={words.position}
          placeholder="48.86190, 2.28850"
          spellCheck={false}
          value={text.text}
          error={text.fault === null ? undefined : words.fault[text.fault.because](text.fault.line)}
          onChange={(event) => text.type(event.currentTarget.value)}
        />
        <Button
          variant="default"
          leftSection={<IconPencil size={14} aria-hidden />}
          aria-pressed={drawing}
          onClick={toggle}
        >
          {drawing ? words.stop : words.put}
        </Button>
      </Group>
      {drawing && (
        <Text size="sm" c="dimmed" role="status">
          {words.pointHint}
        </Text>
      )}
    </fieldset>
  );
}

/** A shape and its text, kept the same; what is typed wrong stays as it was typed, with what is wrong with it. */
function useTyped<Shape>(
  shape: Shape | null,
  write: (shape: Shape | null) => string,
  read: (text: string) => Read<Shape>,
  onShape: (shape: Shape | null) => void,
) {
  const [text, setText] = useState(() => write(shape));
  const given = read(text);
  return {
    text,
    shape,
    fault: given.ok || text.trim() === "" ? null : given,
    type: (typed: string) => {
      setText(typed);
      const now = read(typed);
      onShape(now.ok ? now.shape : null);
    },
    draw: (drawn: Shape) => {
      setText(write(drawn));
      onShape(drawn);
    },
  };
}

/** Whether the map is in the hands of this field; given back when the field goes. */
function useTool(onTool: OnTool, make: () => Promise<MapTool>) {
  const [drawing, setDrawing] = useState(false);
  const latest = useRef({ onTool, make });
  latest.current = { onTool, make };
  useEffect(() => {
    if (!drawing) return;
    const wanted = new AbortController();
    void latest.current.make().then((tool) => {
      if (!wanted.signal.aborted) latest.current.onTool(tool);
    });
    return () => {
      wanted.abort();
      latest.current.onTool(null);
    };
  }, [drawing]);
  return { drawing, toggle: () => setDrawing(!drawing) };
}

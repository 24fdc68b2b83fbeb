import { ActionIcon, Button, NumberInput, SegmentedControl, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useFormat, type Shown } from "@cordon/ui";
import { useState } from "react";
import type { CalibrationOutput } from "../../words/calibration.ts";
import type { Point } from "../../words/scene.ts";
import classes from "./calibrate.module.css";
import { CORNERS, type Draft, freshName, renamed, SHAPE_KINDS, type Shape, without } from "./draft.ts";
import { Handle, Trace } from "./Handle.tsx";
import type { Undoable } from "./history.ts";
import { Shapes } from "./Shapes.tsx";
import type { Still } from "../picture/useStill.ts";
import { StillCanvas } from "./StillCanvas.tsx";
import { useCalibrationWords } from "./words.ts";

export interface ZonesStepProps {
  readonly still: Still;
  readonly draft: Undoable<Draft>;
  readonly calibration: Shown<CalibrationOutput> | null;
}

/** Where to look: areas, lines and masks, drawn on the still. What the ground allows is shown on the map as well. */
export function ZonesStep({ still, draft, calibration }: ZonesStepProps) {
  const words = useCalibrationWords();
  const { shapes } = draft.value;
  const [kind, setKind] = useState<Shape["kind"]>("zone");
  const [drawing, setDrawing] = useState<readonly Point[]>([]);
  const [selected, setSelected] = useState<string | null>(null);
  const { least, most } = CORNERS[kind];

  const finish = (points: readonly Point[]) => {
    setDrawing([]);
    if (points.length < least) return;
    const name = freshName(shapes, words.newName[kind]);
    draft.change({ ...draft.value, shapes: [...shapes, { kind, name, points }] });
    setSelected(name);
  };
  const place = (point: Point) => {
    const points = [...drawing, point];
    if (points.length >= most) finish(points);
    else setDrawing(points);
  };
  const reshape = (shape: Shape, points: readonly Point[], amends = false) =>
    (amends ? draft.amend : draft.change)({
      ...draft.value,
      shapes: shapes.map((each) => (each === shape || each.name === shape.name ? { ...shape, points } : each)),
    });

  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={words.drawTool}
        value={kind}
        onChange={(value) => {
          setKind(SHAPE_KINDS.find((each) => each === value) ?? "zone");
          setDrawing([]);
        }}
        data={SHAPE_KINDS.map((value) => ({ value, label: words.shape[value] }))}
      />
      <p className={classes.hint}>{words.shapeHint[kind]}</p>
      <StillCanvas
        still={still}
        label={words.canvas}
        onPlace={place}
        onTakeBack={() => setDrawing(drawing.slice(0, -1))}
        onDone={() => finish(drawing)}
      >
        <Shapes
          shapes={shapes}
          size={still.size}
          selected={drawing.length === 0 ? selected : null}
          onMove={(shape, corner, to, begins) => reshape(shape, shape.points.with(corner, to), !begins)}
        />
        <Trace points={drawing} />
        {drawing.map((at, index) => (
          <Handle
            // biome-ignore lint/suspicious/noArrayIndexKey: a corner is its number
            key={index}
            at={at}
            size={still.size}
            onMove={(to) => setDrawing(drawing.with(index, to))}
          />
        ))}
      </StillCanvas>
      {drawing.length >= least && (
        <Button variant="default" onClick={() => finish(drawing)}>
          {words.finish}
        </Button>
      )}
      {shapes.length === 0 ? (
        <p className={classes.dim}>{words.nothingDrawn}</p>
      ) : (
        <ul className={classes.list} aria-label={words.drawn}>
          {shapes.map((shape, index) => (
            <ShapeRow
              // biome-ignore lint/suspicious/noArrayIndexKey: its name changes while it is typed
              key={index}
              shape={shape}
              taken={shapes.some((each) => each !== shape && each.name === shape.name)}
              hidden={isAboveHorizon(shape, calibration)}
              selected={shape.name === selected}
              onSelect={() => setSelected(shape.name === selected ? null : shape.name)}
              onName={(name) => {
                draft.change(renamed(draft.value, shape.name, name));
                setSelected(name);
              }}
              onCorner={(corner, to) => reshape(shape, shape.points.with(corner, to))}
              onRemove={() => draft.change(without(draft.value, shape.name))}
            />
          ))}
        </ul>
      )}
    </>
  );
}

function isAboveHorizon({ kind, name }: Shape, calibration: ZonesStepProps["calibration"]): boolean {
  if (kind === "mask" || calibration?.state !== "shown" || calibration.data.result !== "calibrated") return false;
  const { zones, lines } = calibration.data;
  return (kind === "zone" ? zones : lines).some((shape) => shape.name === name && shape.onMap === null);
}

function ShapeRow(props: {
  readonly shape: Shape;
  readonly taken: boolean;
  readonly hidden: boolean;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onName: (name: string) => void;
  readonly onCorner: (corner: number, to: Point) => void;
  readonly onRemove: () => void;
}) {
  const { shape, selected } = props;
  const words = useCalibrationWords();
  const format = useFormat();
  return (
    <li className={classes.item} data-selected={selected || undefined}>
      <TextInput
        size="xs"
        aria-label={`${words.shape[shape.kind]}: ${words.name}`}
        maxLength={80}
        value={shape.name}
        error={shape.name === "" || props.taken}
        onChange={(event) => props.onName(event.currentTarget.value)}
      />
      <span className={classes.dim}>{words.shape[shape.kind]}</span>
      {props.hidden && <span className={classes.dim}>{words.aboveHorizon}</span>}
      <span className={classes.grow} />
      <Button variant="subtle" aria-expanded={selected} onClick={props.onSelect}>
        {words.cornersOf(format.number(shape.points.length))}
      </Button>
      <ActionIcon aria-label={`${words.remove}: ${shape.name}`} onClick={props.onRemove}>
        <IconTrash size={14} stroke={1.5} />
      </ActionIcon>
      {selected && (
        <div className={classes.corners}>
          {shape.points.map((at, corner) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a corner is its number
            <span key={corner} className={classes.corner}>
              {corner + 1}
              {(["x", "y"] as const).map((axis) => (
                <NumberInput
                  key={axis}
                  size="xs"
                  hideControls
                  aria-label={`${shape.name}, ${corner + 1}: ${words.table[axis]}`}
                  value={at[axis]}
                  onChange={(value) => typeof value === "number" && props.onCorner(corner, { ...at, [axis]: value })}
                />
              ))}
            </span>
          ))}
        </div>
      )}
    </li>
  );
}

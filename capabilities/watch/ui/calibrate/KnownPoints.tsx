import { ActionIcon, NumberInput, SegmentedControl, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { Position } from "@cordon/kernel";
import { useFormat } from "@cordon/ui";
import { useEffect, useRef, useState } from "react";
import type { Point } from "../../words/scene.ts";
import classes from "./calibrate.module.css";
import { type DraftPoint, isOnMap, rectangle } from "./draft.ts";
import type { GroundStepProps } from "./ground-step.ts";
import { Handle, Trace } from "./Handle.tsx";
import { mapPoints } from "./map-points.ts";
import { readPosition, writePosition } from "./position-text.ts";
import { MEASURES, type Measure } from "./steps.ts";
import { StillCanvas } from "./StillCanvas.tsx";
import { useCalibrationWords } from "./words.ts";

const MOST_POINTS = 100;
const CORNERS = 4;
const FIRST_RECTANGLE = { width: 3, length: 5 };

/** Points of the ground whose place is known: corners of a rectangle, measured metres, or clicks on the map. */
export function KnownPoints({ still, draft, calibration, onTool }: GroundStepProps) {
  const words = useCalibrationWords();
  const { points } = draft.value;
  const [measure, setMeasure] = useState<Measure>(() => measureOf(points));
  const [sides, setSides] = useState(FIRST_RECTANGLE);
  const [selected, setSelected] = useState<number | null>(null);
  const put = (to: readonly DraftPoint[], amends = false) =>
    (amends ? draft.amend : draft.change)({ ...draft.value, points: to });

  const place = (pixel: Point) => {
    if (measure === "rectangle") {
      if (points.length < CORNERS) put(rectangle([...points, { pixel, at: null }], sides.width, sides.length));
      return;
    }
    if (points.length >= MOST_POINTS) return;
    put([...points, { pixel, at: null }]);
    setSelected(points.length);
  };
  const resize = (to: typeof sides) => {
    setSides(to);
    if (to.width > 0 && to.length > 0) put(rectangle(points, to.width, to.length));
  };
  const waiting =
    selected !== null && points[selected]?.at === null ? selected : points.findIndex(({ at }) => at === null);
  useMapClicks(measure === "map", points, onTool, (position) => {
    const at = waiting === -1 ? selected : waiting;
    if (at === null || points[at] === undefined) return;
    put(points.with(at, { pixel: points[at].pixel, at: position }));
  });
  const answer = calibration?.state === "shown" && calibration.data.result === "calibrated" ? calibration.data : null;

  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={words.measureLabel}
        value={measure}
        onChange={(value) => setMeasure(MEASURES.find((each) => each === value) ?? "rectangle")}
        data={MEASURES.map((value) => ({ value, label: words.measure[value] }))}
      />
      <p className={classes.hint}>{words.measureHint[measure]}</p>
      {measure === "rectangle" && (
        <div className={classes.row}>
          <NumberInput
            label={words.width}
            min={0.1}
            step={0.5}
            value={sides.width}
            onChange={(value) => resize({ ...sides, width: Number(value) })}
          />
          <NumberInput
            label={words.length}
            min={0.1}
            step={0.5}
            value={sides.length}
            onChange={(value) => resize({ ...sides, length: Number(value) })}
          />
        </div>
      )}
      <StillCanvas still={still} label={words.canvas} onPlace={place} onTakeBack={() => put(points.slice(0, -1))}>
        <Trace
          points={points.map(({ pixel }) => pixel)}
          closed={measure === "rectangle" && points.length === CORNERS}
          dashed
        />
        {points.map(({ pixel, at }, index) => (
          <Handle
            // biome-ignore lint/suspicious/noArrayIndexKey: a point is its number
            key={index}
            at={pixel}
            label={String(index + 1)}
            selected={index === selected}
            size={still.size}
            onSelect={() => setSelected(index)}
            onMove={(to, begins) => put(points.with(index, { pixel: to, at }), !begins)}
          />
        ))}
      </StillCanvas>
      <p className={classes.dim} role="status">
        {said()}
      </p>
      {points.length > 0 && (
        <div className={classes.scroll}>
          <table className={classes.numbers}>
            <thead>
              <tr>
                <th scope="col">{words.table.number}</th>
                <th scope="col">{words.table.x}</th>
                <th scope="col">{words.table.y}</th>
                {measure === "map" ? (
                  <th scope="col">{words.table.position}</th>
                ) : (
                  <>
                    <th scope="col">{words.table.right}</th>
                    <th scope="col">{words.table.ahead}</th>
                  </>
                )}
                <th scope="col">{words.table.off}</th>
                <th scope="col" aria-label={words.remove} />
              </tr>
            </thead>
            <tbody>
              {points.map((point, index) => (
                <Row
                  // biome-ignore lint/suspicious/noArrayIndexKey: a point is its number
                  key={index}
                  number={String(index + 1)}
                  point={point}
                  onMap={measure === "map"}
                  selected={index === selected}
                  offMetres={answer?.each.length === points.length ? (answer.each[index]?.metres ?? null) : null}
                  onSelect={() => setSelected(index)}
                  onChange={(to) => put(points.with(index, to))}
                  onRemove={() => put(points.toSpliced(index, 1))}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );

  function said(): string {
    const more = CORNERS - points.length;
    if (measure === "rectangle" && more > 0) return words.nextCorner(words.corners[points.length] ?? "");
    if (measure === "map" && waiting !== -1) return words.onMapNext(String(waiting + 1));
    return more > 0 ? words.moreNeeded(String(more)) : "";
  }
}

function measureOf(points: readonly DraftPoint[]): Measure {
  if (points.length === 0) return "rectangle";
  return points.some(({ at }) => at !== null && isOnMap(at)) ? "map" : "metres";
}

function Row(props: {
  readonly number: string;
  readonly point: DraftPoint;
  readonly onMap: boolean;
  readonly selected: boolean;
  readonly offMetres: number | null;
  readonly onSelect: () => void;
  readonly onChange: (to: DraftPoint) => void;
  readonly onRemove: () => void;
}) {
  const { number, point, onMap, onChange } = props;
  const words = useCalibrationWords();
  const format = useFormat();
  const { pixel, at } = point;
  const metres = at === null || isOnMap(at) ? null : at;
  const field = (label: string, value: number | "", change: (to: number) => void) => (
    <NumberInput
      size="xs"
      hideControls
      decimalScale={2}
      aria-label={`${words.pointNumber(number)}: ${label}`}
      value={value}
      onChange={(to) => typeof to === "number" && change(to)}
    />
  );
  return (
    <tr data-selected={props.selected || undefined} onFocus={props.onSelect}>
      <td>{number}</td>
      <td>{field(words.table.x, pixel.x, (x) => onChange({ ...point, pixel: { ...pixel, x } }))}</td>
      <td>{field(words.table.y, pixel.y, (y) => onChange({ ...point, pixel: { ...pixel, y } }))}</td>
      {onMap ? (
        <td>
          <PositionField
            number={number}
            at={at !== null && isOnMap(at) ? at : null}
            onChange={(to) => onChange({ pixel, at: to })}
          />
        </td>
      ) : (
        <>
          <td>{field(words.table.right, metres?.x ?? "", (x) => onChange({ pixel, at: { x, y: metres?.y ?? 0 } }))}</td>
          <td>{field(words.table.ahead, metres?.y ?? "", (y) => onChange({ pixel, at: { x: metres?.x ?? 0, y } }))}</td>
        </>
      )}
      <td>{props.offMetres === null ? "" : `${format.number(props.offMetres, 2)} m`}</td>
      <td>
        <ActionIcon aria-label={words.removePoint(number)} onClick={props.onRemove}>
          <IconTrash size={14} stroke={1.5} />
        </ActionIcon>
      </td>
    </tr>
  );
}

function PositionField({
  number,
  at,
  onChange,
}: {
  readonly number: string;
  readonly at: Position | null;
  readonly onChange: (to: Position) => void;
}) {
  const words = useCalibrationWords();
  const [text, setText] = useState(writePosition(at));
  const written = useRef(at);
  useEffect(() => {
    if (written.current === at) return;
    written.current = at;
    setText(writePosition(at));
  }, [at]);
  return (
    <TextInput
      size="xs"
      spellCheck={false}
      aria-label={`${words.pointNumber(number)}: ${words.table.position}`}
      placeholder={words.notOnMapYet}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        const read = readPosition(currentTarget.value);
        if (read === null) return;
        written.current = read;
        onChange(read);
      }}
    />
  );
}

/** The map is in this field's hands while points are clicked on it. */
function useMapClicks(
  active: boolean,
  points: readonly DraftPoint[],
  onTool: GroundStepProps["onTool"],
  onClick: (position: Position) => void,
): void {
  const latest = useRef(onClick);
  latest.current = onClick;
  useEffect(() => {
    if (!active) return;
    const shown = points.flatMap(({ at }, index) =>
      at !== null && isOnMap(at) ? [{ number: String(index + 1), position: at }] : [],
    );
    onTool(
      mapPoints(
        () => shown,
        (position) => latest.current(position),
      ),
    );
  }, [active, points, onTool]);
  useEffect(() => () => onTool(null), [onTool]);
}

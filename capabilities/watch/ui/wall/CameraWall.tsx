import { NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import type { CameraId } from "@cordon/kernel";
import { Answered, Empty } from "@cordon/ui";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import type { CameraView } from "../../words.ts";
import { useAnswer } from "../doors.ts";
import { toneOfHealth, useCoarseNowMs, useHealth } from "../health/health.ts";
import { useWatchWords } from "../words.ts";
import { CameraTile } from "./CameraTile.tsx";
import { arrange, beside, FILTERS, SORTS, toneOfCamera, type WaitingSignal, worse } from "./standing.ts";
import { useInView } from "./useInView.ts";
import classes from "./wall.module.css";
import { useWallWords } from "./words.ts";

/** As many pictures stream at once; a further one shows a still. Each costs the server a coding and the browser a decoding. */
const STREAMS = 9;
const NO_SIGNALS: readonly WaitingSignal[] = [];

export interface CameraWallProps {
  /** What waits to be answered, by the camera that saw it. */
  readonly waiting: ReadonlyMap<CameraId, readonly WaitingSignal[]>;
  readonly onOpen: (camera: CameraId) => void;
}

/** All cameras as tiles, by keyboard as by mouse; only what is in sight streams. */
export function CameraWall(props: CameraWallProps) {
  const said = useWatchWords();
  const answer = useAnswer("watch.list-cameras", {});
  return (
    <Answered of={answer}>
      {({ cameras }) =>
        cameras.length === 0 ? (
          <Empty title={said.empty}>{said.emptyHint}</Empty>
        ) : (
          <Wall {...props} cameras={cameras} />
        )
      }
    </Answered>
  );
}

function Wall({ cameras, waiting, onOpen }: CameraWallProps & { readonly cameras: readonly CameraView[] }) {
  const words = useWallWords();
  const [filter, setFilter] = useState<(typeof FILTERS)[number]>("all");
  const [sort, setSort] = useState<(typeof SORTS)[number]>("attention");
  const [text, setText] = useState("");
  const [focused, setFocused] = useState<CameraId | null>(null);
  const grid = useRef<HTMLUListElement>(null);
  const find = useRef<HTMLInputElement>(null);
  const { seen, watch } = useInView();
  const health = useHealth();
  const overBudget = useOverBudget();
  const nowMs = useCoarseNowMs();
  useHotkeys([["/", () => find.current?.focus()]]);

  const arranged = useMemo(() => {
    const all = cameras.map((camera) => {
      const signals = waiting.get(camera.id) ?? NO_SIGNALS;
      const said = camera.state === "running" ? health.get(camera.id) : undefined;
      const over = overBudget.has(camera.id);
      const tone = toneOfCamera(camera, signals, worse(toneOfHealth(said, nowMs), over ? "notice" : "calm"));
      return { camera, waiting: signals, health: said, overBudget: over, tone };
    });
    return arrange(all, { filter, sort, text });
  }, [cameras, waiting, health, overBudget, nowMs, filter, sort, text]);
  const streaming = new Set(
    arranged
      .filter(({ camera }) => camera.state === "running" && seen.has(camera.id))
      .slice(0, STREAMS)
      .map(({ camera }) => camera.id),
  );
  const at = Math.max(
    0,
    arranged.findIndex(({ camera }) => camera.id === focused),
  );

  const move = (event: KeyboardEvent<HTMLUListElement>) => {
    const list = grid.current;
    if (list === null) return;
    const to = beside(at, event.key, columnsOf(list), arranged.length);
    if (to === at && !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    list.children[to]?.querySelector("button")?.focus();
  };

  return (
    <>
      <div className={classes.tools}>
        <SegmentedControl
          size="xs"
          aria-label={words.filterLabel}
          value={filter}
          onChange={(value) => setFilter(FILTERS.find((each) => each === value) ?? "all")}
          data={FILTERS.map((value) => ({ value, label: words.filter[value] }))}
        />
        <span className={classes.grow} />
        <TextInput
          ref={find}
          size="xs"
          aria-label={words.find}
          placeholder={`${words.find} (/)`}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            setText("");
            event.currentTarget.blur();
          }}
        />
        <NativeSelect
          size="xs"
          aria-label={words.sortLabel}
          value={sort}
          onChange={(event) => setSort(SORTS.find((each) => each === event.currentTarget.value) ?? "attention")}
          data={SORTS.map((value) => ({ value, label: words.sort[value] }))}
        />
      </div>
      {arranged.length === 0 ? (
        <Empty title={words.nothing}>{words.nothingHint}</Empty>
      ) : (
        <ul ref={grid} className={classes.tiles} aria-label={words.tiles} onKeyDown={move}>
          {arranged.map((each, index) => (
            <CameraTile
              key={each.camera.id}
              of={each}
              picture={streaming.has(each.camera.id) ? "live" : seen.has(each.camera.id) ? "still" : "none"}
              nowMs={nowMs}
              focusable={index === at}
              outer={watch(each.camera.id)}
              onOpen={() => onOpen(each.camera.id)}
              onFocus={() => setFocused(each.camera.id)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

function useOverBudget(): ReadonlySet<CameraId> {
  const answer = useAnswer("watch.read-quality", {});
  const events = answer.state === "shown" ? answer.data.events : null;
  return useMemo(() => {
    const over = (events ?? []).filter(({ exceeded, suspended }) => exceeded !== null && suspended === null);
    return new Set(over.map(({ camera }) => camera));
  }, [events]);
}

function columnsOf(list: HTMLElement): number {
  return getComputedStyle(list).gridTemplateColumns.split(" ").length;
}

import { StatusPill, type Tone, ToneMark, useLanguage } from "@cordon/ui";
import type { Ref } from "react";
import { WhyDark } from "../camera/WhyDark.tsx";
import { HealthLine } from "../health/HealthLine.tsx";
import { LivePicture } from "../picture/LivePicture.tsx";
import { RefreshedStill } from "../picture/Still.tsx";
import { useWatchWords } from "../words.ts";
import { type Arranged, toneOfState } from "./standing.ts";
import classes from "./wall.module.css";
import { useWallWords } from "./words.ts";

export interface CameraTileProps {
  readonly of: Arranged;
  /** `live` streams; `still` shows a picture now and then; `none` is out of sight. */
  readonly picture: "live" | "still" | "none";
  readonly nowMs: number;
  readonly focusable: boolean;
  readonly outer: Ref<HTMLLIElement>;
  readonly onOpen: () => void;
  readonly onFocus: () => void;
}

/** One camera on the wall: its picture, or in words why there is none; what waits of it, and how it fares. */
export function CameraTile({ of, picture, nowMs, focusable, outer, onOpen, onFocus }: CameraTileProps) {
  const { camera, tone, waiting, health, overBudget } = of;
  const words = useWallWords();
  const said = useWatchWords();
  const language = useLanguage();
  const name = camera.name[language];
  const state = said.state[camera.state];
  return (
    <li ref={outer} className={classes.tile} data-tone={tone} data-camera={camera.id}>
      <button type="button" className={classes.open} tabIndex={focusable ? 0 : -1} onClick={onOpen} onFocus={onFocus}>
        {camera.state !== "running" ? (
          <WhyDark camera={camera} className={classes.dark} detailClass={classes.clamp} />
        ) : picture === "live" ? (
          <LivePicture camera={camera.id} />
        ) : picture === "still" ? (
          <RefreshedStill camera={camera.id} />
        ) : (
          <span className={classes.dark} />
        )}
        <span className={classes.caption}>
          <span className={classes.name}>{name}</span>
          <span className={classes.dim}>{camera.reference}</span>
        </span>
        <span className={classes.line}>
          {waiting.length > 0 ? (
            <Waiting tone={tone} count={waiting.length} />
          ) : overBudget ? (
            <StatusPill tone="notice">{words.overBudget}</StatusPill>
          ) : (
            <StatusPill tone={toneOfState(camera.state, camera.because)}>{state}</StatusPill>
          )}
          {health !== undefined && <HealthLine of={health} nowMs={nowMs} />}
        </span>
      </button>
    </li>
  );
}

function Waiting({ tone, count }: { readonly tone: Tone; readonly count: number }) {
  const words = useWallWords();
  return (
    <span className={classes.waiting} style={{ color: `var(--cordon-${tone})` }}>
      <ToneMark tone={tone} /> {words.waiting(count)}
    </span>
  );
}

import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import classes from "./roster.module.css";

/** Rows above and below those in sight, so that a turn of the wheel shows no gap. */
const BESIDE = 4;
const HEAD_PX = 24;

export interface VirtualRowsProps {
  readonly count: number;
  readonly rowPx: number;
  readonly label: string;
  /** Stays at the top while rows pass below it. */
  readonly head: ReactNode;
  readonly children: (at: number) => ReactNode;
  readonly onSeen: (first: number, last: number) => void;
}

/** A list of rows of one height, of which only those in sight are there. It scrolls with whatever it lies in. */
export function VirtualRows({ count, rowPx, label, head, onSeen, children }: VirtualRowsProps) {
  const list = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const tell = useRef(onSeen);
  tell.current = onSeen;
  useLayoutEffect(() => {
    const element = list.current;
    const scrolls = element === null ? null : scrollerOf(element);
    if (element === null || scrolls === null) return;
    const look = () => {
      const above = scrolls.getBoundingClientRect().top - element.getBoundingClientRect().top;
      const first = Math.max(0, Math.floor(above / rowPx) - BESIDE);
      const last = Math.min(count, Math.ceil((above + scrolls.clientHeight) / rowPx) + BESIDE);
      setSeen((was) => (was.first === first && was.last === last ? was : { first, last }));
      tell.current(first, last);
    };
    look();
    scrolls.addEventListener("scroll", look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(scrolls);
    return () => {
      scrolls.removeEventListener("scroll", look);
      resized.disconnect();
    };
  }, [count, rowPx]);
  const rows = Array.from({ length: Math.max(0, seen.last - seen.first) }, (_, nth) => seen.first + nth);
  return (
    <>
      <div className={classes.sticky} style={{ height: HEAD_PX }}>
        {head}
      </div>
      <div ref={list} role="list" aria-label={label} className={classes.virtual} style={{ height: count * rowPx }}>
        {rows.map((at) => (
          <div
            key={at}
            role="listitem"
            aria-setsize={count}
            aria-posinset={at + 1}
            className={classes.virtualRow}
            style={{ top: at * rowPx, height: rowPx }}
          >
            {children(at)}
          </div>
        ))}
      </div>
    </>
  );
}

function scrollerOf(element: HTMLElement): HTMLElement {
  for (let at = element.parentElement; at !== null; at = at.parentElement)
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  return document.documentElement;
}

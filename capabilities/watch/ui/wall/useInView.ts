import { useCallback, useEffect, useMemo, useRef, useState } from "react";

/** How much of a tile must be in sight before it counts. */
const SHARE = 0.4;

export interface InView {
  /** The keys of the elements that are in sight. */
  readonly seen: ReadonlySet<string>;
  /** Watches an element under a key, until it goes. */
  readonly watch: (key: string) => (element: Element | null) => void;
}

/** Which of many elements are in sight: what is not looked at costs nothing. */
export function useInView(): InView {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const elements = useRef(new Map<string, Element>());
  const callbacks = useRef(new Map<string, (element: Element | null) => void>());
  const observer = useMemo(
    () =>
      new IntersectionObserver(
        (entries) => {
          setSeen((before) => {
            const now = new Set(before);
            for (const { target, isIntersecting } of entries) {
              const key = [...elements.current].find(([, element]) => element === target)?.[0];
              if (key === undefined) continue;
              if (isIntersecting) now.add(key);
              else now.delete(key);
            }
            return now;
          });
        },
        { threshold: SHARE },
      ),
    [],
  );
  useEffect(() => () => observer.disconnect(), [observer]);
  const watch = useCallback(
    (key: string) => {
      const known = callbacks.current.get(key);
      if (known !== undefined) return known;
      const callback = (element: Element | null) => {
        const before = elements.current.get(key);
        if (before !== undefined) observer.unobserve(before);
        if (element === null) {
          elements.current.delete(key);
          setSeen((seenBefore) => new Set([...seenBefore].filter((each) => each !== key)));
          return;
        }
        elements.current.set(key, element);
        observer.observe(element);
      };
      callbacks.current.set(key, callback);
      return callback;
    },
    [observer],
  );
  return { seen, watch };
}

import { type PointerEvent, useRef } from "react";
import { closer, dragged, type Size, type View } from "./view.ts";

interface Finger {
  readonly x: number;
  readonly y: number;
}

/** One finger, or a mouse, drags; two come closer and go farther, around the middle between them. */
export function useFingers(view: View, onView: (view: View) => void, { width, height }: Size) {
  const fingers = useRef(new Map<number, Finger>());
  const lift = (event: PointerEvent) => void fingers.current.delete(event.pointerId);
  return {
    onPointerDown(event: PointerEvent) {
      event.currentTarget.setPointerCapture(event.pointerId);
      fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    },
    onPointerMove(event: PointerEvent) {
      const before = fingers.current.get(event.pointerId);
      if (before === undefined) return;
      const now = { x: event.clientX, y: event.clientY };
      fingers.current.set(event.pointerId, now);
      const [right, down] = [now.x - before.x, now.y - before.y];
      const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
      if (other === undefined) return onView(dragged(view, right, down));
      const apart = (finger: Finger) => Math.hypot(finger.x - other.x, finger.y - other.y);
      const factor = apart(now) / Math.max(1, apart(before));
      const box = event.currentTarget.getBoundingClientRect();
      // What is between the fingers stays between them.
      const middle = [
        (now.x + other.x) / 2 - box.left - width / 2,
        (now.y + other.y) / 2 - box.top - height / 2,
      ] as const;
      const there = dragged(view, -middle[0], -middle[1]);
      return onView(dragged(closer(there, factor), middle[0] + right / 2, middle[1] + down / 2));
    },
    onPointerUp: lift,
    onPointerCancel: lift,
  };
}

import { type ReactNode, useEffect, useRef } from "react";
import classes from "./sheets.module.css";

/** Lies under the thumb in the place of the actions. The camera above goes on: a code held up is scanned all the same. */
export function Sheet(props: { readonly title: string; readonly what?: string; readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [props.title]);
  return (
    <section className={classes.sheet} aria-label={props.title}>
      <div>
        <h2 ref={heading} tabIndex={-1} className={classes.title}>
          {props.title}
        </h2>
        {props.what !== undefined && <p className={classes.what}>{props.what}</p>}
      </div>
      {props.children}
    </section>
  );
}

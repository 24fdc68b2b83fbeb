import type { ReactNode } from "react";
import classes from "../console.module.css";
import type { Hello } from "../server/hello.ts";
import { LanguageSwitch, ThemeSwitch } from "./switches.tsx";

/** A page with one thing on it: signing in, an invitation. */
export function Alone({ hello, children }: { readonly hello: Hello; readonly children: ReactNode }) {
  return (
    <main className={classes.alone}>
      <div className={classes.aloneCard}>
        <div className={classes.aloneHead}>
          <img src="/cordon.svg" alt="" width={24} height={24} />
          <strong>{hello.name === "Cordon" ? "Cordon" : `Cordon ▸ ${hello.name}`}</strong>
          <span className={classes.grow} />
          <ThemeSwitch />
          <LanguageSwitch />
        </div>
        {children}
      </div>
    </main>
  );
}

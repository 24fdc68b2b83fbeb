import classes from "./sos.module.css";
import { HOLD_MS, useHold } from "./useHold.ts";
import { usePhone } from "../phone.tsx";
import { useSosWords } from "./words.ts";

/** Always in reach of the thumb. Held for two seconds it calls for help; a ring shows how far it is. */
export function SosButton() {
  const words = useSosWords();
  const phone = usePhone();
  const { holding, handlers } = useHold(() => void phone.sos.call());
  return (
    <>
      <button
        type="button"
        className={classes.button}
        data-holding={holding || undefined}
        aria-label={words.label}
        {...handlers}
      >
        {words.button}
      </button>
      {holding && (
        <div className={classes.holding} role="status">
          <svg viewBox="0 0 120 120" className={classes.ring} aria-hidden>
            <circle cx="60" cy="60" r="52" className={classes.track} />
            <circle
              cx="60"
              cy="60"
              r="52"
              pathLength="1"
              className={classes.progress}
              style={{ animationDuration: `${HOLD_MS}ms` }}
            />
          </svg>
          <strong className={classes.holdWord}>{words.hold}</strong>
          <span className={classes.holdHint}>{words.release}</span>
        </div>
      )}
    </>
  );
}

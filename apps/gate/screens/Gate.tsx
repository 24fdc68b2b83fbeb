import { OperationTime } from "@cordon/ui";
import { useEffect, useMemo, useRef } from "react";
import { useStandingWords } from "../words/standing.ts";
import { useEngine, useGateState, useSpeaker } from "./engine.tsx";
import classes from "./gate.module.css";
import { Ready } from "./ready/Ready.tsx";
import { device, Settings, useDeviceWords } from "@cordon/ui/device";
import { Standing } from "./standing/Standing.tsx";
import { outcomeOf } from "./verdict/outcome.ts";
import standing from "./standing/standing.module.css";

/** The gate page, whatever the device's standing. */
export function Gate() {
  const engine = useEngine();
  const words = useStandingWords();
  const { rehearsal } = useDeviceWords();
  const { at, operation, label } = useGateState("at", "operation", "label");
  const timeZone = operation?.timeZone ?? "Europe/Paris";
  const clock = useMemo(
    () => ({ timeZone, nowMs: () => Date.now() - (engine.state().skewMs ?? 0) }),
    [timeZone, engine],
  );
  useLetGo();
  return (
    <OperationTime clock={clock}>
      <VerdictSound />
      <div className={classes.page}>
        {operation?.rehearsing === true && <aside className={device.rehearsal}>{rehearsal}</aside>}
        {at.standing === "ready" ? (
          <Ready />
        ) : (
          <>
            <header className={standing.bar}>
              <h1 className={standing.title}>{label || words.title}</h1>
              <Settings />
            </header>
            <Standing at={at} />
          </>
        )}
      </div>
    </OperationTime>
  );
}

/** Each verdict is heard and felt once. What a ruling learns later, such as that the server thinks otherwise, is shown and not sounded again. */
function VerdictSound() {
  const speaker = useSpeaker();
  const { ruling } = useGateState("ruling");
  const said = useRef("");
  useEffect(() => {
    const outcome = ruling === null ? null : outcomeOf(ruling);
    const saying = `${ruling?.scan} ${ruling?.at} ${outcome}`;
    if (outcome !== null && saying !== said.current) speaker.say(outcome);
    said.current = saying;
  }, [ruling, speaker]);
  return null;
}

/** A button that was touched does not keep the focus: a hand scanner types, and its spaces would press it again. */
function useLetGo(): void {
  useEffect(() => {
    const letGo = (event: MouseEvent) => {
      const { activeElement } = document;
      if (event.detail > 0 && activeElement instanceof HTMLButtonElement) activeElement.blur();
    };
    document.addEventListener("click", letGo);
    return () => document.removeEventListener("click", letGo);
  }, []);
}

import { device } from "@cordon/ui/device";
import { useFormat } from "@cordon/ui";
import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useAge } from "../age.ts";
import classes from "../field.module.css";
import { usePhone, usePhoneState } from "../phone.tsx";
import { HowTo } from "./HowTo.tsx";
import { useShiftWords } from "./words.ts";

/**
 * Whether the command room sees where this phone is, how sure that is or why not, and the way to change it.
 * @param sought how often somebody asked for this card: it is brought in sight each time
 */
export function PositionCard({ sought }: { readonly sought: number }) {
  const words = useShiftWords();
  const phone = usePhone();
  const { sharing, pausedBecause, fix, aheadMs } = usePhoneState();
  const format = useFormat();
  const age = useAge();
  const [asking, setAsking] = useState(false);
  const active = sharing === "shared" || sharing === "searching";
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (sought === 0) return;
    card.current?.scrollIntoView({ block: "start" });
    card.current?.focus();
  }, [sought]);
  return (
    <section ref={card} tabIndex={-1} className={`${classes.item} ${classes.card}`} aria-label={words.position}>
      <h2 className={classes.heading}>{words.position}</h2>
      <span>{words.sharing[sharing]}</span>
      {sharing === "shared" && fix !== null && (
        <span className={classes.small}>
          {words.within(format.distance(fix.accuracyMetres), age(fix.atMs + aheadMs))}
        </span>
      )}
      {sharing === "paused" && pausedBecause !== "" && (
        <span className={classes.small}>{words.pausedBecause(pausedBecause)}</span>
      )}
      {sharing === "denied" && (
        <>
          <HowTo steps={words.howPosition} />
          <Button className={device.button} variant="default" onClick={() => phone.position.allow()}>
            {words.again}
          </Button>
        </>
      )}
      {(sharing === "unasked" || sharing === "unknown") && (
        <Button className={`${device.button} ${device.primary}`} onClick={() => phone.position.allow()}>
          {words.allow}
        </Button>
      )}
      {sharing === "paused" && (
        <Button className={`${device.button} ${device.primary}`} onClick={() => void phone.position.pause(null)}>
          {words.resume}
        </Button>
      )}
      {active && !asking && (
        <Button className={device.button} variant="default" onClick={() => setAsking(true)}>
          {words.pause}
        </Button>
      )}
      {active && asking && (
        <div className={device.sheet}>
          <strong>{words.why}</strong>
          {words.reasons.map((reason) => (
            <Button
              key={reason}
              className={device.button}
              variant="default"
              onClick={() => {
                setAsking(false);
                void phone.position.pause(reason);
              }}
            >
              {reason}
            </Button>
          ))}
          <Button className={device.button} variant="default" onClick={() => setAsking(false)}>
            {words.back}
          </Button>
        </div>
      )}
    </section>
  );
}

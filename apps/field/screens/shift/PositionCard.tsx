import { device } from "@cordon/ui/device";
import { useFormat } from "@cordon/ui";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useAge } from "../age.ts";
import classes from "../field.module.css";
import { usePhone, usePhoneState } from "../phone.tsx";
import { useShiftWords } from "./words.ts";

/** Whether the command room sees where this phone is, how sure that is, and the way to stop it. */
export function PositionCard() {
  const words = useShiftWords();
  const phone = usePhone();
  const { sharing, fix, aheadMs } = usePhoneState();
  const format = useFormat();
  const age = useAge();
  const [asking, setAsking] = useState(false);
  const active = sharing === "shared" || sharing === "searching";
  return (
    <section className={classes.item} aria-label={words.position}>
      <h2 className={classes.heading}>{words.position}</h2>
      <span>{words.sharing[sharing]}</span>
      {sharing === "shared" && fix !== null && (
        <span className={classes.small}>
          {words.within(format.distance(fix.accuracyMetres), age(fix.atMs + aheadMs))}
        </span>
      )}
      {sharing === "unasked" && (
        <Button className={device.button} onClick={() => phone.position.allow()}>
          {words.allow}
        </Button>
      )}
      {sharing === "paused" && (
        <Button className={device.button} onClick={() => void phone.position.pause(null)}>
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

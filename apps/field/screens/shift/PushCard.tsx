import { device } from "@cordon/ui/device";
import { Button } from "@mantine/core";
import classes from "../field.module.css";
import { usePhone, usePhoneState } from "../phone.tsx";
import { HowTo } from "./HowTo.tsx";
import { useShiftWords } from "./words.ts";

/** Whether this phone tells its officer of something with the page closed, why not, and the way to change it. */
export function PushCard() {
  const words = useShiftWords();
  const phone = usePhone();
  const { pushing } = usePhoneState();
  const again = pushing === "denied" || pushing === "failed";
  return (
    <section className={`${classes.item} ${classes.card}`} aria-label={words.push}>
      <h2 className={classes.heading}>{words.push}</h2>
      <span>{words.pushing[pushing]}</span>
      {pushing === "denied" && <HowTo steps={words.howPush} />}
      {again && (
        <Button className={device.button} variant="default" onClick={() => void phone.push.allow()}>
          {words.again}
        </Button>
      )}
      {(pushing === "unasked" || pushing === "off") && (
        <Button className={`${device.button} ${device.primary}`} onClick={() => void phone.push.allow()}>
          {words.pushAllow}
        </Button>
      )}
      {pushing === "on" && (
        <Button className={device.button} variant="default" onClick={() => void phone.push.silence()}>
          {words.pushOff}
        </Button>
      )}
    </section>
  );
}

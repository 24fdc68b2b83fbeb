import { device } from "@cordon/ui/device";
import { Button } from "@mantine/core";
import { useFieldWords } from "../../words.ts";
import classes from "../field.module.css";
import { usePhone, usePhoneState } from "../phone.tsx";
import { useShiftWords } from "../shift/words.ts";
import { type Asked, promptOf } from "./prompt.ts";

export interface PromptProps {
  readonly answering: boolean;
  readonly later: readonly Asked[];
  readonly putOff: (asked: Asked) => void;
  /** To where the position is switched on, and said why it is not. */
  readonly toPosition: () => void;
}

/** What this phone needs to be allowed, where its officer looks anyway; what is put off is found on the screen of the shift. */
export function Prompt({ answering, later, putOff, toPosition }: PromptProps) {
  const words = useFieldWords().prompt;
  const card = useShiftWords();
  const phone = usePhone();
  const state = usePhoneState();
  const { sharing, pushing, pausedBecause } = state;
  const asked = promptOf(state, answering, later);
  if (asked === null) return null;
  const [title, said] =
    asked === "position" ? [card.position, card.sharing[sharing]] : [card.push, card.pushing[pushing]];
  const [label, act] =
    asked === "push"
      ? [card.pushAllow, () => void phone.push.allow()]
      : sharing === "denied"
        ? [words.why, toPosition]
        : sharing === "paused"
          ? [card.resume, () => void phone.position.pause(null)]
          : [words.share, () => phone.position.allow()];
  return (
    <section className={`${classes.item} ${classes.card}`} aria-label={title}>
      <h2 className={classes.heading}>{title}</h2>
      <span>{said}</span>
      {asked === "position" && sharing === "paused" && pausedBecause !== "" && (
        <span className={classes.small}>{card.pausedBecause(pausedBecause)}</span>
      )}
      <div className={classes.row}>
        <Button className={device.button} variant="default" onClick={act}>
          {label}
        </Button>
        <Button className={device.button} variant="default" onClick={() => putOff(asked)}>
          {words.later}
        </Button>
      </div>
    </section>
  );
}

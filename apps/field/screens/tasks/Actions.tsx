import { device } from "@cordon/ui/device";
import { Button } from "@mantine/core";
import { useNowMs } from "@cordon/ui";
import { useState } from "react";
import { possible, type Press, type PressEvent, secondsHeld } from "../../outbox/presses.ts";
import { useFieldWords } from "../../words.ts";
import classes from "../field.module.css";
import { usePhone, usePhoneState } from "../phone.tsx";
import { RefuseSheet } from "./RefuseSheet.tsx";
import type { ForeseenTask } from "./TaskSheet.tsx";

/** What one thumb can say of a task: the next step is the largest. */
export function Actions({ task }: { readonly task: ForeseenTask }) {
  const words = useFieldWords().press;
  const phone = usePhone();
  const { queue } = usePhoneState();
  const [refusing, setRefusing] = useState(false);
  const held = useHeld(queue.filter((press) => press.task === task.id).at(-1));
  const events = possible(task.foreseen);
  const [first, second] = events.filter((event) => event !== "refuse");
  // An end cannot be undone by another press, so it waits a moment for "Undo".
  const say = (event: PressEvent) => void phone.tasks.press(task.id, event, "", event === "finish");
  if (held !== null) {
    return (
      <div className={device.actions}>
        <Button
          className={`${device.button} ${device.primary}`}
          onClick={() => void phone.tasks.undo(held.press.commandId)}
        >
          {words.undo} – {words.held[held.press.event]} ({held.seconds})
        </Button>
      </div>
    );
  }
  if (events.length === 0) return null;
  return (
    <div className={device.actions}>
      {first !== undefined && (
        <Button className={`${device.button} ${device.primary}`} onClick={() => say(first)}>
          {words[first]}
        </Button>
      )}
      <div className={classes.row}>
        <Button className={device.button} variant="default" onClick={() => setRefusing(true)}>
          {words.refuse}
        </Button>
        {second !== undefined && (
          <Button className={device.button} variant="default" onClick={() => say(second)}>
            {words[second]}
          </Button>
        )}
      </div>
      <RefuseSheet
        opened={refusing}
        close={() => setRefusing(false)}
        refuse={(reason) => {
          setRefusing(false);
          void phone.tasks.press(task.id, "refuse", reason, true);
        }}
      />
    </div>
  );
}

/** A press that can still be taken back, and for how many seconds. */
function useHeld(press: Press | undefined): { readonly press: Press; readonly seconds: number } | null {
  const seconds = secondsHeld(press, useNowMs() - usePhoneState().aheadMs);
  return press === undefined || seconds <= 0 ? null : { press, seconds };
}

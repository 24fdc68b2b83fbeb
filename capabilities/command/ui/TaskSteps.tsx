import { Button } from "@mantine/core";
import { ProblemLine } from "@cordon/ui";
import { useState } from "react";
import type { TaskView } from "../words.ts";
import classes from "./command.module.css";
import { useOrder } from "./doors.ts";
import { SayWhy } from "./SayWhy.tsx";
import { type SaidOfTask, saidNext } from "./task-state.ts";
import { useCommandWords } from "./words.ts";

const RENEWS = ["command.show-incident", "command.show-work", "command.list-tasks", "command.list-needs"] as const;

/** What the room enters for a unit that says it by radio, as far as its task can go on; and taking the task back. */
export function TaskSteps({ task }: { readonly task: TaskView }) {
  const words = useCommandWords().task;
  const acknowledging = useOrder("command.acknowledge-task", RENEWS);
  const starting = useOrder("command.start-task", RENEWS);
  const finishing = useOrder("command.finish-task", RENEWS);
  const refusing = useOrder("command.refuse-task", RENEWS);
  const cancelling = useOrder("command.cancel-task", RENEWS);
  const [asking, setAsking] = useState<"refuse" | "cancel" | null>(null);
  const orders = [acknowledging, starting, finishing];
  const busy = [...orders, refusing, cancelling].some((order) => order.busy);
  const say = (event: SaidOfTask) => {
    switch (event) {
      case "acknowledge":
        return void acknowledging.send({ task: task.id });
      case "start":
        return void starting.send({ task: task.id });
      case "finish":
        return void finishing.send({ task: task.id });
      case "refuse":
        return setAsking("refuse");
    }
  };
  if (asking !== null) {
    const order = asking === "refuse" ? refusing : cancelling;
    return (
      <SayWhy
        key={asking}
        label={asking === "refuse" ? words.refuseWhy : words.cancelWhy}
        send={asking === "refuse" ? words.refuse : words.cancel}
        busy={order.busy}
        problem={order.problem}
        onCancel={() => setAsking(null)}
        onSend={(reason) => void order.send({ task: task.id, reason })}
      />
    );
  }
  return (
    <>
      <div role="group" aria-label={words.byRadioOf(task.callSign)} className={classes.taskSteps}>
        <span className={classes.dim}>{words.byRadio}</span>
        {saidNext(task.state).map((event) => (
          <Button key={event} variant="default" size="compact-xs" disabled={busy} onClick={() => say(event)}>
            {event === "refuse" ? `${words.steps.refuse}…` : words.steps[event]}
          </Button>
        ))}
        <span className={classes.grow} />
        <button type="button" className={classes.link} onClick={() => setAsking("cancel")}>
          {words.cancel}…
        </button>
      </div>
      <ProblemLine problem={orders.find(({ problem }) => problem !== null)?.problem ?? null} />
    </>
  );
}

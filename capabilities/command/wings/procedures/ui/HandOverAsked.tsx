import { Button } from "@mantine/core";
import type { IncidentId } from "@cordon/kernel";
import { ProblemLine } from "@cordon/ui";
import { useState } from "react";
import classes from "../../../ui/command.module.css";
import { useOrder } from "../../../ui/doors.ts";
import { SayWhy } from "../../../ui/SayWhy.tsx";
import { useProcedureWords } from "./words.ts";

const RENEWS = ["command.show-incident", "command.list-incidents", "command.list-needs"] as const;

/** What somebody who is asked to take command answers. */
export function HandOverAsked({ incident }: { readonly incident: IncidentId }) {
  const words = useProcedureWords().handOver;
  const taking = useOrder("command.hand-over-incident", RENEWS);
  const declining = useOrder("command.decline-hand-over", RENEWS);
  const [saying, setSaying] = useState(false);
  if (saying)
    return (
      <SayWhy
        label={words.declineWhy}
        send={words.decline}
        busy={declining.busy}
        problem={declining.problem}
        onCancel={() => setSaying(false)}
        onSend={(because) => void declining.send({ incident, because })}
      />
    );
  return (
    <>
      <div className={classes.taskSteps}>
        <Button size="compact-xs" loading={taking.busy} onClick={() => void taking.send({ incident })}>
          {words.accept}
        </Button>
        <Button size="compact-xs" variant="default" disabled={taking.busy} onClick={() => setSaying(true)}>
          {words.decline}…
        </Button>
      </div>
      <ProblemLine problem={taking.problem} />
    </>
  );
}

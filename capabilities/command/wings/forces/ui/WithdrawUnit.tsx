import { Button, Group } from "@mantine/core";
import type { UnitId } from "@cordon/kernel";
import { tell } from "@cordon/ui";
import { useState } from "react";
import { useOrder } from "../../../ui/doors.ts";
import { SayWhy } from "../../../ui/SayWhy.tsx";
import { useRegisterWords } from "./register-words.ts";

/** What is asked anew when units come and go. */
export const RENEWED_BY_UNITS = [
  "command.show-unit",
  "command.find-units",
  "command.list-forces",
  "command.list-unit-kinds",
  "command.list-unit-tracks",
] as const;

/** Takes a unit off duty, with a reason. It is refused while it holds a task; registered again it comes back as the same unit. */
export function WithdrawUnit({ unit, callSign }: { readonly unit: UnitId; readonly callSign: string }) {
  const words = useRegisterWords();
  const [asking, setAsking] = useState(false);
  const withdrawing = useOrder("command.withdraw-unit", RENEWED_BY_UNITS);
  if (!asking)
    return (
      <Group>
        <Button variant="subtle" size="compact-sm" onClick={() => setAsking(true)}>
          {words.withdraw}…
        </Button>
      </Group>
    );
  return (
    <SayWhy
      label={words.withdrawWhy}
      send={words.withdraw}
      busy={withdrawing.busy}
      problem={withdrawing.problem}
      onCancel={() => setAsking(false)}
      onSend={async (because) => {
        if ((await withdrawing.send({ unit, because })).ok) tell({ message: words.withdrawn(callSign) });
      }}
    />
  );
}

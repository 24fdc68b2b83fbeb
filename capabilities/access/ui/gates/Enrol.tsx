import { Button, Group, TextInput } from "@mantine/core";
import { type Problem, ProblemLine, useFormat, useNowMs, useShellWords } from "@cordon/ui";
import { useState } from "react";
import classes from "../access.module.css";
import { useOrder } from "../doors.ts";
import { OneOf } from "../fields/Choices.tsx";
import type { GateNow } from "../../words.ts";
import { useAccessWords } from "../words.ts";
import type { GateDevices, Offered } from "./devices.ts";

/** Enrols a phone or a tablet here: its enrolment is offered as a code, and it works at this gate as soon as it has taken that up. */
export function Enrol({
  gate,
  devices,
  onDone,
}: {
  readonly gate: GateNow;
  readonly devices: GateDevices;
  readonly onDone: () => void;
}) {
  const words = useAccessWords().live;
  const shell = useShellWords();
  const format = useFormat();
  const nowMs = useNowMs();
  const posting = useOrder("access.post-device", ["access.gates-now"]);
  const [label, setLabel] = useState("");
  const [lane, setLane] = useState<string>(gate.lanes[0]?.code ?? "");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [offered, setOffered] = useState<Offered | null>(null);
  if (offered !== null) {
    return (
      <>
        {devices.link({
          link: offered.link,
          qr: words.qr,
          said: words.offered(format.time(offered.until, nowMs), gate.code),
          onAnother: onDone,
        })}
        <ProblemLine problem={posting.problem} />
      </>
    );
  }
  const send = async () => {
    setBusy(true);
    const answer = await devices.offer(label, gate.site);
    if ("device" in answer) {
      const chosen = gate.lanes.find(({ code }) => code === lane)?.code ?? null;
      await posting.send({ device: answer.device, gate: gate.gate, lane: chosen });
      setOffered(answer);
    } else setProblem(answer);
    setBusy(false);
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Group gap="sm" align="flex-end">
        <TextInput
          autoFocus
          label={words.label}
          placeholder={words.labelHint(gate.code)}
          title={shell.noPersonalData}
          className={classes.grow}
          maxLength={60}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <OneOf
          label={words.lane}
          value={lane}
          of={gate.lanes.map(({ code }) => ({ value: code, label: code }))}
          onValue={setLane}
        />
        <Button type="submit" size="sm" loading={busy} disabled={label.trim() === ""}>
          {words.offer}
        </Button>
        <Button variant="subtle" size="sm" onClick={onDone}>
          {shell.cancel}
        </Button>
      </Group>
      <ProblemLine problem={problem} />
    </form>
  );
}

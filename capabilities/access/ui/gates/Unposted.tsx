import { Button, Group } from "@mantine/core";
import { ProblemLine, useLanguage } from "@cordon/ui";
import { useState } from "react";
import classes from "../access.module.css";
import { useOrder } from "../doors.ts";
import { OneOf } from "../fields/Choices.tsx";
import type { GateDeviceNow, GateNow } from "../../words.ts";
import { useAccessWords } from "../words.ts";
import { DeviceRow } from "./DeviceRow.tsx";
import type { GateDevices } from "./devices.ts";

/** Devices that work at no gate: each is shown what to do with it. */
export function Unposted(props: {
  readonly unposted: readonly GateDeviceNow[];
  readonly gates: readonly GateNow[];
  readonly rules: number | null;
  readonly devices: GateDevices;
}) {
  const { unposted, gates, rules, devices } = props;
  const words = useAccessWords().live;
  return (
    <ul className={classes.rows} aria-label={words.unposted}>
      {unposted.map((device) => (
        <DeviceRow key={device.device} device={device} rules={rules} devices={devices}>
          {devices.mayArrange && gates.length > 0 && <Post device={device} gates={gates} />}
        </DeviceRow>
      ))}
    </ul>
  );
}

function Post({ device, gates }: { readonly device: GateDeviceNow; readonly gates: readonly GateNow[] }) {
  const words = useAccessWords().live;
  const language = useLanguage();
  const posting = useOrder("access.post-device", ["access.gates-now"]);
  const [chosen, setChosen] = useState<string>(gates[0]?.gate ?? "");
  const gate = gates.find((each) => each.gate === chosen) ?? gates[0];
  if (gate === undefined) return null;
  return (
    <Group gap="sm" align="flex-end">
      <OneOf
        label={words.postAt}
        value={gate.gate}
        of={gates.map((each) => ({ value: each.gate, label: `${each.code} – ${each.name[language]}` }))}
        onValue={setChosen}
      />
      <Button
        variant="default"
        size="sm"
        loading={posting.busy}
        onClick={() => void posting.send({ device: device.device, gate: gate.gate, lane: gate.lanes[0]?.code ?? null })}
      >
        {words.post}
      </Button>
      <ProblemLine problem={posting.problem} />
    </Group>
  );
}

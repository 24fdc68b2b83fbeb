import { Button, Group, TextInput } from "@mantine/core";
import { Age, type Problem, ProblemLine, StatusPill, useFormat, useShellWords } from "@cordon/ui";
import { type ReactNode, useState } from "react";
import classes from "../access.module.css";
import type { GateDeviceNow } from "../../words.ts";
import { useAccessWords } from "../words.ts";
import type { GateDevices } from "./devices.ts";
import { OLD_REVOCATIONS_SECONDS, SILENT_SECONDS, SKEW_MS } from "./live.ts";

/** A device at a gate: when it was heard, what it holds and how old that is, what it has not sent yet, and its clock. */
export function DeviceRow(props: {
  readonly device: GateDeviceNow;
  readonly rules: number | null;
  readonly devices: GateDevices;
  readonly children?: ReactNode;
}) {
  const { device, rules, devices, children } = props;
  const words = useAccessWords().live;
  const format = useFormat();
  const [revoking, setRevoking] = useState(false);
  const { heardAt, waiting, skewMs } = device;
  const behind = device.rules !== null && rules !== null && device.rules < rules;
  const skewed = skewMs !== null && Math.abs(skewMs) > SKEW_MS;
  return (
    <li className={classes.device}>
      <div className={classes.rowHead}>
        <strong>{device.label}</strong>
        <span>
          {words.heard}{" "}
          {heardAt === null ? <em>{words.neverHeard}</em> : <Age at={heardAt} staleAfterSeconds={SILENT_SECONDS} />}
        </span>
        {device.rules !== null &&
          (behind ? (
            <StatusPill tone="attention">{words.oldRules(device.rules)}</StatusPill>
          ) : (
            <span className={classes.dim}>{device.rules === 0 ? words.noRules : words.holdsRules(device.rules)}</span>
          ))}
        {heardAt !== null && (
          <span className={classes.dim}>
            {words.revocations} <Age at={device.revocationsAsOf} staleAfterSeconds={OLD_REVOCATIONS_SECONDS} />
          </span>
        )}
        {waiting !== null && waiting > 0 && (
          <StatusPill tone="notice">{words.unsent(format.number(waiting))}</StatusPill>
        )}
        {skewed && <StatusPill tone="attention">{words.skew(format.number(Math.round(skewMs / 1000)))}</StatusPill>}
        <span className={classes.grow} />
        {devices.mayArrange && !revoking && (
          <Button variant="subtle" aria-label={words.revokeAria(device.label)} onClick={() => setRevoking(true)}>
            {words.lost}…
          </Button>
        )}
      </div>
      {children}
      {revoking && <Revoke device={device} devices={devices} onDone={() => setRevoking(false)} />}
    </li>
  );
}

/** A device that is lost opens nothing any more, from the moment this is sent. */
function Revoke(props: { readonly device: GateDeviceNow; readonly devices: GateDevices; readonly onDone: () => void }) {
  const words = useAccessWords().live;
  const shell = useShellWords();
  const [because, setBecause] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async () => {
    setBusy(true);
    const met = await props.devices.revoke(props.device.device, because);
    setBusy(false);
    setProblem(met);
    if (met === null) props.onDone();
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Group gap="xs" align="flex-end">
        <TextInput
          autoFocus
          label={words.revokeWhy}
          title={shell.noPersonalData}
          className={classes.grow}
          maxLength={500}
          value={because}
          onChange={(event) => setBecause(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" loading={busy} disabled={because.trim() === ""}>
          {words.revoke}
        </Button>
        <Button variant="subtle" size="sm" onClick={props.onDone}>
          {shell.cancel}
        </Button>
      </Group>
      <ProblemLine problem={problem} />
    </form>
  );
}

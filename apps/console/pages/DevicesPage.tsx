import { Button, Group, Select, TextInput } from "@mantine/core";
import type { ApiOf, identity } from "@cordon/ground";
import { type DeviceId, type Instant, type Unit, UnitId } from "@cordon/kernel";
import {
  Age,
  Answered,
  Empty,
  Panel,
  ProblemLine,
  Section,
  StatusPill,
  useFormat,
  useNowMs,
  useShellWords,
} from "@cordon/ui";
import { useMemo, useState } from "react";
import shared from "../console.module.css";
import own from "./devices.module.css";
import { useAnswer, useOrder } from "../server/doors.ts";
import { useConsoleWords } from "../words.ts";
import { OneTimeLink } from "./OneTimeLink.tsx";
import { Revoke } from "./Revoke.tsx";

/** So many are looked through by eye. */
const FEW = 12;
const SHOWN = 100;

/** Field phones and other devices: who holds one, and offering another its enrolment. */
export function DevicesPage({ units, onClose }: { readonly units: readonly Unit[]; readonly onClose: () => void }) {
  const words = useConsoleWords().devices;
  const answer = useAnswer("identity.list-devices", {});
  return (
    <Panel label={words.title} title={words.title} onClose={onClose}>
      <Offer units={units} />
      <Section title={words.title}>
        <Answered of={answer}>
          {({ devices }) =>
            devices.length === 0 ? (
              <Empty title={words.empty}>{words.emptyHint}</Empty>
            ) : (
              <DeviceTable devices={devices} units={units} />
            )
          }
        </Answered>
      </Section>
    </Panel>
  );
}

/** Every officer has a phone: of thousands, those that are looked for. */
function DeviceTable({
  devices,
  units,
}: {
  readonly devices: ApiOf<typeof identity.operations>["identity.list-devices"]["output"]["devices"];
  readonly units: readonly Unit[];
}) {
  const words = useConsoleWords().devices;
  const [text, setText] = useState("");
  const signs = useMemo(() => new Map(units.map(({ id, callSign }) => [id, callSign])), [units]);
  const wanted = text.trim().toLowerCase();
  const signOf = (unit: UnitId | null) => (unit === null ? "" : (signs.get(unit) ?? ""));
  const found = devices.filter(({ label, unit }) => `${label} ${signOf(unit)}`.toLowerCase().includes(wanted));
  return (
    <>
      {devices.length > FEW && (
        <TextInput
          size="xs"
          label={words.find}
          maxLength={80}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <ul className={own.devices}>
        {found.slice(0, SHOWN).map((device) => (
          <li key={device.id}>
            <strong>{device.label}</strong>
            <span className={shared.dim}>
              {[words.kind[device.kind], signOf(device.unit)].filter((each) => each !== "").join(" · ")}
            </span>
            <StatusPill tone={device.state === "offered" ? "notice" : "calm"}>{words.state[device.state]}</StatusPill>
            {device.usedAt === null ? <span className={shared.dim}>{words.never}</span> : <Age at={device.usedAt} />}
            {device.state !== "revoked" && <RevokeDevice device={device.id} />}
          </li>
        ))}
      </ul>
      {found.length > SHOWN && <p className={shared.dim}>{words.more(found.length - SHOWN)}</p>}
    </>
  );
}

function Offer({ units }: { readonly units: readonly Unit[] }) {
  const words = useConsoleWords().devices;
  const shell = useShellWords();
  const format = useFormat();
  const nowMs = useNowMs();
  const offering = useOrder("identity.offer-enrolment", ["identity.list-devices"]);
  const [label, setLabel] = useState("");
  const [unit, setUnit] = useState<string | null>(null);
  const [offered, setOffered] = useState<{ readonly link: string; readonly until: Instant } | null>(null);
  const choices = useMemo(() => units.map(({ id, callSign }) => ({ value: id, label: callSign })), [units]);
  const chosen = units.find(({ id }) => id === unit);

  if (offered !== null) {
    return (
      <Section title={words.offer}>
        <OneTimeLink
          link={offered.link}
          qr={words.qr}
          said={words.offered(format.time(offered.until, nowMs))}
          onAnother={() => setOffered(null)}
        />
      </Section>
    );
  }
  return (
    <Section title={words.offer}>
      <form
        className={shared.inlineForm}
        onSubmit={async (event) => {
          event.preventDefault();
          const answer = await offering.send({
            kind: "field",
            label,
            unit: chosen === undefined ? null : UnitId.parse(chosen.id),
            contingent: chosen?.contingent ?? null,
          });
          if (answer.ok) setOffered(answer.output);
        }}
      >
        <p className={shared.dim}>{words.intro}</p>
        <Group gap="xs" align="flex-end">
          <Select
            label={words.unit}
            required
            searchable
            // There may be tens of thousands: typing narrows them.
            limit={40}
            value={unit}
            onChange={setUnit}
            data={choices}
          />
          <TextInput
            label={words.label}
            placeholder={words.labelHint}
            title={shell.noPersonalData}
            required
            maxLength={60}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
          />
          <Button
            type="submit"
            size="sm"
            loading={offering.busy}
            disabled={label.trim() === "" || chosen === undefined}
          >
            {words.offer}
          </Button>
        </Group>
        <ProblemLine problem={offering.problem} />
      </form>
    </Section>
  );
}

function RevokeDevice({ device }: { readonly device: DeviceId }) {
  const words = useConsoleWords().devices;
  const { send, ...revoking } = useOrder("identity.revoke-device", ["identity.list-devices"]);
  return <Revoke words={words} order={{ ...revoking, send: (because) => send({ device, because }) }} />;
}

import { Button, Group, SimpleGrid } from "@mantine/core";
import { type Instant, instantOf } from "@cordon/kernel";
import { Answered, Empty, Facts, ProblemLine, Section, StatusPill, tell, useFormat, useNowMs } from "@cordon/ui";
import { useState } from "react";
import type { AccessApi } from "../../index.ts";
import classes from "../access.module.css";
import { useAnswer, useOrder } from "../doors.ts";
import { Moment } from "../fields/CalendarField.tsx";
import { LIVE_EVERY_MS } from "../gates/live.ts";
import { useSentence } from "../rules/names.ts";
import type { Change } from "../../rules/difference.ts";
import { useAccessWords } from "../words.ts";

export type ShownPerimeters = AccessApi["access.show-perimeters"]["output"];

const HOUR_MS = 60 * 60_000;
const TEN_DAYS_MS = 10 * 24 * HOUR_MS;

/** What publishing would change at the gates, from when until when; and which gates hold which rule set. */
export function Publish({
  perimeters,
  mayPublish,
}: {
  readonly perimeters: ShownPerimeters;
  readonly mayPublish: boolean;
}) {
  const words = useAccessWords();
  const { publish: said } = words;
  const format = useFormat();
  const nowMs = useNowMs();
  const { draft, faults, published, changes } = perimeters;
  return (
    <>
      <Section title={said.inForce}>
        {published === null ? (
          <p className={classes.intro}>{said.nothingYet}</p>
        ) : (
          <Facts
            of={[
              [said.number, format.number(published.number)],
              [said.publishedAt, format.time(published.publishedAt, nowMs)],
              [
                said.valid,
                `${format.time(published.valid.from, nowMs)} – ${format.time(published.valid.until, nowMs)}`,
              ],
            ]}
          />
        )}
      </Section>
      <Section title={said.changes}>
        {changes.length === 0 ? (
          <Empty title={said.same}>{said.sameHint}</Empty>
        ) : (
          <ul className={classes.rows} aria-label={said.changes}>
            {changes.map((change) => (
              <ChangeRow key={`${change.what} ${change.code} ${change.how}`} change={change} perimeters={perimeters} />
            ))}
          </ul>
        )}
      </Section>
      {mayPublish && (changes.length > 0 || published !== null) && (
        <Section title={changes.length > 0 ? said.title : said.renew}>
          {faults.some(({ severity }) => severity === "error") ? (
            <p role="status">{said.faulty}</p>
          ) : (
            <Form
              key={`${published?.number ?? 0} ${changes.length === 0}`}
              standing={published}
              renewing={changes.length === 0}
              gates={draft.gates.length}
              timeZone={draft.timeZone}
            />
          )}
        </Section>
      )}
      <Holding number={published?.number ?? null} />
    </>
  );
}

/** @param renewing nothing but the validity can change: it has to, before it is sent */
function Form({
  standing,
  renewing,
  gates,
  timeZone,
}: {
  readonly standing: ShownPerimeters["published"];
  readonly renewing: boolean;
  readonly gates: number;
  readonly timeZone: string;
}) {
  const words = useAccessWords();
  const { publish: said } = words;
  const nowMs = useNowMs();
  const number = standing?.number ?? 0;
  const next = number + 1;
  const publishing = useOrder("access.publish-rules", [
    "access.show-perimeters",
    "access.gates-now",
    "access.zones-now",
  ]);
  const kept = renewing ? standing?.valid : undefined;
  const [from, setFrom] = useState<Instant>(() => kept?.from ?? instantOf(Math.floor(nowMs / 60_000) * 60_000));
  const [until, setUntil] = useState<Instant>(
    () => kept?.until ?? instantOf(Math.floor(nowMs / HOUR_MS) * HOUR_MS + TEN_DAYS_MS),
  );
  const ordered = from < until;
  const same = kept !== undefined && from === kept.from && until === kept.until;
  const publish = async () => {
    const { ok } = await publishing.send({ valid: { from, until }, basedOn: number });
    if (ok) tell({ message: said.done(next) });
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void publish();
      }}
    >
      <p className={classes.intro}>{said.consequence(gates)}</p>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <Moment label={said.from} at={from} timeZone={timeZone} onMoment={setFrom} />
        <Moment
          label={said.until}
          at={until}
          timeZone={timeZone}
          error={ordered ? undefined : words.calendar.backwards}
          onMoment={setUntil}
        />
      </SimpleGrid>
      <ProblemLine problem={publishing.problem} />
      <Group justify="flex-end">
        <Button type="submit" loading={publishing.busy} disabled={!ordered || same}>
          {said.send(next)}
        </Button>
      </Group>
    </form>
  );
}

function ChangeRow({ change, perimeters }: { readonly change: Change; readonly perimeters: ShownPerimeters }) {
  const words = useAccessWords();
  const { publish: said } = words;
  const sentence = useSentence(perimeters.draft);
  const { what, code, how, fields } = change;
  const rule = what === "rule" ? perimeters.draft.rules.find(({ id }) => id === code) : undefined;
  return (
    <li className={classes.change}>
      <div className={classes.rowHead}>
        <StatusPill tone={how === "removed" ? "attention" : "notice"}>{said.how[how]}</StatusPill>
        <strong>{said.what[what](code)}</strong>
        {fields.length > 0 && (
          <span className={classes.dim}>{fields.map((field) => said.field(field)).join(", ")}</span>
        )}
      </div>
      {rule !== undefined && <p>{sentence(rule)}</p>}
    </li>
  );
}

/** Which gates hold the set in force, and which do not yet: what was published is not yet what is judged by. */
function Holding({ number }: { readonly number: number | null }) {
  const words = useAccessWords().publish;
  const answer = useAnswer("access.gates-now", {}, { everyMs: LIVE_EVERY_MS });
  return (
    <Section title={words.holding}>
      <Answered of={answer}>
        {({ gates }) => {
          const devices = gates.flatMap((gate) => gate.devices.map((device) => ({ gate, device })));
          if (devices.length === 0) return <p className={classes.intro}>{words.noDevices}</p>;
          const behind = devices.filter(({ device }) => device.rules !== number);
          return (
            <>
              <p className={classes.intro} role="status">
                {words.held(devices.length - behind.length, devices.length)}
              </p>
              <ul className={classes.rows}>
                {behind.map(({ gate, device }) => (
                  <li key={device.device} className={classes.rowHead}>
                    <span className={classes.code}>{gate.code}</span>
                    <span>{device.label}</span>
                    <StatusPill tone="attention">
                      {device.rules === null || device.rules === 0 ? words.holdsNone : words.holds(device.rules)}
                    </StatusPill>
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Answered>
    </Section>
  );
}

import { Button, Group, MultiSelect, Table, TextInput } from "@mantine/core";
import type { Instant, PersonId, Role } from "@cordon/kernel";
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
  useVocabulary,
} from "@cordon/ui";
import { useState } from "react";
import classes from "../console.module.css";
import { useAnswer, useOrder } from "../server/doors.ts";
import { mayAny, useHouse } from "../server/house.tsx";
import { useConsoleWords } from "../words.ts";
import { OneTimeLink } from "./OneTimeLink.tsx";
import { Revoke } from "./Revoke.tsx";

/** What a person can be trusted with, in the order of the list; devices and the machine have roles of their own. */
const PERSON_ROLES = [
  "operator",
  "supervisor",
  "commander",
  "liaison",
  "pass-officer",
  "steward",
  "officer",
  "data-protection",
  "auditor",
  "admin",
] as const satisfies readonly Role[];
type PersonRole = (typeof PERSON_ROLES)[number];

/** Who may sign in and what for; an administrator invites and revokes. */
export function PeoplePage({ onClose }: { readonly onClose: () => void }) {
  const words = useConsoleWords().people;
  const vocabulary = useVocabulary();
  const top = useConsoleWords().top;
  const { me } = useHouse();
  const answer = useAnswer("identity.list-people", {});
  const admin = mayAny(me, ["admin"]);
  return (
    <Panel label={words.title} title={words.title} onClose={onClose}>
      {admin && <Invite />}
      <Section title={words.title}>
        <Answered of={answer}>
          {({ people }) =>
            people.length === 0 ? (
              <Empty title={words.empty} />
            ) : (
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{words.name}</Table.Th>
                    <Table.Th>{words.roles}</Table.Th>
                    <Table.Th>{words.standing}</Table.Th>
                    <Table.Th>{words.lastSignIn}</Table.Th>
                    {admin && <Table.Th aria-label={words.revoke} />}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {people.map((person) => (
                    <Table.Tr key={person.id}>
                      <Table.Td>
                        <strong>{person.rehearsal ? top.rehearsalOperator : (person.name ?? words.erased)}</strong>
                      </Table.Td>
                      <Table.Td>{person.roles.map((role) => vocabulary.role[role]).join(", ")}</Table.Td>
                      <Table.Td>
                        <StatusPill tone={person.state === "invited" ? "notice" : "calm"}>
                          {words.state[person.state]}
                        </StatusPill>
                      </Table.Td>
                      <Table.Td>
                        {person.lastSignInAt === null ? (
                          <span className={classes.dim}>{words.never}</span>
                        ) : (
                          <Age at={person.lastSignInAt} />
                        )}
                      </Table.Td>
                      {admin && (
                        <Table.Td>{person.state !== "revoked" && <RevokePerson person={person.id} />}</Table.Td>
                      )}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            )
          }
        </Answered>
      </Section>
    </Panel>
  );
}

function Invite() {
  const words = useConsoleWords().people;
  const vocabulary = useVocabulary();
  const format = useFormat();
  const nowMs = useNowMs();
  const inviting = useOrder("identity.invite-person", ["identity.list-people"]);
  const [name, setName] = useState("");
  const [roles, setRoles] = useState<PersonRole[]>(["operator"]);
  const [made, setMade] = useState<{ readonly link: string; readonly until: Instant } | null>(null);
  if (made !== null) {
    return (
      <Section title={words.invite}>
        <OneTimeLink
          link={made.link}
          qr={words.qr}
          said={words.invited(format.time(made.until, nowMs))}
          onAnother={() => setMade(null)}
        />
      </Section>
    );
  }
  return (
    <Section title={words.invite}>
      <form
        className={classes.inlineForm}
        onSubmit={async (event) => {
          event.preventDefault();
          const answer = await inviting.send({ name, roles, contingent: null });
          if (!answer.ok) return;
          setMade(answer.output);
          setName("");
        }}
      >
        <p className={classes.dim}>{words.intro}</p>
        <Group gap="xs" align="flex-end">
          <TextInput
            label={words.name}
            required
            maxLength={120}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <MultiSelect
            label={words.roles}
            required
            flex={1}
            miw={220}
            value={roles}
            onChange={(chosen) => setRoles(PERSON_ROLES.filter((role) => chosen.some((each) => each === role)))}
            data={PERSON_ROLES.map((role) => ({ value: role, label: vocabulary.role[role] }))}
          />
          <Button type="submit" size="sm" loading={inviting.busy} disabled={name.trim() === "" || roles.length === 0}>
            {words.invite}
          </Button>
        </Group>
        <ProblemLine problem={inviting.problem} />
      </form>
    </Section>
  );
}

function RevokePerson({ person }: { readonly person: PersonId }) {
  const words = useConsoleWords().people;
  const { send, ...revoking } = useOrder("identity.revoke-person", ["identity.list-people"]);
  return <Revoke words={words} order={{ ...revoking, send: (because) => send({ person, because }) }} />;
}

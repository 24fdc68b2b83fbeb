import { Button, Group, TextInput } from "@mantine/core";
import type { ContingentId } from "@cordon/kernel";
import { Answered, ProblemLine } from "@cordon/ui";
import { useState } from "react";
import { useAnswer, useOrder } from "../../../ui/doors.ts";
import { FormEnd } from "./FormEnd.tsx";
import classes from "./forces.module.css";
import { useForcesWords } from "./words.ts";

const RENEWS = ["command.show-liaison", "command.list-forces"] as const;

/** Who speaks for a contingent. Asked for only when somebody wants to know: a name leaves the vault for a reason. */
export function Liaison({
  contingent,
  known,
  mayArrange,
}: {
  readonly contingent: ContingentId;
  readonly known: boolean;
  readonly mayArrange: boolean;
}) {
  const words = useForcesWords();
  const [asked, setAsked] = useState(false);
  const [editing, setEditing] = useState(false);
  const answer = useAnswer("command.show-liaison", asked && known ? { contingent } : null);
  const naming = useOrder("command.name-liaison", RENEWS);
  return (
    <>
      <h4 className={classes.head}>{words.liaison}</h4>
      {!known && <p className={classes.none}>{words.noLiaison}</p>}
      {known && asked && (
        <Answered of={answer}>
          {({ officer }) => (
            <p className={classes.none}>
              {officer === null
                ? words.liaisonErased
                : [officer.name, officer.radio, officer.phone].filter((part) => part !== "").join(" · ")}
            </p>
          )}
        </Answered>
      )}
      <ProblemLine problem={naming.problem} />
      {editing ? (
        <LiaisonForm
          busy={naming.busy}
          onCancel={() => setEditing(false)}
          onSave={async (officer) => {
            if ((await naming.send({ contingent, officer })).ok) setEditing(false);
          }}
        />
      ) : (
        <Group gap="xs">
          {known && !asked && (
            <Button variant="default" size="compact-sm" onClick={() => setAsked(true)}>
              {words.showLiaison}
            </Button>
          )}
          {mayArrange && (
            <Button variant="default" size="compact-sm" onClick={() => setEditing(true)}>
              {known ? words.otherLiaison : words.nameLiaison}
            </Button>
          )}
          {mayArrange && known && (
            <Button
              variant="subtle"
              size="compact-sm"
              disabled={naming.busy}
              onClick={() => void naming.send({ contingent, officer: null })}
            >
              {words.forgetLiaison}
            </Button>
          )}
        </Group>
      )}
    </>
  );
}

function LiaisonForm({
  busy,
  onSave,
  onCancel,
}: {
  readonly busy: boolean;
  readonly onSave: (officer: { name: string; radio: string; phone: string }) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const words = useForcesWords();
  const [name, setName] = useState("");
  const [radio, setRadio] = useState("");
  const [phone, setPhone] = useState("");
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void onSave({ name, radio, phone });
      }}
    >
      <p className={classes.none}>{words.liaisonHint}</p>
      <TextInput
        label={words.liaisonName}
        required
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={words.radio}
        maxLength={60}
        value={radio}
        onChange={(event) => setRadio(event.currentTarget.value)}
      />
      <TextInput
        label={words.phone}
        maxLength={40}
        value={phone}
        onChange={(event) => setPhone(event.currentTarget.value)}
      />
      <FormEnd save={words.save} busy={busy} disabled={name.trim() === ""} onCancel={onCancel} />
    </form>
  );
}

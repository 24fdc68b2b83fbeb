import { Button, Group, NumberInput, Select, SimpleGrid, TextInput } from "@mantine/core";
import type { ContingentId, UnitKind } from "@cordon/kernel";
import { Answered, ProblemLine, tell } from "@cordon/ui";
import { useState } from "react";
import { useAnswer, useOrder } from "../../../ui/doors.ts";
import { FormEnd } from "./FormEnd.tsx";
import classes from "./forces.module.css";
import { useRegisterWords } from "./register-words.ts";
import { useKinds } from "./useKindName.ts";
import { RENEWED_BY_UNITS } from "./WithdrawUnit.tsx";
import { useForcesWords } from "./words.ts";

const MOST_PEOPLE = 1000;
/** One unit by hand. What it carries is said on its own page. */
export function RegisterUnit({ onDone }: { readonly onDone: () => void }) {
  const words = useRegisterWords();
  const { cancel } = useForcesWords();
  const { kinds, nameOf } = useKinds();
  const contingents = useAnswer("command.list-contingents", {});
  const [callSign, setCallSign] = useState("");
  const [kind, setKind] = useState<UnitKind | null>(null);
  const [contingent, setContingent] = useState<ContingentId | null>(null);
  const [strength, setStrength] = useState(2);
  const registering = useOrder("command.register-unit", RENEWED_BY_UNITS);
  const said = callSign.trim();
  const whole = said !== "" && kind !== null && contingent !== null;
  const save = async () => {
    if (kind === null || contingent === null) return;
    if (!(await registering.send({ callSign: said, kind, contingent, strength })).ok) return;
    tell({ message: words.registered(said) });
    onDone();
  };
  return (
    <Answered of={contingents}>
      {({ contingents: known }) =>
        known.length === 0 ? (
          <div className={classes.form}>
            <p className={classes.none}>{words.firstContingent}</p>
            <Group>
              <Button variant="subtle" onClick={onDone}>
                {cancel}
              </Button>
            </Group>
          </div>
        ) : (
          <form
            className={classes.form}
            aria-label={words.newUnit}
            onSubmit={(event) => {
              event.preventDefault();
              void save();
            }}
          >
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
              <TextInput
                label={words.callSign}
                description={words.callSignHint}
                required
                data-autofocus
                autoFocus
                maxLength={40}
                value={callSign}
                onChange={(event) => setCallSign(event.currentTarget.value)}
              />
              <NumberInput
                label={words.strength}
                mt="auto"
                min={0}
                max={MOST_PEOPLE}
                allowDecimal={false}
                value={strength}
                onChange={(value) => setStrength(Math.min(MOST_PEOPLE, Math.max(0, Number(value))))}
              />
              <Select
                label={words.kind}
                required
                searchable
                data={kinds
                  .filter(({ state }) => state === "standing")
                  .map(({ code }) => ({ value: code, label: nameOf(code) }))}
                value={kind}
                onChange={(value) => setKind(kinds.find(({ code }) => code === value)?.code ?? null)}
              />
              <Select
                label={words.contingent}
                required
                searchable
                data={known.map(({ id, name, nation }) => ({ value: id, label: `${nation} · ${name}` }))}
                value={contingent}
                onChange={(value) => setContingent(known.find(({ id }) => id === value)?.id ?? null)}
              />
            </SimpleGrid>
            <ProblemLine problem={registering.problem} />
            <FormEnd save={words.save} busy={registering.busy} disabled={!whole} onCancel={onDone} />
          </form>
        )
      }
    </Answered>
  );
}

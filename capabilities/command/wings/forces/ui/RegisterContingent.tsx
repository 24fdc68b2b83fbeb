import { SimpleGrid, TagsInput, TextInput } from "@mantine/core";
import { Contingent } from "@cordon/kernel";
import { ProblemLine, tell } from "@cordon/ui";
import { useState } from "react";
import type { z } from "zod";
import { useOrder } from "../../../ui/doors.ts";
import { FormEnd } from "./FormEnd.tsx";
import classes from "./forces.module.css";
import { useRegisterWords } from "./register-words.ts";

const Said = Contingent.omit({ id: true });
const BLANK = { reference: "", name: "", nation: "", languages: [] } satisfies z.input<typeof Said>;

/** One contingent by hand: who sends it, of what nation, and what it speaks. Its powers are written down afterwards. */
export function RegisterContingent({ onDone }: { readonly onDone: () => void }) {
  const words = useRegisterWords();
  const [said, setSaid] = useState<z.input<typeof Said>>(BLANK);
  const registering = useOrder("command.register-contingent", ["command.list-forces", "command.list-contingents"]);
  const { success, data } = Said.safeParse({ ...said, reference: said.reference.trim(), name: said.name.trim() });
  const change = (to: Partial<typeof said>) => setSaid({ ...said, ...to });
  const save = async () => {
    if (!success) return;
    if (!(await registering.send({ ...data, languages: [...data.languages] })).ok) return;
    tell({ message: words.registered(data.name) });
    onDone();
  };
  return (
    <form
      className={classes.form}
      aria-label={words.newContingent}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
        <TextInput
          label={words.reference}
          description={words.referenceHint}
          required
          data-autofocus
          autoFocus
          maxLength={80}
          value={said.reference}
          onChange={(event) => change({ reference: event.currentTarget.value })}
        />
        <TextInput
          label={words.nation}
          description={words.nationHint}
          required
          maxLength={2}
          value={said.nation}
          onChange={(event) => change({ nation: event.currentTarget.value.toUpperCase() })}
        />
      </SimpleGrid>
      <TextInput
        label={words.name}
        required
        maxLength={120}
        value={said.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TagsInput
        label={words.languages}
        description={words.languagesHint}
        maxTags={12}
        splitChars={[",", " ", ";"]}
        acceptValueOnBlur
        value={[...said.languages]}
        onChange={(value) => change({ languages: languagesIn(value) })}
      />
      <ProblemLine problem={registering.problem} />
      <FormEnd save={words.save} busy={registering.busy} disabled={!success} onCancel={onDone} />
    </form>
  );
}

/** Codes of ISO 639-1, also where several were pasted as one; what is none is left out. */
const languagesIn = (typed: readonly string[]) => {
  const codes = typed.flatMap((each) => each.toLowerCase().split(/[\s,;]+/));
  return [...new Set(codes.filter((code) => /^[a-z]{2}$/.test(code)))];
};

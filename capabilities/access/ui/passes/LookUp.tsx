import { Button, Group, NumberInput, TextInput } from "@mantine/core";
import { PassNumber } from "@cordon/kernel";
import { Facts, ProblemLine, Section, useFormat, useNowMs, useShellWords } from "@cordon/ui";
import { useState } from "react";
import classes from "../access.module.css";
import { useOrder } from "../doors.ts";
import type { PassView } from "../../words.ts";
import { useAccessWords } from "../words.ts";
import { PassState } from "./PassState.tsx";

/** Looks one pass up by its number. Whoever looks says why, and that stands in the journal. */
export function LookUp() {
  const words = useAccessWords().passes;
  const shell = useShellWords();
  const looking = useOrder("access.look-up-pass");
  const [number, setNumber] = useState<number | "">("");
  const [because, setBecause] = useState("");
  const [found, setFound] = useState<{ readonly number: PassNumber; readonly pass: PassView | null } | null>(null);
  const asked = PassNumber.safeParse(number);
  const send = async () => {
    if (!asked.success) return;
    setFound(null);
    const answer = await looking.send({ pass: asked.data, because });
    if (!answer.ok) return;
    setFound({ number: asked.data, pass: answer.output.pass });
  };
  return (
    <Section title={words.lookUp}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Group gap="sm" align="flex-end">
          <NumberInput
            label={words.numberShort}
            w={140}
            min={1}
            allowDecimal={false}
            hideControls
            value={number}
            onChange={(value) => setNumber(typeof value === "number" ? value : "")}
          />
          <TextInput
            label={words.why}
            title={shell.noPersonalData}
            className={classes.grow}
            maxLength={200}
            value={because}
            onChange={(event) => setBecause(event.currentTarget.value)}
          />
          <Button
            type="submit"
            size="sm"
            variant="default"
            loading={looking.busy}
            disabled={!asked.success || because.trim() === ""}
          >
            {words.look}
          </Button>
        </Group>
        <span className={classes.dim}>{words.audited}</span>
        <ProblemLine problem={looking.problem} />
        {found !== null && <Found {...found} />}
      </form>
    </Section>
  );
}

function Found({ number, pass }: { readonly number: PassNumber; readonly pass: PassView | null }) {
  const words = useAccessWords();
  const { passes: said } = words;
  const format = useFormat();
  const nowMs = useNowMs();
  if (pass === null) return <p role="status">{said.unknownNumber(format.number(number))}</p>;
  return (
    <div role="status">
      <Facts
        of={[
          [said.numberShort, format.number(pass.number)],
          [said.state, <PassState key="state" pass={pass} />],
          [said.category, `${words.category(pass.category)}, ${said.holders[pass.holder]}`],
          [said.zones, pass.zones.join(" ")],
          [said.validity, `${format.time(pass.notBefore, nowMs)} – ${format.time(pass.notAfter, nowMs)}`],
          [said.issuedAt, format.time(pass.issuedAt, nowMs)],
          [said.key, pass.kid],
        ]}
      />
    </div>
  );
}

import { Button, FileButton, Group, SimpleGrid, Textarea, TextInput } from "@mantine/core";
import { ProblemLine, Section, useFormat, useShellWords } from "@cordon/ui";
import { useState } from "react";
import classes from "../access.module.css";
import { OneOf } from "../fields/Choices.tsx";
import { RevocationReason } from "../../words.ts";
import { useAccessWords } from "../words.ts";
import { readNumbers } from "./numbers.ts";
import { useRevocation } from "./useRevocation.ts";

/** Takes passes back by their numbers, one or ten thousand, with a reason; or gives them back. */
export function RevokePasses() {
  const words = useAccessWords().passes;
  const shell = useShellWords();
  const format = useFormat();
  const { revoke, reinstate, busy, problem } = useRevocation();
  const [text, setText] = useState("");
  const [reason, setReason] = useState<RevocationReason>("lost");
  const [note, setNote] = useState("");
  const read = readNumbers(text);
  const numbers = read.ok ? read.numbers : [];
  const run = async (what: () => Promise<boolean>) => {
    if (await what()) setText("");
  };
  return (
    <Section title={words.tabs.revoke}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (numbers.length > 0) void run(() => revoke(numbers, reason, note));
        }}
      >
        <Textarea
          label={words.numbers}
          description={words.numbersHint}
          autosize
          minRows={3}
          maxRows={10}
          spellCheck={false}
          className={classes.mono}
          value={text}
          error={read.ok ? undefined : words.numberFault[read.because](read.word)}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group gap="xs">
          <FileButton
            accept=".txt,.csv,text/plain,text/csv"
            onChange={(file) => void file?.text().then((given) => setText(given.trim()))}
          >
            {(given) => (
              <Button variant="default" {...given}>
                {words.numbersFile}
              </Button>
            )}
          </FileButton>
          <span role="status" className={classes.dim}>
            {words.chosen(numbers.length, format.number(numbers.length))}
          </span>
        </Group>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <OneOf
            label={words.reason}
            value={reason}
            of={RevocationReason.options.map((value) => ({ value, label: words.reasons[value] }))}
            onValue={setReason}
          />
          <TextInput
            label={words.note}
            title={shell.noPersonalData}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </SimpleGrid>
        <ProblemLine problem={problem} />
        <Group justify="flex-end" gap="xs">
          <Button
            variant="default"
            disabled={busy || numbers.length === 0}
            onClick={() => void run(() => reinstate(numbers))}
          >
            {words.reinstate}
          </Button>
          <Button type="submit" loading={busy} disabled={numbers.length === 0}>
            {words.revoke}
          </Button>
        </Group>
      </form>
    </Section>
  );
}

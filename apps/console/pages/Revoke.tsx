import { type Answer, type Problem, ProblemLine, useShellWords } from "@cordon/ui";
import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import classes from "../console.module.css";

export interface RevokeProps {
  readonly words: { readonly revoke: string; readonly revokeWhy: string };
  readonly order: {
    readonly send: (because: string) => Promise<Answer<unknown>>;
    readonly busy: boolean;
    readonly problem: Problem | null;
  };
}

/** A button that asks why before it revokes: the reason stands in the journal. */
export function Revoke({ words, order }: RevokeProps) {
  const shell = useShellWords();
  const [asking, setAsking] = useState(false);
  const [because, setBecause] = useState("");
  if (!asking) {
    return (
      <Button variant="subtle" onClick={() => setAsking(true)}>
        {words.revoke}…
      </Button>
    );
  }
  return (
    <form
      className={classes.inlineForm}
      onSubmit={(event) => {
        event.preventDefault();
        void order.send(because);
      }}
    >
      <TextInput
        autoFocus
        aria-label={words.revokeWhy}
        placeholder={words.revokeWhy}
        title={shell.noPersonalData}
        required
        maxLength={500}
        value={because}
        onChange={(event) => setBecause(event.currentTarget.value)}
      />
      <Group gap={4}>
        <Button type="submit" loading={order.busy} disabled={because.trim() === ""}>
          {words.revoke}
        </Button>
        <Button variant="subtle" onClick={() => setAsking(false)}>
          {shell.cancel}
        </Button>
      </Group>
      <ProblemLine problem={order.problem} />
    </form>
  );
}

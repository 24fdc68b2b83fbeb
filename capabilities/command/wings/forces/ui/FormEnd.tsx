import { Button, Group } from "@mantine/core";
import { useForcesWords } from "./words.ts";

/** How a form of this room ends: what it does, and leaving it. */
export function FormEnd(props: {
  readonly save: string;
  readonly busy: boolean;
  readonly disabled: boolean;
  readonly onCancel: () => void;
}) {
  const { cancel } = useForcesWords();
  return (
    <Group gap="xs">
      <Button type="submit" loading={props.busy} disabled={props.disabled}>
        {props.save}
      </Button>
      <Button variant="subtle" onClick={props.onCancel}>
        {cancel}
      </Button>
    </Group>
  );
}

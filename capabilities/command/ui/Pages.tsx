import { Button, Group } from "@mantine/core";
import { useState } from "react";
import classes from "./command.module.css";
import { useCommandWords } from "./words.ts";

/** Where in a long list somebody looks: pages that were turned, each by where it goes on from. */
export interface Pages<Cursor> {
  /** Where the page that is shown goes on from; undefined for the first. */
  readonly cursor: Cursor | undefined;
  readonly turned: number;
  readonly turn: (next: Cursor) => void;
  readonly back: () => void;
  readonly reset: () => void;
}

export function usePages<Cursor>(): Pages<Cursor> {
  const [cursors, setCursors] = useState<readonly Cursor[]>([]);
  return {
    cursor: cursors.at(-1),
    turned: cursors.length,
    turn: (next) => setCursors([...cursors, next]),
    back: () => setCursors(cursors.slice(0, -1)),
    reset: () => setCursors([]),
  };
}

/** @param next where the page after this one goes on from; null for the last */
export function PageButtons<Cursor>({
  of,
  next,
  words,
}: {
  readonly of: Pages<Cursor>;
  readonly next: Cursor | null;
  readonly words: { readonly back: string; readonly next: string };
}) {
  return (
    <Group gap="xs">
      <Button variant="default" size="compact-sm" disabled={of.turned === 0} onClick={of.back}>
        {words.back}
      </Button>
      <Button
        variant="default"
        size="compact-sm"
        disabled={next === null}
        onClick={() => {
          if (next !== null) of.turn(next);
        }}
      >
        {words.next}
      </Button>
    </Group>
  );
}

/** Turns the pages of a list that is newest first. Nothing is shown where everything fits on one. */
export function Older({ of, next }: { readonly of: Pages<number>; readonly next: number | null }) {
  const { older, newer } = useCommandWords().older;
  if (of.turned === 0 && next === null) return null;
  return (
    <Group justify="flex-end" className={classes.filter}>
      <PageButtons of={of} next={next} words={{ back: newer, next: older }} />
    </Group>
  );
}

/** What the question for a page of such a list says; nothing for the first. */
export const beforeOf = ({ cursor }: Pages<number>): { readonly before?: number } =>
  cursor === undefined ? {} : { before: cursor };

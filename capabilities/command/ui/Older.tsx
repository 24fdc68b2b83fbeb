import { Button, Group } from "@mantine/core";
import { useState } from "react";
import classes from "./command.module.css";
import { useCommandWords } from "./words.ts";

/** Where in a list that is newest first somebody looks: pages that were turned, each by the number it ends before. */
export interface OlderPages {
  /** What the question for the page says; nothing for the first. */
  readonly asked: { readonly before?: number };
  readonly isFirst: boolean;
  readonly older: (next: number) => void;
  readonly newer: () => void;
  readonly reset: () => void;
}

export function useOlderPages(): OlderPages {
  const [pages, setPages] = useState<readonly number[]>([]);
  const before = pages.at(-1);
  return {
    asked: before === undefined ? {} : { before },
    isFirst: before === undefined,
    older: (next) => setPages([...pages, next]),
    newer: () => setPages(pages.slice(0, -1)),
    reset: () => setPages([]),
  };
}

/** Turns the pages of a list. Nothing is shown where everything fits on one. */
export function Older({ of, next }: { readonly of: OlderPages; readonly next: number | null }) {
  const words = useCommandWords().older;
  if (of.isFirst && next === null) return null;
  return (
    <Group gap="xs" justify="flex-end" className={classes.filter}>
      <Button variant="default" size="compact-sm" disabled={of.isFirst} onClick={of.newer}>
        {words.newer}
      </Button>
      <Button
        variant="default"
        size="compact-sm"
        disabled={next === null}
        onClick={() => {
          if (next !== null) of.older(next);
        }}
      >
        {words.older}
      </Button>
    </Group>
  );
}

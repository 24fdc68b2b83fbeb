import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useEffect, useRef } from "react";
import classes from "./command.module.css";

/** One of at most nine, by its number or by its button; the first has the focus. */
export function NumberedChoice<Value extends string>({
  options,
  busy,
  onChoose,
}: {
  readonly options: readonly (readonly [Value, string])[];
  readonly busy: boolean;
  readonly onChoose: (value: Value) => void;
}) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  useHotkeys(options.map(([value], at): [string, () => void] => [String(at + 1), () => onChoose(value)]));
  return (
    <div className={classes.choices}>
      {options.map(([value, label], at) => (
        <Button
          key={value}
          ref={at === 0 ? first : undefined}
          variant="default"
          justify="flex-start"
          disabled={busy}
          onClick={() => onChoose(value)}
          leftSection={<kbd className={classes.digit}>{at + 1}</kbd>}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}

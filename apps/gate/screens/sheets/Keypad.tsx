import { device } from "@cordon/ui/device";
import { Button } from "@mantine/core";
import { IconBackspace } from "@tabler/icons-react";
import { useSheetWords } from "../../words/sheets.ts";
import classes from "./sheets.module.css";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;
const MOST_DIGITS = 12;

/** Digits for a gloved thumb; the keyboard of a tablet works as well. */
export function Keypad({ typed, type }: { readonly typed: string; readonly type: (typed: string) => void }) {
  const words = useSheetWords().lookUp;
  const add = (digit: string) => type(`${typed}${digit}`.slice(0, MOST_DIGITS));
  return (
    <div className={classes.pad}>
      <input
        className={classes.typed}
        aria-label={words.title}
        inputMode="none"
        autoComplete="off"
        value={typed}
        onChange={(event) => type(event.currentTarget.value.replace(/\D/g, "").slice(0, MOST_DIGITS))}
      />
      {DIGITS.map((digit) => (
        <Key key={digit} digit={digit} add={add} />
      ))}
      <span />
      <Key digit="0" add={add} />
      <Button
        className={`${device.button} ${classes.key}`}
        variant="default"
        aria-label={words.erase}
        onClick={() => type(typed.slice(0, -1))}
      >
        <IconBackspace size={30} aria-hidden />
      </Button>
    </div>
  );
}

function Key({ digit, add }: { readonly digit: string; readonly add: (digit: string) => void }) {
  return (
    <Button className={`${device.button} ${classes.key}`} variant="default" onClick={() => add(digit)}>
      {digit}
    </Button>
  );
}

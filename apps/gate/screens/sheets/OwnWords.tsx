import { device } from "@cordon/ui/device";
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { useSheetWords } from "../../words/sheets.ts";
import gate from "../gate.module.css";
import { Sheet } from "./Sheet.tsx";
import classes from "./sheets.module.css";

const MOST_CHARACTERS = 200;

/** A reason in the steward's own words, in one line. */
export function OwnWords(props: {
  readonly label: string;
  readonly send: string;
  readonly say: (words: string) => void;
  readonly back: () => void;
}) {
  const words = useSheetWords();
  const [own, setOwn] = useState("");
  const said = own.trim().replace(/\s+/g, " ");
  return (
    <Sheet title={props.label}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          props.say(said);
        }}
      >
        <Textarea
          aria-label={props.label}
          description={words.noPersonalData}
          classNames={{ input: device.input, description: gate.small }}
          minRows={2}
          maxLength={MOST_CHARACTERS}
          value={own}
          onChange={(event) => setOwn(event.currentTarget.value)}
        />
        <Button type="submit" className={`${device.button} ${device.primary}`} disabled={said === ""}>
          {props.send}
        </Button>
      </form>
      <Button className={device.button} variant="default" onClick={props.back}>
        {words.back}
      </Button>
    </Sheet>
  );
}

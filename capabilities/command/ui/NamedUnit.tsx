import { Combobox, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { UnitId } from "@cordon/kernel";
import { useState } from "react";
import { useFirstOption } from "../wings/calls/ui/useFirstOption.ts";
import classes from "./command.module.css";
import { useAnswer } from "./doors.ts";
import { useCommandWords } from "./words.ts";

const PAUSE_MS = 120;

/** Any unit on duty, by a part of its call sign, of a radio of its, or of its contingent's name. */
export function NamedUnit({ onUnit }: { readonly onUnit: (unit: UnitId) => void }) {
  const words = useCommandWords().task;
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text.trim(), PAUSE_MS);
  const asks = asked.length >= 2 && asked === text.trim();
  const answer = useAnswer("command.find-units", asks ? { text: asked, limit: 8 } : null);
  const found = asks && answer.state === "shown" ? answer.data.units : [];
  useFirstOption(combobox, found.map(({ id }) => id).join(" "));
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) => {
        const unit = found.find((each) => each.id === id);
        if (unit !== undefined) onUnit(unit.id);
        setText("");
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          size="xs"
          label={words.named}
          placeholder={words.namedHint}
          maxLength={80}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            // Enter takes what was found; it never gives the task.
            if (event.key === "Enter") event.preventDefault();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!asks || answer.state !== "shown"}>
        <Combobox.Options aria-label={words.named}>
          {found.map(({ id, callSign, contingentName, kit }) => (
            <Combobox.Option key={id} value={id}>
              <strong>{callSign}</strong>{" "}
              <span className={classes.dim}>
                {[contingentName, ...kit.radios.map((radio) => radio.callSign)].join(" · ")}
              </span>
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{words.namedNone}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

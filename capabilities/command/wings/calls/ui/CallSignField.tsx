import { Combobox, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useAnswer } from "../../../ui/doors.ts";
import type { CallDraft } from "./draft.ts";
import { useNames } from "./LocationField.tsx";
import { useFirstOption } from "./useFirstOption.ts";
import { whereOfLocation } from "./where.ts";
import { useCallWords } from "./words.ts";

const PAUSE_MS = 120;

/** Who speaks on the radio, completed from the units. Where they are is where it happens, until somebody says otherwise. */
export function CallSignField(props: {
  readonly draft: CallDraft;
  readonly onChange: (to: Pick<CallDraft, "callSign"> & Partial<Pick<CallDraft, "where" | "whereText">>) => void;
}) {
  const { draft, onChange } = props;
  const words = useCallWords();
  const names = useNames();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [chosen, setChosen] = useState<string | null>(null);
  const [asked] = useDebouncedValue(draft.callSign.trim(), PAUSE_MS);
  const answer = useAnswer(
    "command.find-location",
    asked.length < 2 || asked === chosen ? null : { text: asked, among: ["unit"], limit: 8 },
  );
  const typed = draft.callSign.trim();
  const units =
    answer.state === "shown" && answer.data.text === typed && typed !== chosen
      ? answer.data.locations.flatMap((each) => (each.what === "unit" ? [each] : []))
      : [];
  // Who is called so on the air, by a radio of its own: looked for where no unit is called so.
  const nobody = answer.state === "shown" && answer.data.text === typed && answer.data.locations.length === 0;
  const onAir = useAnswer("command.find-radio", nobody && asked === typed ? { callSign: typed } : null);
  const heard = nobody && onAir.state === "shown" ? onAir.data.found : null;
  const options = [
    ...units.map(({ unit, callSign }) => ({ unit, callSign, radio: null })),
    ...(heard === null ? [] : [{ unit: heard.unit.id, callSign: heard.unit.callSign, radio: heard.radio }]),
  ];
  useFirstOption(combobox, options.map(({ unit }) => unit).join(" "));
  return (
    <Combobox
      store={combobox}
      position="top-start"
      onOptionSubmit={(callSign) => {
        const unit = units.find((each) => each.callSign === callSign);
        const where = unit === undefined || draft.whereText !== "" ? null : whereOfLocation(unit, names);
        setChosen(callSign);
        onChange({ callSign, ...(where === null ? {} : { where, whereText: where.label }) });
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <TextInput
          label={words.callSign}
          autoFocus
          maxLength={40}
          autoComplete="off"
          value={draft.callSign}
          onChange={(event) => {
            setChosen(null);
            onChange({ callSign: event.currentTarget.value });
            combobox.openDropdown();
          }}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={options.length === 0}>
        <Combobox.Options aria-label={words.callSign}>
          {options.map(({ unit, callSign, radio }) => (
            <Combobox.Option key={unit} value={callSign}>
              {radio === null ? callSign : `${callSign} · ${radio.callSign}`}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

import type { useCombobox } from "@mantine/core";
import { useEffect } from "react";

/** Whoever types on and presses Enter takes the likeliest: the first option is chosen whenever the list changes. */
export function useFirstOption(combobox: ReturnType<typeof useCombobox>, list: string): void {
  const { selectFirstOption, updateSelectedOptionIndex } = combobox;
  useEffect(() => {
    if (list === "") updateSelectedOptionIndex();
    else selectFirstOption();
  }, [list, selectFirstOption, updateSelectedOptionIndex]);
}

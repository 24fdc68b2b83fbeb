import { NativeSelect, type NativeSelectProps } from "@mantine/core";
import { Priority } from "@cordon/kernel";
import { useVocabulary } from "@cordon/ui";

export interface PriorityFieldProps extends Omit<NativeSelectProps, "value" | "onChange" | "data"> {
  readonly priority: Priority;
  readonly onPriority: (priority: Priority) => void;
}

/** How urgent something is, from 1 (act at once) to 4. */
export function PriorityField({ priority, onPriority, ...rest }: PriorityFieldProps) {
  const vocabulary = useVocabulary();
  return (
    <NativeSelect
      {...rest}
      value={String(priority)}
      onChange={(event) => {
        const chosen = Priority.safeParse(Number(event.currentTarget.value));
        if (chosen.success) onPriority(chosen.data);
      }}
      data={(["1", "2", "3", "4"] as const).map((value) => ({
        value,
        label: `${value} – ${vocabulary.priority[value]}`,
      }))}
    />
  );
}

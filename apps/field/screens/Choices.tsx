import choices from "./choices.module.css";
import classes from "./field.module.css";

/** One of a few, each under a thumb. */
export function Choices<Value extends string | number>({
  label,
  of,
  value,
  onChange,
}: {
  readonly label: string;
  readonly of: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}) {
  return (
    <fieldset className={choices.choices}>
      <legend className={classes.label}>{label}</legend>
      {of.map((choice) => (
        <button
          key={choice.value}
          type="button"
          className={choices.choice}
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </fieldset>
  );
}

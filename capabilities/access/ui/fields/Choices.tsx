import { MultiSelect, NativeSelect } from "@mantine/core";
import { useLanguage } from "@cordon/ui";
import { type Category, Means } from "../../words.ts";
import { useAccessWords } from "../words.ts";

/** Ways of coming; none chosen means what `placeholder` says. */
export function MeansChoice(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly means: readonly Means[];
  readonly onMeans: (means: readonly Means[]) => void;
}) {
  const words = useAccessWords();
  return (
    <MultiSelect
      label={props.label}
      placeholder={props.means.length === 0 ? props.placeholder : ""}
      size="sm"
      value={[...props.means]}
      data={Means.options.map((value) => ({ value, label: words.means[value] }))}
      onChange={(chosen) => props.onMeans(Means.options.filter((each) => chosen.includes(each)))}
    />
  );
}

/** Several codes out of a list; none chosen means what `placeholder` says. */
export function CodesChoice<Code extends string>(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly codes: readonly Code[];
  readonly from: readonly { readonly value: Code; readonly label: string }[];
  readonly onCodes: (codes: readonly Code[]) => void;
}) {
  const { from } = props;
  return (
    <MultiSelect
      label={props.label}
      placeholder={props.codes.length === 0 ? props.placeholder : ""}
      size="sm"
      searchable
      value={[...props.codes]}
      data={from.map(({ value, label }) => ({ value, label }))}
      onChange={(chosen) => props.onCodes(from.flatMap(({ value }) => (chosen.includes(value) ? [value] : [])))}
    />
  );
}

/** One out of a few: the browser's own list, which a thumb and a keyboard know. */
export function OneOf<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly of: readonly { readonly value: Value; readonly label: string }[];
  readonly onValue: (value: Value) => void;
}) {
  return (
    <NativeSelect
      label={props.label}
      size="sm"
      value={props.value}
      data={props.of.map(({ value, label }) => ({ value, label }))}
      onChange={(event) => {
        const chosen = props.of.find(({ value }) => value === event.currentTarget.value);
        if (chosen !== undefined) props.onValue(chosen.value);
      }}
    />
  );
}

/** A category by its name, in the person's language; its code where nobody named it. */
export function useCategoryName(categories: readonly Category[]): (code: string) => string {
  const language = useLanguage();
  const words = useAccessWords();
  return (code) => categories.find((each) => each.code === code)?.name[language] ?? words.category(code);
}

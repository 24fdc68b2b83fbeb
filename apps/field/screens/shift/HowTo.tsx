import classes from "../field.module.css";

/** What to do in the browser's own settings, step by step: a page cannot open them. */
export function HowTo({ steps }: { readonly steps: readonly string[] }) {
  return (
    <ol className={classes.steps}>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}

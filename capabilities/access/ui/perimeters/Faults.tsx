import { StatusPill, useLanguage } from "@cordon/ui";
import classes from "../access.module.css";
import type { PerimeterFault } from "../../rules/perimeter-fault.ts";
import { useAccessWords } from "../words.ts";

/** What is wrong or odd about the draft, the worst first. Errors keep it from being published; warnings are for the eye. */
export function Faults({ faults }: { readonly faults: readonly PerimeterFault[] }) {
  const words = useAccessWords().perimeter;
  const language = useLanguage();
  if (faults.length === 0) return null;
  return (
    <ul className={classes.faults} aria-label={words.faults}>
      {faults.map((fault) => (
        <li
          key={`${fault.kind} ${fault.subject.kind} ${fault.subject.code} ${fault.because.en}`}
          className={classes.fault}
          data-severity={fault.severity}
        >
          <StatusPill tone={fault.severity === "error" ? "attention" : "notice"}>
            {words.severity[fault.severity]}
          </StatusPill>
          <span>{fault.because[language]}</span>
        </li>
      ))}
    </ul>
  );
}

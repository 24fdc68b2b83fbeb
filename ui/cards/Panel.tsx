import { ActionIcon, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useShellWords } from "../words/shell.ts";
import classes from "./Panel.module.css";

export interface PanelProps {
  readonly title: ReactNode;
  /** Beside the title: counts, a state. */
  readonly aside?: ReactNode;
  /** Puts the panel away; without it the panel stays. */
  readonly onClose?: (() => void) | undefined;
  /** Stays in sight below what scrolls: the actions. */
  readonly footer?: ReactNode;
  readonly label: string;
  readonly children: ReactNode;
}

/** A panel that lies on the map: a head, what scrolls, and what stays in reach. */
export function Panel({ title, aside, onClose, footer, label, children }: PanelProps) {
  const words = useShellWords();
  return (
    <section className={classes.panel} aria-label={label}>
      <header className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {aside}
        {onClose !== undefined && (
          <Tooltip label={`${words.close} (Esc)`}>
            <ActionIcon onClick={onClose} aria-label={words.close}>
              <IconX size={16} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        )}
      </header>
      {/* Reached by Tab, so that what scrolls can be scrolled without a mouse. */}
      <div className={classes.body} tabIndex={0} role="group" aria-label={label}>
        {children}
      </div>
      {footer !== undefined && <footer className={classes.foot}>{footer}</footer>}
    </section>
  );
}

/** A titled part of a panel. */
export function Section({
  title,
  aside,
  children,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h3 className={classes.sectionTitle}>{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** Facts, each with its name. */
export function Facts({ of }: { readonly of: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={classes.facts}>
      {of.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

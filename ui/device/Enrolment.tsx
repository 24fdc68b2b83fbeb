import type { Role } from "@cordon/kernel";
import { Button, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ProblemLine } from "../cards/PanelState.tsx";
import type { Problem } from "../live/problem.ts";
import { useVocabulary } from "../words/vocabulary.ts";
import { codeOf } from "./code.ts";
import classes from "./device.module.css";
import { useDeviceWords } from "./words.ts";

/** One thing to know, alone on the page. */
export function Said(props: { readonly title: ReactNode; readonly what: string; readonly children?: ReactNode }) {
  return (
    <Alone>
      <h2>{props.title}</h2>
      <p>{props.what}</p>
      {props.children}
    </Alone>
  );
}

/** What stands alone on the page, in its middle. */
export function Alone({ children }: { readonly children: ReactNode }) {
  return <main className={`${classes.centre} ${classes.alone}`}>{children}</main>;
}

/** What kept a code from being taken. That it is used or over is said in the person's language. */
export function CodeProblem({ problem }: { readonly problem: Problem | null }) {
  const words = useDeviceWords().code;
  const isOver =
    problem?.reason === "not-permitted" || problem?.reason === "not-signed-in" || problem?.reason === "invalid";
  return (
    <ProblemLine problem={isOver ? { ...problem, reason: "not-permitted", detail: words.over, issues: [] } : problem} />
  );
}

/**
 * Takes an enrolment link that is pasted.
 *
 * @param example what such a link looks like
 * @param look asks the server what the code in it stands for
 */
export function LinkForm(props: { readonly example: string; readonly look: (code: string) => Promise<void> }) {
  const words = useDeviceWords().code;
  const [link, setLink] = useState("");
  const [wrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  async function go() {
    const code = codeOf(link);
    setWrong(code === null);
    if (code === null) return;
    setBusy(true);
    await props.look(code);
    setBusy(false);
  }
  return (
    <form
      className={classes.sheet}
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <TextInput
        label={words.or}
        placeholder={props.example}
        aria-label={words.field}
        classNames={{ input: classes.input }}
        value={link}
        onChange={(event) => setLink(event.currentTarget.value)}
        error={wrong ? words.notALink : undefined}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
      />
      <Button type="submit" className={classes.button} variant="default" loading={busy} disabled={link.trim() === ""}>
        {words.go}
      </Button>
    </form>
  );
}

export interface OfferedProps {
  /** What the code stands for, and what came of taking it. */
  readonly at: { readonly offer: { readonly label: string }; readonly problem: Problem | null; readonly busy: boolean };
  /** The label of the device it is now; empty when it is none. */
  readonly own: string;
  readonly words: {
    /** "Make this phone", before the label of what it would be. */
    readonly title: string;
    readonly what: string;
    /** What becomes of the device it is now. */
    readonly replaces: (label: string) => string;
  };
  readonly accept: () => void;
  readonly decline: () => void;
}

/** Asks once before a code is used up. */
export function Offered({ at, own, words, accept, decline }: OfferedProps) {
  const { yes, busy, no } = useDeviceWords().offered;
  const title = (
    <>
      {words.title} <br />
      {at.offer.label}
    </>
  );
  return (
    <>
      <Said title={title} what={words.what}>
        {own !== "" && <p>{words.replaces(own)}</p>}
        <CodeProblem problem={at.problem} />
      </Said>
      <div className={classes.actions}>
        <Button className={`${classes.button} ${classes.primary}`} disabled={at.busy} onClick={accept}>
          {at.busy ? busy : yes}
        </Button>
        <Button className={classes.button} variant="default" disabled={at.busy} onClick={decline}>
          {no}
        </Button>
      </div>
    </>
  );
}

export interface TakenProps {
  readonly by: {
    readonly id: string;
    readonly name: string | null;
    readonly roles: readonly Role[];
    readonly rehearsal: boolean;
  };
  /** Of this device. */
  readonly label: string;
  readonly takeOver: () => void;
}

/** Somebody else is signed in with this browser: a device asks before it signs them out. */
export function Taken({ by, label, takeOver }: TakenProps) {
  const words = useDeviceWords().taken;
  const vocabulary = useVocabulary();
  const [role] = by.roles;
  const name = by.rehearsal ? words.rehearsal : (by.name ?? (role === undefined ? by.id : vocabulary.role[role]));
  return (
    <>
      <Said title={words.title(name)} what={words.what(label)} />
      <OneAction press={words.yes(label)} run={takeOver} />
    </>
  );
}

/** The one thing to do about what is said. */
export function OneAction({ press, run }: { readonly press: string; readonly run: () => void }) {
  return (
    <div className={classes.actions}>
      <Button className={`${classes.button} ${classes.primary}`} onClick={run}>
        {press}
      </Button>
    </div>
  );
}

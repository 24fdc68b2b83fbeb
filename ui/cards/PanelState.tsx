import { Button, Loader } from "@mantine/core";
import { IconCircleDashed, IconPlugConnectedX, IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Shown } from "../live/doors.tsx";
import type { Problem } from "../live/problem.ts";
import { useSaying } from "../words/RefusalSayings.tsx";
import { useLanguage } from "../words/dictionary.ts";
import { useShellWords } from "../words/shell.ts";
import { Age } from "./Age.tsx";
import classes from "./cards.module.css";
import { ToneMark } from "./ToneMark.tsx";

/** Nothing here, and what to do next. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className={classes.state}>
      <IconCircleDashed size={24} stroke={1.5} aria-hidden />
      <strong>{title}</strong>
      {children !== undefined && <div>{children}</div>}
    </div>
  );
}

export function Loading({ children }: { readonly children?: ReactNode }) {
  const words = useShellWords();
  return (
    <div className={classes.state} role="status">
      <Loader size="sm" type="dots" aria-hidden />
      <div>{children ?? words.loading}</div>
    </div>
  );
}

/**
 * What a problem says to the person who meets it: the reader's own words for what the server names, and else the server's sentence where it
 * reasons about what was asked.
 */
export function useProblemText(): (problem: Problem) => string {
  const { problem: said } = useShellWords();
  const saying = useSaying();
  return (problem) => {
    const named = saying(problem);
    if (named !== null) return named;
    switch (problem.reason) {
      case "not-possible-now":
      case "conflict":
      case "no-mandate":
      case "invalid":
      case "too-large":
        return problem.detail;
      case "not-permitted":
      case "not-found":
        return problem.detail === "" ? said[problem.reason] : problem.detail;
      case "broken":
      case "offline":
      case "not-signed-in":
      case "stale-client":
      case "store-full":
      case "unavailable":
      case "too-many":
        return said[problem.reason];
    }
  };
}

export function Failed({ problem, retry }: { readonly problem: Problem; readonly retry?: () => void }) {
  const words = useShellWords();
  const text = useProblemText();
  const offline = problem.reason === "offline";
  return (
    <div className={classes.state} role="alert">
      {offline ? <IconPlugConnectedX size={24} stroke={1.5} aria-hidden /> : <ToneMark tone="attention" size={20} />}
      <strong>{offline ? words.problem.offlineTitle : words.problem.failedTitle}</strong>
      <div>{text(problem)}</div>
      {problem.reason === "stale-client" ? (
        <Button variant="default" onClick={() => location.reload()}>
          {words.reload}
        </Button>
      ) : (
        retry && (
          <Button variant="default" leftSection={<IconRefresh size={14} aria-hidden />} onClick={retry}>
            {words.retry}
          </Button>
        )
      )}
    </div>
  );
}

/** One line about a problem, beside the control that met it. */
export function ProblemLine({ problem }: { readonly problem: Problem | null }) {
  const text = useProblemText();
  const words = useShellWords();
  const language = useLanguage();
  if (problem === null) return null;
  return (
    <p role="alert" className={classes.problem}>
      <ToneMark tone="attention" />
      <span>
        {text(problem)}
        {problem.issues.map((issue) => (
          <span key={issue.path} className={classes.issue}>
            {words.named(issue.path, language === "fr" ? (issue.fr ?? issue.message) : issue.message)}
          </span>
        ))}
      </span>
    </p>
  );
}

/** Shows an answer in whichever of its states it is; an old answer stays, and says that it is old. */
export function Answered<Output>(props: {
  readonly of: Shown<Output>;
  readonly children: (data: Output) => ReactNode;
  readonly loading?: ReactNode;
}) {
  const words = useShellWords();
  const { of: answer } = props;
  if (answer.state === "loading") return props.loading ?? <Loading />;
  if (answer.state === "failed") return <Failed problem={answer.problem} retry={answer.retry} />;
  return (
    <>
      {answer.problem !== null && (
        <p className={classes.problem} role="status">
          <ToneMark tone="attention" />
          <span>
            {answer.problem.reason === "offline" ? words.problem.offlineTitle : words.problem.failedTitle}.{" "}
            <Age at={answer.atMs} />
          </span>
        </p>
      )}
      {props.children(answer.data)}
    </>
  );
}

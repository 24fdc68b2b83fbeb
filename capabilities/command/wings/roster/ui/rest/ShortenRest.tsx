import { type Problem, ProblemLine } from "@cordon/ui";
import { SayWhy } from "../../../../ui/SayWhy.tsx";
import classes from "../roster.module.css";
import { useRestWords } from "./rest-words.ts";

/** A shift was refused for rest: whoever may shorten it says why, and anybody else learns who may. */
export function ShortenRest({
  may,
  busy,
  problem,
  onSend,
  onCancel,
}: {
  readonly may: boolean;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly onSend: (why: string) => void;
  readonly onCancel: () => void;
}) {
  const words = useRestWords();
  if (!may)
    return (
      <>
        <ProblemLine problem={problem} />
        <p className={classes.dim}>{words.shortenWho}</p>
      </>
    );
  return (
    <SayWhy
      label={words.shortenWhy}
      send={words.shortenIt}
      most={300}
      busy={busy}
      problem={problem}
      onSend={onSend}
      onCancel={onCancel}
    />
  );
}

import { type Tone, ToneMark, useFormat, useNowMs } from "@cordon/ui";
import { device } from "@cordon/ui/device";
import { Button } from "@mantine/core";
import type { GateProblem } from "../../gate/state.ts";
import { useProblemWords } from "../../words/problems.ts";
import { useEngine, useGateState } from "../engine.tsx";
import classes from "./ready.module.css";

/** What must be seen from the camera; the rest is said under "More". */
const AT_ONCE = 2;

/** What is not as it should be, the worst first. */
export function Problems({ all = false }: { readonly all?: boolean }) {
  const { problems } = useGateState("problems");
  const shown = all ? problems : problems.slice(0, AT_ONCE);
  return shown.map((problem) => <OneProblem key={JSON.stringify(problem)} problem={problem} />);
}

interface Told {
  readonly tone: Tone;
  readonly title: string;
  readonly what: string;
}

function OneProblem({ problem }: { readonly problem: GateProblem }) {
  const words = useProblemWords();
  const engine = useEngine();
  const told = useTold(problem);
  return (
    <div className={classes.problem} role="status" data-problem={problem.problem}>
      <ToneMark tone={told.tone} size={20} />
      <div className={classes.problemText}>
        <strong>{told.title}.</strong> {told.what}
      </div>
      {problem.problem === "outdated" && (
        <Button className={device.button} variant="default" onClick={() => engine.reload()}>
          {words.outdated.reload}
        </Button>
      )}
    </div>
  );
}

function useTold(problem: GateProblem): Told {
  const words = useProblemWords();
  const format = useFormat();
  const nowMs = useNowMs();
  switch (problem.problem) {
    case "cannot-keep":
      return { tone: "urgent", ...words.cannotKeep };
    case "nearly-full":
      return { tone: "attention", ...words.nearlyFull };
    case "no-keys":
      return { tone: "attention", ...words.noKeys };
    case "no-rules":
      return { tone: "attention", ...words.noRules };
    case "rules-not-in-force": {
      const { from, until } = problem.valid;
      const what = words.rulesOver.what(format.shortTime(from, nowMs), format.shortTime(until, nowMs));
      return { tone: "attention", title: words.rulesOver.title, what };
    }
    case "gate-not-in-rules":
      return { tone: "attention", ...words.gateNotInRules };
    case "no-mandate":
      return { tone: "attention", ...words.noMandate };
    case "no-revocations":
      return { tone: "attention", ...words.noRevocations };
    case "forged": {
      const { what, because, title, hint } = words.forged;
      return { tone: "urgent", title, what: `${what[problem.what]} – ${because[problem.because]}. ${hint}` };
    }
    case "clock-skew": {
      const size = format.duration(Math.abs(problem.skewMs) / 1000);
      return { tone: "notice", title: words.skew.title, what: words.skew.what(size, problem.skewMs > 0) };
    }
    case "outdated":
      return { tone: "notice", title: words.outdated.title, what: words.outdated.what };
    case "refused-scans":
      return {
        tone: "attention",
        title: words.refusedScans.title(problem.count),
        what: `${words.refusedScans.what} ${problem.detail}`,
      };
    case "server":
      return { tone: "attention", title: words.server.title, what: problem.detail };
  }
}

import type { SignedIn } from "@cordon/ground/identity/device-side.ts";
import { Loading } from "@cordon/ui";
import { OneAction, Said, Taken as TakenBrowser } from "@cordon/ui/device";
import type { Standing as At } from "../../gate/state.ts";
import { useStandingWords } from "../../words/standing.ts";
import { useEngine, useGateState } from "../engine.tsx";
import { Offered, TakeCode, Welcome } from "./Enrolment.tsx";

/** Everything before a device has its gate, and after it lost it. */
export function Standing({ at }: { readonly at: Exclude<At, { readonly standing: "ready" }> }) {
  const words = useStandingWords();
  switch (at.standing) {
    case "starting":
      return <Loading />;
    case "cannot-keep":
      return <Said title={words.cannotKeep.title} what={words.cannotKeep.what} />;
    case "unenrolled":
      return <Welcome at={at} />;
    case "offered":
      return <Offered at={at} />;
    case "taken":
      return <Taken by={at.by} />;
    case "elsewhere":
      return <Elsewhere />;
    case "no-post":
      return <NoPost />;
    case "revoked":
      return <Revoked />;
  }
}

function Taken({ by }: { readonly by: SignedIn }) {
  const engine = useEngine();
  const { label } = useGateState("label");
  return <TakenBrowser by={by} label={label} takeOver={() => void engine.takeOver()} />;
}

function Elsewhere() {
  const words = useStandingWords().elsewhere;
  const engine = useEngine();
  return (
    <>
      <Said title={words.title} what={words.what} />
      <OneAction press={words.yes} run={() => void engine.workHere()} />
    </>
  );
}

function NoPost() {
  const words = useStandingWords().noPost;
  const { label, reach } = useGateState("label", "reach");
  return (
    <Said title={words.title} what={words.what(label)}>
      {reach.reach === "cut" && <p role="status">{words.cut}</p>}
    </Said>
  );
}

function Revoked() {
  const words = useStandingWords().revoked;
  const { waiting } = useGateState("waiting");
  return (
    <Said title={words.title} what={words.what}>
      {waiting > 0 && <p role="status">{words.kept(waiting)}</p>}
      <TakeCode />
    </Said>
  );
}

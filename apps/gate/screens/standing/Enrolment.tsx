import { Alone, CodeProblem, LinkForm, Offered as OfferedDevice } from "@cordon/ui/device";
import type { Standing } from "../../gate/state.ts";
import { useStandingWords } from "../../words/standing.ts";
import { useEngine, useGateState } from "../engine.tsx";
import { CodeCamera } from "./CodeCamera.tsx";

export function Welcome({ at }: { readonly at: Extract<Standing, { readonly standing: "unenrolled" }> }) {
  const words = useStandingWords().welcome;
  return (
    <Alone>
      <h2>{words.title}</h2>
      {at.cleared && <p role="status">{words.cleared}</p>}
      <p>{words.how}</p>
      <CodeProblem problem={at.problem} />
      <TakeCode />
    </Alone>
  );
}

/** The ways to a code on this page: the camera, or a link that is pasted. A hand scanner needs none. */
export function TakeCode() {
  const engine = useEngine();
  return (
    <>
      <CodeCamera />
      <LinkForm example="https://…/gate/#enrol=…" look={(code) => engine.look(code)} />
    </>
  );
}

export function Offered({ at }: { readonly at: Extract<Standing, { readonly standing: "offered" }> }) {
  const words = useStandingWords().offered;
  const engine = useEngine();
  const { label } = useGateState("label");
  return (
    <OfferedDevice
      at={at}
      own={label}
      words={words}
      accept={() => void engine.accept(at.offer)}
      decline={() => void engine.decline()}
    />
  );
}

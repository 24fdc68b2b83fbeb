import { Loading } from "@cordon/ui";
import { CodeProblem, LinkForm, Offered as OfferedDevice, Said, Taken } from "@cordon/ui/device";
import type { Standing } from "../phone/state.ts";
import { useFieldWords } from "../words.ts";
import { usePhone, usePhoneState } from "./phone.tsx";

/** Everything before a phone has its unit, and after it lost it. */
export function Enrolment({ at }: { readonly at: Exclude<Standing, { readonly standing: "enrolled" }> }) {
  const words = useFieldWords();
  const phone = usePhone();
  const { label } = usePhoneState();
  switch (at.standing) {
    case "starting":
      return <Loading />;
    case "cannot-keep":
      return <Said title={words.cannotKeep.title} what={words.cannotKeep.what} />;
    case "unenrolled":
      return (
        <Said title={words.welcome.title} what={words.welcome.how}>
          <CodeProblem problem={at.problem} />
          <TakeCode />
        </Said>
      );
    case "offered":
      return <Offered at={at} />;
    case "taken":
      return <Taken by={at.by} label={label} takeOver={() => void phone.standing.takeOver()} />;
    case "revoked":
      return <Revoked />;
  }
}

function TakeCode() {
  const phone = usePhone();
  return <LinkForm example="https://…/field/#enrol=…" look={(code) => phone.standing.look(code)} />;
}

function Offered({ at }: { readonly at: Extract<Standing, { readonly standing: "offered" }> }) {
  const words = useFieldWords().offered;
  const phone = usePhone();
  const { label } = usePhoneState();
  return (
    <OfferedDevice
      at={at}
      own={label}
      words={words}
      accept={() => void phone.standing.accept(at.offer)}
      decline={() => void phone.standing.decline()}
    />
  );
}

function Revoked() {
  const words = useFieldWords().revoked;
  const { outbox } = usePhoneState();
  return (
    <Said title={words.title} what={words.what}>
      {outbox.length > 0 && <p>{words.kept(outbox.length)}</p>}
      <TakeCode />
    </Said>
  );
}

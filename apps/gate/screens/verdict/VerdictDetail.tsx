import type { Holder, Way } from "@cordon/access/words";
import { useFormat, useLanguage, useNowMs } from "@cordon/ui";
import type { Ruling } from "../../gate/state.ts";
import { useVerdictWords } from "../../words/verdict.ts";
import { useGateState } from "../engine.tsx";
import { outcomeOf } from "./outcome.ts";
import classes from "./verdict.module.css";

type Person = Extract<Holder, { kind: "person" }>;

/** What the steward needs to act on a verdict: whom to compare with, where to send them, from when, why. */
export function VerdictDetail({ ruling }: { readonly ruling: Ruling }) {
  const words = useVerdictWords();
  const { verdict } = ruling;
  const act = words.act[verdict.is];
  // What would have been done does not stand beside what a supervisor decided.
  if (outcomeOf(ruling) !== verdict.is) return null;
  return (
    <>
      <Fact ruling={ruling} />
      {act !== "" && <p className={classes.act}>{act}</p>}
      {(verdict.is === "not-genuine" || verdict.is === "escort") && <Told />}
    </>
  );
}

function Told() {
  const words = useVerdictWords();
  const { reach } = useGateState("reach");
  return <p className={classes.line}>{reach.reach === "live" ? words.signal.told : words.signal.willBeTold}</p>;
}

function Fact({ ruling }: { readonly ruling: Ruling }) {
  const words = useVerdictWords();
  const format = useFormat();
  const nowMs = useNowMs();
  const { verdict, shown } = ruling;
  const time = (at: string) => format.shortTime(at, nowMs).replaceAll(" ", "\u00a0");
  switch (verdict.is) {
    case "admit":
      return shown?.holder?.kind === "vehicle" ? <Plate plate={shown.holder.plate} /> : null;
    case "admit-with-id-check":
      return <ToCompare identity={verdict.identity ?? (shown?.holder?.kind === "person" ? shown.holder : null)} />;
    case "wrong-zone":
      return verdict.go === null ? <p className={classes.line}>{words.noGateOpen}</p> : <GoTo way={verdict.go} />;
    case "vehicle-not-allowed":
      return (
        <>
          {verdict.since !== undefined && <p className={classes.fact}>{words.noVehiclesSince(time(verdict.since))}</p>}
          {verdict.go !== null && <GoTo way={verdict.go} />}
        </>
      );
    case "not-yet":
      return <p className={classes.fact}>{words.from(time(verdict.from))}</p>;
    case "no-longer":
      return <p className={classes.fact}>{words.until(time(verdict.until))}</p>;
    case "already-inside":
      return <p className={classes.fact}>{words.since(time(verdict.since), ruling.insideAt)}</p>;
    case "unreadable":
      return <p className={classes.act}>{words.unreadable[verdict.because]}</p>;
    case "not-genuine":
      return <p className={classes.fact}>{words.notGenuine[verdict.because]}</p>;
    case "escort":
      return <p className={classes.fact}>{words.service[verdict.service]}</p>;
    case "gate-closed":
      return <p className={classes.act}>{words.closed[verdict.because]}</p>;
    case "revoked":
      return null;
  }
}

/** What the document is compared with: what the pass says, or, for those who need none, the ticket or the accreditation. */
function ToCompare({ identity }: { readonly identity: Pick<Person, "initials" | "birthYear"> | null }) {
  const words = useVerdictWords();
  if (identity === null) return <p className={classes.act}>{words.compareElsewhere}</p>;
  const { initials, birthYear } = identity;
  return (
    <dl className={classes.identity}>
      <div>
        <dt>{words.initials}</dt>
        <dd>{initials}</dd>
      </div>
      <div>
        <dt>{words.bornIn}</dt>
        <dd>{birthYear}</dd>
      </div>
    </dl>
  );
}

function Plate({ plate }: { readonly plate: string }) {
  const words = useVerdictWords();
  return (
    <>
      <dl className={classes.identity}>
        <div>
          <dt>{words.plate}</dt>
          <dd className={classes.plate}>{plate}</dd>
        </div>
      </dl>
      <p className={classes.act}>{words.comparePlate}</p>
    </>
  );
}

function GoTo({ way }: { readonly way: Way }) {
  const words = useVerdictWords();
  const language = useLanguage();
  const format = useFormat();
  const towards = words.compass[Math.round(way.headingDegrees / 45) % words.compass.length] ?? "";
  return (
    <div className={classes.way}>
      <Compass headingDegrees={way.headingDegrees} north={words.north} />
      <div>
        <p className={classes.label}>{words.goToGate}</p>
        <p className={classes.gate}>{way.code}</p>
        <p className={classes.line}>{way.name[language]}</p>
        <p className={classes.walk}>{words.walk(format.distance(way.metres), way.minutes)}</p>
        <p className={classes.line}>{words.towards(towards)}</p>
      </div>
    </div>
  );
}

/** North is up: a phone does not say which way it is held. */
function Compass({ headingDegrees, north }: { readonly headingDegrees: number; readonly north: string }) {
  return (
    <svg viewBox="0 0 100 112" className={classes.compass} aria-hidden>
      <text x="50" y="14" className={classes.north}>
        {north}
      </text>
      <circle cx="50" cy="64" r="44" fill="none" stroke="var(--verdict-on)" strokeWidth="5" />
      <path
        d="M50 26 72 68H57V100H43V68H28Z"
        fill="var(--verdict-on)"
        transform={`rotate(${Math.round(headingDegrees)} 50 64)`}
      />
    </svg>
  );
}

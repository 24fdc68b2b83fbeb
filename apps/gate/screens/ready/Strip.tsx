import { ToneMark, useFormat, useNowMs } from "@cordon/ui";
import { useReadyWords } from "../../words/ready.ts";
import { useGateState } from "../engine.tsx";
import classes from "./ready.module.css";

/** Older than this, a revocation list is worth a look: a stolen pass has had time to walk here. */
const STALE_REVOCATIONS_MS = 10 * 60_000;

/** Where this is, whether the server is there, and how old that is by which it judges. */
export function Strip() {
  const words = useReadyWords();
  const { post, work, waiting, reach } = useGateState("post", "work", "waiting", "reach");
  return (
    <div className={classes.strip}>
      <div className={classes.where}>
        <h1 className={classes.code}>
          {post?.described == null ? words.unknownGate : words.gate(post.described.code)}
        </h1>
        <Reached />
      </div>
      <ul className={classes.facts}>
        {work !== null && <li>{words.lane(work.lane)}</li>}
        <Revocations />
        <Rules />
        <Inside />
        {waiting > 0 && (
          <li>
            <ToneMark tone="notice" size={14} /> {words.waiting(waiting)}
          </li>
        )}
      </ul>
      {reach.reach === "cut" && <p className={classes.hint}>{words.cutHint}</p>}
    </div>
  );
}

function useAge(): (at: string | number) => string {
  const format = useFormat();
  const nowMs = useNowMs();
  return (at) => format.age(at, nowMs).replaceAll(" ", "\u00a0");
}

function Reached() {
  const words = useReadyWords();
  const { reach, skewMs } = useGateState("reach", "skewMs");
  const age = useAge();
  const cut = reach.reach === "cut";
  return (
    <p className={classes.reach} role="status" data-reach={reach.reach}>
      <ToneMark tone={cut ? "attention" : "calm"} size={16} />
      {!cut ? words.live : reach.sinceMs === 0 ? words.neverReached : words.cut(age(reach.sinceMs - (skewMs ?? 0)))}
    </p>
  );
}

function Revocations() {
  const words = useReadyWords();
  const { holds } = useGateState("holds");
  const age = useAge();
  const nowMs = useNowMs();
  const { revocations } = holds;
  const stale = revocations === null || nowMs - Date.parse(revocations.asOf) > STALE_REVOCATIONS_MS;
  return (
    <li>
      {stale && <ToneMark tone="attention" size={14} />} {words.revocations}{" "}
      {revocations === null ? words.none : age(revocations.asOf)}
    </li>
  );
}

function Rules() {
  const words = useReadyWords();
  const { rules } = useGateState("holds").holds;
  return <li>{rules === null ? words.noRules : words.rules(rules.number)}</li>;
}

function Inside() {
  const words = useReadyWords();
  const format = useFormat();
  const age = useAge();
  const nowMs = useNowMs();
  const { inside } = useGateState("inside");
  if (inside === null) return null;
  const count = format.number(inside.inside);
  const old = nowMs - Date.parse(inside.asOf) > OLD_COUNT_MS;
  return (
    <li>
      {inside.capacity === null ? words.inside(count) : words.insideOf(count, format.number(inside.capacity))}
      {old && `, ${age(inside.asOf)}`}
    </li>
  );
}

/** A count of people says how old it is from then on. */
const OLD_COUNT_MS = 60_000;

import { useFormat, useNowMs } from "@cordon/ui";
import { Button } from "@mantine/core";
import { useSheetWords } from "../../words/sheets.ts";
import { useGateState } from "../engine.tsx";
import gate from "../gate.module.css";
import { Problems } from "../ready/Problems.tsx";
import type { Open } from "../ready/open.ts";
import { device, Settings } from "@cordon/ui/device";
import { Sheet } from "./Sheet.tsx";
import classes from "./sheets.module.css";

/** What is needed seldom, and what this device goes by, in full. */
export function MoreSheet({ go }: { readonly go: (open: Open) => void }) {
  const words = useSheetWords();
  return (
    <Sheet title={words.more.title}>
      <div className={gate.row}>
        <Button className={device.button} variant="default" onClick={() => go("queue")}>
          {words.more.queue}
        </Button>
        <Button className={device.button} variant="default" onClick={() => go("work")}>
          {words.more.work}
        </Button>
      </div>
      <Problems all />
      <Holds />
      <div className={classes.settings}>
        <Settings />
        <Button className={`${device.button} ${classes.grow}`} variant="default" onClick={() => go("actions")}>
          {words.back}
        </Button>
      </div>
    </Sheet>
  );
}

function Holds() {
  const words = useSheetWords().more;
  const format = useFormat();
  const nowMs = useNowMs();
  const { holds, label, waiting, skewMs, heardAtMs } = useGateState("holds", "label", "waiting", "skewMs", "heardAtMs");
  const { rules, keys, revocations, mandateUntil, presence } = holds;
  const time = (at: string | number) => format.time(at, nowMs).replaceAll(" ", "\u00a0");
  const facts: readonly (readonly [string, string])[] = [
    [words.deviceName, label],
    [words.rules, rules === null ? words.none : words.numbered(rules.number, time(rules.publishedAt))],
    [words.rulesHold, rules === null ? words.none : `${time(rules.valid.from)} – ${time(rules.valid.until)}`],
    [words.keys, keys === null ? words.none : words.numbered(keys.number, time(keys.publishedAt))],
    [
      words.revocations,
      revocations === null ? words.none : words.counted(format.number(revocations.count), time(revocations.asOf)),
    ],
    [words.mandate, mandateUntil === null ? words.none : words.until(time(mandateUntil))],
    [words.presence, format.number(presence)],
    [words.waiting, format.number(waiting)],
    [words.heard, heardAtMs === null ? words.none : time(heardAtMs - (skewMs ?? 0))],
    [words.skew, skewMs === null ? words.unknown : `${format.number(skewMs / 1000, 1)}\u00a0s`],
  ];
  return (
    <dl className={classes.holds}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

import { Button, Group, NumberInput, Select } from "@mantine/core";
import { ContingentId, UnitKind } from "@cordon/kernel";
import { isEscape, type Problem, ProblemLine, tell, useFormat, useLanguage, useShellWords } from "@cordon/ui";
import { useRef, useState } from "react";
import { useKinds } from "../../../forces/ui/useKindName.ts";
import type { CommandApi } from "../../../../index.ts";
import type { ContingentView } from "../../../../words.ts";
import { RestRule } from "../../words.ts";
import { useClient, useOrder } from "../doors.ts";
import classes from "../roster.module.css";
import { hoursSaid } from "../when.ts";
import { useRestWords } from "./rest-words.ts";

type Scope = Pick<CommandApi["command.list-rest"]["output"]["rules"][number], "kind" | "contingent">;
/** A new rule, a change of one, or the way back to the default. */
export type Ruling = Scope & { readonly is: "new" | "change" | "back"; readonly rule: RestRule };
type Weighed = CommandApi["command.weigh-rest"]["output"];

const FIELDS = RestRule.keyof().options;
/** Hours as they stand in their fields. */
type Typed = Readonly<Record<keyof RestRule, number | string>>;
const inHours = (rule: RestRule): Typed => ({
  maxStretchMinutes: rule.maxStretchMinutes / 60,
  minRestMinutes: rule.minRestMinutes / 60,
  maxDayMinutes: rule.maxDayMinutes / 60,
  maxWeekMinutes: rule.maxWeekMinutes / 60,
});
const minutesOf = (hours: number | string) =>
  hours === "" ? null : Math.round(Number(String(hours).replace(",", ".")) * 60);
const boundsOf = ({ minValue, maxValue }: { readonly minValue: number | null; readonly maxValue: number | null }) =>
  [(minValue ?? 0) / 60, (maxValue ?? 0) / 60] as const;

/** Says how long units may work: first what that would do to what is planned, then it is set. */
export function RestForm({
  ruling,
  scopeOf,
  contingents,
  onDone,
}: {
  readonly ruling: Ruling;
  readonly scopeOf: (scope: Scope) => string;
  readonly contingents: readonly ContingentView[];
  readonly onDone: () => void;
}) {
  const words = useRestWords();
  const shell = useShellWords();
  const language = useLanguage();
  const { kinds, nameOf } = useKinds();
  const client = useClient();
  const ruleRest = useOrder("command.rule-rest", ["command.list-rest", "command.suggest-fixes"]);
  const [scope, setScope] = useState<Scope>({ kind: ruling.kind, contingent: ruling.contingent });
  const [typed, setTyped] = useState(() => inHours(ruling.rule));
  const [weighed, setWeighed] = useState<Weighed | "weighing" | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  /** What was asked last: an answer to what was typed before is none. */
  const asked = useRef(0);

  const parsed = RestRule.safeParse(Object.fromEntries(FIELDS.map((field) => [field, minutesOf(typed[field])])));
  const back = ruling.is === "back";
  const rule = back ? null : parsed.success ? parsed.data : undefined;
  const forget = () => {
    asked.current++;
    setWeighed(null);
    setProblem(null);
    ruleRest.forgive();
  };
  const weigh = async () => {
    if (rule === undefined) return;
    forget();
    const mine = asked.current;
    setWeighed("weighing");
    const answer = await client.ask("command.weigh-rest", { ...scope, rule });
    if (mine !== asked.current) return;
    setWeighed(answer.ok ? answer.output : null);
    setProblem(answer.ok ? null : answer.problem);
  };
  const set = async () => {
    if (rule === undefined) return;
    const answer = await ruleRest.send({ ...scope, rule });
    if (!answer.ok) return;
    tell({ message: (back ? words.gone : words.done)(scopeOf(scope)) });
    onDone();
  };
  const known = weighed !== null && weighed !== "weighing";
  return (
    <form
      className={classes.form}
      aria-label={back ? words.back : ruling.is === "new" ? words.newRule : words.change}
      onSubmit={(event) => {
        event.preventDefault();
        void (known ? set() : weigh());
      }}
      onKeyDown={(event) => {
        if (!isEscape(event)) return;
        onDone();
        event.stopPropagation();
      }}
    >
      {!back && (
        <div className={classes.fields}>
          {ruling.is === "new" && (
            <>
              <Select
                label={words.kind}
                placeholder={words.everyKind}
                clearable
                searchable
                limit={50}
                data-autofocus
                data={kinds.map(({ code }) => ({ value: code, label: nameOf(code) }))}
                value={scope.kind}
                onChange={(value) => {
                  forget();
                  setScope({ ...scope, kind: UnitKind.nullable().parse(value) });
                }}
              />
              <Select
                label={words.contingent}
                placeholder={words.everyContingent}
                clearable
                searchable
                limit={50}
                data={contingents.map(({ id, reference, name }) => ({ value: id, label: `${reference} · ${name}` }))}
                value={scope.contingent}
                onChange={(value) => {
                  forget();
                  setScope({ ...scope, contingent: ContingentId.nullable().parse(value) });
                }}
              />
            </>
          )}
          {FIELDS.map((field) => {
            const [min, max] = boundsOf(RestRule.shape[field]);
            const wrong = !RestRule.shape[field].safeParse(minutesOf(typed[field])).success;
            return (
              <NumberInput
                key={field}
                label={words.inHours(words.fields[field])}
                required
                min={min}
                max={max}
                step={0.5}
                decimalScale={2}
                decimalSeparator={language === "fr" ? "," : "."}
                clampBehavior="none"
                value={typed[field]}
                error={wrong ? words.bounds(hoursSaid(min * 60), hoursSaid(max * 60)) : undefined}
                onChange={(value) => {
                  forget();
                  setTyped({ ...typed, [field]: value });
                }}
              />
            );
          })}
        </div>
      )}
      <div role="status" aria-live="polite">
        {weighed === "weighing" && words.weighing}
        {known && <WhatChanges of={weighed} />}
      </div>
      <ProblemLine problem={problem ?? ruleRest.problem} />
      <Group gap="xs" justify="flex-end">
        <Button variant="subtle" onClick={onDone}>
          {shell.cancel}
        </Button>
        <Button
          type="submit"
          variant={known ? "filled" : "default"}
          disabled={rule === undefined}
          loading={weighed === "weighing" || ruleRest.busy}
        >
          {known ? (back ? words.ruleOut : words.rule) : words.weigh}
        </Button>
      </Group>
    </form>
  );
}

function WhatChanges({ of }: { readonly of: Weighed }) {
  const words = useRestWords();
  const format = useFormat();
  if (of.units === 0) return <p>{words.same}</p>;
  const breaking = [
    words.breaking(format.number(of.breaking), of.breaking),
    ...(of.breaking > 0 && of.callSigns.length > 0 ? [words.such(of.callSigns.join(", "))] : []),
    ...(of.breakingNow > 0 ? [words.breakingNow(format.number(of.breakingNow))] : []),
  ].join(" · ");
  return (
    <>
      <p>
        {words.units(format.number(of.units), of.units)} <strong>{breaking}</strong>
      </p>
      <p className={classes.dim}>{words.stays}</p>
    </>
  );
}

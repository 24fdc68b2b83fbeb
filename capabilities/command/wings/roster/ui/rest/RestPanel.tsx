import { Button, Group } from "@mantine/core";
import { Answered, useFormat, useNowMs } from "@cordon/ui";
import { useState } from "react";
import { useSurroundings } from "../../../../ui/Around.tsx";
import { useAnswer as useRoomAnswer } from "../../../../ui/doors.ts";
import { useKinds } from "../../../forces/ui/useKindName.ts";
import type { CommandApi } from "../../../../index.ts";
import { RestRule } from "../../words.ts";
import { useAnswer } from "../doors.ts";
import classes from "../roster.module.css";
import { hoursSaid } from "../when.ts";
import { RestForm, type Ruling } from "./RestForm.tsx";
import { useRestWords } from "./rest-words.ts";

type InForce = CommandApi["command.list-rest"]["output"]["rules"][number];
const FIELDS = RestRule.keyof().options;

/** How long units may work, and who said so; whoever may rule on it does, and sees first what it changes. */
export function RestPanel({ mayRule }: { readonly mayRule: boolean }) {
  const words = useRestWords();
  const answer = useAnswer("command.list-rest", {});
  const listed = useRoomAnswer("command.list-contingents", {});
  const contingents = listed.state === "shown" ? listed.data.contingents : [];
  const { nameOf } = useKinds();
  const [ruling, setRuling] = useState<Ruling | null>(null);
  const contingentOf = (id: string) => contingents.find((each) => each.id === id)?.reference ?? id.slice(-6);
  const scopeOf = ({ kind, contingent }: Pick<InForce, "kind" | "contingent">) => {
    if (contingent === null) return kind === null ? words.all : nameOf(kind);
    return kind === null ? contingentOf(contingent) : words.of(nameOf(kind), contingentOf(contingent));
  };
  return (
    <Answered of={answer}>
      {({ rules }) => (
        <>
          <ul className={classes.list}>
            {rules.map((each) => (
              <li key={`${each.kind} ${each.contingent}`} className={`${classes.item} ${classes.wraps}`}>
                <div className={classes.grow}>
                  <Rule of={each} scope={scopeOf(each)} others={othersOf(each, rules).map(nameOf).join(", ")} />
                  {mayRule && ruling !== null && same(ruling, each) && (
                    <RestForm
                      ruling={ruling}
                      scopeOf={scopeOf}
                      contingents={contingents}
                      onDone={() => setRuling(null)}
                    />
                  )}
                </div>
                {mayRule && !(ruling !== null && same(ruling, each)) && (
                  <Group gap={4}>
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={`${words.change} · ${scopeOf(each)}`}
                      onClick={() => setRuling({ ...each, is: "change" })}
                    >
                      {words.change}
                    </Button>
                    {!each.standard && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={`${words.back} · ${scopeOf(each)}`}
                        onClick={() => setRuling({ ...each, is: "back" })}
                      >
                        {words.back}
                      </Button>
                    )}
                  </Group>
                )}
              </li>
            ))}
          </ul>
          <div className={classes.form}>
            <p className={classes.dim}>{words.intro}</p>
            {mayRule && ruling?.is === "new" && (
              <RestForm ruling={ruling} scopeOf={scopeOf} contingents={contingents} onDone={() => setRuling(null)} />
            )}
            {mayRule && ruling?.is !== "new" && (
              <Group>
                <Button
                  variant="default"
                  size="compact-sm"
                  onClick={() => {
                    const [widest] = rules;
                    if (widest !== undefined) setRuling({ is: "new", kind: null, contingent: null, rule: widest.rule });
                  }}
                >
                  {words.newRule}
                </Button>
              </Group>
            )}
          </div>
        </>
      )}
    </Answered>
  );
}

const same = (ruling: Ruling, { kind, contingent }: InForce) =>
  ruling.is !== "new" && ruling.kind === kind && ruling.contingent === contingent;

/** The kinds that a rule for all does not hold for, as they have their own. */
function othersOf({ kind, contingent }: InForce, rules: readonly InForce[]) {
  if (kind !== null) return [];
  return rules.flatMap((each) => (each.kind !== null && each.contingent === contingent ? each.kind : []));
}

function Rule({ of, scope, others }: { readonly of: InForce; readonly scope: string; readonly others: string }) {
  const words = useRestWords();
  const format = useFormat();
  const nowMs = useNowMs(60_000);
  const around = useSurroundings();
  const { ruledAt, ruledBy } = of;
  const who = ruledBy === null ? "" : around.isMe(ruledBy) ? words.me : around.actorName(ruledBy);
  const told = ruledAt === null ? words.ruledOnce : words.ruled(format.shortTime(ruledAt, nowMs), who);
  return (
    <>
      <div className={classes.line}>
        <strong>{scope}</strong>
        {others !== "" && <span className={classes.dim}>{words.allBut(others)}</span>}
        <span className={classes.dim}>{of.standard ? words.standard : told}</span>
      </div>
      <div className={classes.line}>
        {FIELDS.map((field) => (
          <span key={field}>
            <span className={classes.dim}>{words.fields[field]}</span> {hoursSaid(of.rule[field])}
          </span>
        ))}
      </div>
    </>
  );
}

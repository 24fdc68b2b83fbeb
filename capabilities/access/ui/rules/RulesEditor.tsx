import { ActionIcon, Button, Group } from "@mantine/core";
import { Empty, ProblemLine, Section, tell } from "@cordon/ui";
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import classes from "../access.module.css";
import { useOrder } from "../doors.ts";
import { ALWAYS, type Perimeters, type Rule } from "../../words.ts";
import { useAccessWords } from "../words.ts";
import { categoriesFor } from "./categories.ts";
import { Categories } from "./Categories.tsx";
import { useSentence } from "./names.ts";
import { PresetForm } from "./PresetForm.tsx";
import { RuleForm } from "./RuleForm.tsx";

type Editing = { readonly at: number; readonly rule: Rule } | "preset" | null;

/** The rules in their order, each in a sentence: the first that speaks of a case decides it. Every change is kept at once, and can be taken back. */
export function RulesEditor({ draft, mayDraw }: { readonly draft: Perimeters; readonly mayDraw: boolean }) {
  const words = useAccessWords();
  const { rule: said } = words;
  const sentence = useSentence(draft);
  const drafting = useOrder("access.draft-rules", ["access.show-perimeters"]);
  const [editing, setEditing] = useState<Editing>(null);
  const { rules, categories } = draft;

  /** Keeps the rules as they are now; what they were can be had back for a moment. */
  const keep = async (next: readonly Rule[], message: string) => {
    const answer = await drafting.send({ categories: categoriesFor(next, categories), rules: next });
    if (!answer.ok) return false;
    tell({ message, undo: { label: words.undo, run: () => void drafting.send({ categories, rules }) } });
    return true;
  };

  if (editing === "preset") {
    return (
      <Section title={said.presets}>
        <PresetForm
          draft={draft}
          busy={drafting.busy}
          problem={drafting.problem}
          onCancel={() => setEditing(null)}
          onRules={async (made) => {
            if (await keep(made, said.presetTaken(made.length))) setEditing(null);
          }}
        />
      </Section>
    );
  }
  if (editing !== null) {
    const isNew = editing.at === rules.length;
    return (
      <Section title={isNew ? said.add : said.change(editing.at + 1)}>
        <RuleForm
          rule={editing.rule}
          draft={draft}
          busy={drafting.busy}
          problem={drafting.problem}
          onCancel={() => setEditing(null)}
          onSave={async (rule) => {
            if (await keep(rules.toSpliced(editing.at, 1, rule), said.saved)) setEditing(null);
          }}
        />
      </Section>
    );
  }
  return (
    <>
      <Section title={said.title}>
        <p className={classes.intro}>{said.intro}</p>
        {mayDraw && (
          <Group gap="xs">
            <Button onClick={() => setEditing({ at: rules.length, rule: freshRule(rules) })}>{said.add}</Button>
            <Button variant="default" onClick={() => setEditing("preset")}>
              {said.presets}
            </Button>
          </Group>
        )}
        <ProblemLine problem={drafting.problem} />
      </Section>
      {rules.length === 0 ? (
        <Empty title={said.empty}>{said.emptyHint}</Empty>
      ) : (
        <ol className={classes.rows} aria-label={said.title}>
          {rules.map((rule, at) => (
            <li key={rule.id} className={classes.ruleRow}>
              <span className={classes.ruleNumber}>{at + 1}</span>
              <div>
                <p className={classes.ruleSentence}>{sentence(rule)}</p>
                {rule.note !== "" && <p className={classes.dim}>{rule.note}</p>}
              </div>
              {mayDraw && (
                <Group gap={0} wrap="nowrap" align="flex-start">
                  <ActionIcon
                    aria-label={said.up(at + 1)}
                    disabled={at === 0 || drafting.busy}
                    onClick={() => void keep(moved(rules, at, at - 1), said.movedTo(at))}
                  >
                    <IconArrowUp size={16} stroke={1.5} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={said.down(at + 1)}
                    disabled={at === rules.length - 1 || drafting.busy}
                    onClick={() => void keep(moved(rules, at, at + 1), said.movedTo(at + 2))}
                  >
                    <IconArrowDown size={16} stroke={1.5} />
                  </ActionIcon>
                  <ActionIcon aria-label={said.change(at + 1)} onClick={() => setEditing({ at, rule })}>
                    <IconPencil size={16} stroke={1.5} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={said.drop(at + 1)}
                    disabled={drafting.busy}
                    onClick={() => void keep(rules.toSpliced(at, 1), said.dropped)}
                  >
                    <IconTrash size={16} stroke={1.5} />
                  </ActionIcon>
                </Group>
              )}
            </li>
          ))}
        </ol>
      )}
      <Categories draft={draft} mayDraw={mayDraw} />
    </>
  );
}

export function moved(rules: readonly Rule[], from: number, to: number): readonly Rule[] {
  const rule = rules[from];
  return rule === undefined ? rules : rules.toSpliced(from, 1).toSpliced(to, 0, rule);
}

/** Admits everybody with a pass everywhere, until it is told otherwise. Its id is the first number that is free. */
export function freshRule(rules: readonly Rule[]): Rule {
  let number = rules.length + 1;
  while (rules.some(({ id }) => id === `rule-${number}`)) number++;
  return {
    id: `rule-${number}`,
    zones: [],
    regimes: [],
    categories: [],
    means: ["foot", "bicycle"],
    ages: null,
    when: ALWAYS,
    effect: "admit",
    pass: "needed",
    idCheckFromAge: 13,
    note: "",
  };
}

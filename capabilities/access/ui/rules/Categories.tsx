import { Button, Group, TextInput } from "@mantine/core";
import { ProblemLine, Section, tell, useLanguage } from "@cordon/ui";
import { useState } from "react";
import classes from "../access.module.css";
import { useOrder } from "../doors.ts";
import { CategoryCode, type Category, type Perimeters } from "../../words.ts";
import { useAccessWords } from "../words.ts";

/** What passes are given for, by code and name; one's own are added here. */
export function Categories({ draft, mayDraw }: { readonly draft: Perimeters; readonly mayDraw: boolean }) {
  const words = useAccessWords();
  const { categories: said } = words;
  const language = useLanguage();
  const drafting = useOrder("access.draft-rules", ["access.show-perimeters"]);
  const [code, setCode] = useState("");
  const [fr, setFr] = useState("");
  const [en, setEn] = useState("");
  const { categories, rules } = draft;
  const checked = CategoryCode.safeParse(code);
  const taken = categories.some((each) => each.code === code);

  const keep = (next: readonly Category[], message: string) =>
    drafting.send({ categories: next, rules }).then((answer) => {
      if (!answer.ok) return;
      tell({ message, undo: { label: words.undo, run: () => void drafting.send({ categories, rules }) } });
      setCode("");
      setFr("");
      setEn("");
    });
  return (
    <Section title={said.title}>
      <ul className={classes.tags}>
        {categories.map((each) => {
          const used = rules.some((rule) => rule.categories.includes(each.code));
          return (
            <li key={each.code} className={classes.tag}>
              {each.name[language]} <span className={classes.dim}>{each.code}</span>
              {mayDraw && !used && (
                <button
                  type="button"
                  className={classes.link}
                  aria-label={`${words.takeAway}: ${each.name[language]}`}
                  onClick={() =>
                    void keep(
                      categories.filter(({ code: other }) => other !== each.code),
                      said.dropped,
                    )
                  }
                >
                  ×
                </button>
              )}
            </li>
          );
        })}
        {categories.length === 0 && <li className={classes.dim}>{said.none}</li>}
      </ul>
      {mayDraw && (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (!checked.success || taken) return;
            const name = { fr: fr.trim() || en.trim() || code, en: en.trim() || fr.trim() || code };
            void keep([...categories, { code: checked.data, name }], said.added);
          }}
        >
          <Group gap="sm" align="flex-end">
            <TextInput
              label={said.code}
              w={140}
              maxLength={16}
              value={code}
              error={code !== "" && (!checked.success || taken) ? (taken ? said.taken : said.codeWrong) : undefined}
              onChange={(event) => setCode(event.currentTarget.value.toLowerCase())}
            />
            <TextInput
              label={words.zone.nameFr}
              maxLength={60}
              value={fr}
              onChange={(event) => setFr(event.currentTarget.value)}
            />
            <TextInput
              label={words.zone.nameEn}
              maxLength={60}
              value={en}
              onChange={(event) => setEn(event.currentTarget.value)}
            />
            <Button
              type="submit"
              variant="default"
              size="sm"
              loading={drafting.busy}
              disabled={!checked.success || taken}
            >
              {said.add}
            </Button>
          </Group>
          <ProblemLine problem={drafting.problem} />
        </form>
      )}
    </Section>
  );
}

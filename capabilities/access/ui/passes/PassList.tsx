import { Button, Group, Table } from "@mantine/core";
import type { PassNumber } from "@cordon/kernel";
import { Answered, Empty, Section, useFormat, useNowMs } from "@cordon/ui";
import { useState } from "react";
import classes from "../access.module.css";
import { useAnswer } from "../doors.ts";
import { OneOf, useCategoryName } from "../fields/Choices.tsx";
import { CategoryCode, KNOWN_CATEGORIES, type PassView, type Perimeters } from "../../words.ts";
import { useAccessWords } from "../words.ts";
import { PassState } from "./PassState.tsx";
import { useRevocation } from "./useRevocation.ts";

const STATES = ["all", "issued", "revoked", "over"] as const;
type State = (typeof STATES)[number];
const PAGE = 50;

/** The passes there are, the newest first, by what they are and where they let in. */
export function PassList({ mayIssue }: { readonly mayIssue: boolean }) {
  const words = useAccessWords().passes;
  const format = useFormat();
  const perimeters = useAnswer("access.show-perimeters", {});
  const draft = perimeters.state === "shown" ? perimeters.data.draft : null;
  const [state, setState] = useState<State>("all");
  const [category, setCategory] = useState<string>("");
  const [zone, setZone] = useState<string>("");
  /** Where each page shown so far begins: the last is the one in sight. */
  const [pages, setPages] = useState<readonly (PassNumber | null)[]>([null]);
  const before = pages.at(-1) ?? null;
  const chosen = draft?.zones.find(({ code }) => code === zone)?.code;
  const asked = CategoryCode.safeParse(category);
  const answer = useAnswer("access.list-passes", {
    state,
    limit: PAGE,
    ...(asked.success ? { category: asked.data } : {}),
    ...(chosen === undefined ? {} : { zone: chosen }),
    ...(before === null ? {} : { before }),
  });
  const nameOf = useCategoryName(draft?.categories ?? []);
  const codes = [...new Set([...(draft?.categories ?? []).map(({ code }) => code), ...KNOWN_CATEGORIES])];
  const filter = (set: () => void) => {
    set();
    setPages([null]);
  };
  return (
    <Section
      title={words.list}
      aside={
        answer.state === "shown" && (
          <span className={classes.dim}>
            {words.counts(format.number(answer.data.issued), format.number(answer.data.revoked))}
          </span>
        )
      }
    >
      <Group gap="sm" align="flex-end" mb="sm">
        <OneOf
          label={words.state}
          value={state}
          of={STATES.map((value) => ({ value, label: words.states[value] }))}
          onValue={(value) => filter(() => setState(value))}
        />
        <OneOf
          label={words.category}
          value={category}
          of={[{ value: "", label: words.every }, ...codes.map((value) => ({ value, label: nameOf(value) }))]}
          onValue={(value) => filter(() => setCategory(value))}
        />
        <OneOf
          label={words.zone}
          value={zone}
          of={[
            { value: "", label: words.every },
            ...(draft?.zones ?? []).map(({ code }) => ({ value: code, label: code })),
          ]}
          onValue={(value) => filter(() => setZone(value))}
        />
      </Group>
      <Answered of={answer}>
        {({ passes, next }) =>
          passes.length === 0 ? (
            <Empty title={words.none}>{words.noneHint}</Empty>
          ) : (
            <>
              <div className={classes.scroll}>
                <Rows passes={passes} draft={draft} mayIssue={mayIssue} />
              </div>
              <Group gap="xs" mt="xs">
                <Button variant="default" disabled={pages.length === 1} onClick={() => setPages(pages.slice(0, -1))}>
                  {words.newer}
                </Button>
                <Button variant="default" disabled={next === null} onClick={() => setPages([...pages, next])}>
                  {words.older}
                </Button>
              </Group>
            </>
          )
        }
      </Answered>
    </Section>
  );
}

function Rows(props: {
  readonly passes: readonly PassView[];
  readonly draft: Perimeters | null;
  readonly mayIssue: boolean;
}) {
  const words = useAccessWords().passes;
  const format = useFormat();
  const nowMs = useNowMs();
  const nameOf = useCategoryName(props.draft?.categories ?? []);
  const { revoke, reinstate, busy } = useRevocation();
  return (
    <Table highlightOnHover verticalSpacing={2}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th className={classes.right}>{words.numberShort}</Table.Th>
          <Table.Th>{words.category}</Table.Th>
          <Table.Th>{words.zones}</Table.Th>
          <Table.Th>{words.validity}</Table.Th>
          <Table.Th>{words.state}</Table.Th>
          {props.mayIssue && <Table.Th aria-label={words.actions} />}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.passes.map((pass) => (
          <Table.Tr key={pass.number}>
            <Table.Td className={classes.right}>{format.number(pass.number)}</Table.Td>
            <Table.Td>
              {nameOf(pass.category)} <span className={classes.dim}>{words.holders[pass.holder]}</span>
            </Table.Td>
            <Table.Td>{pass.zones.join(" ")}</Table.Td>
            <Table.Td className={classes.nowrap}>
              {format.shortTime(pass.notBefore, nowMs)} – {format.shortTime(pass.notAfter, nowMs)}
            </Table.Td>
            <Table.Td>
              <PassState pass={pass} />
            </Table.Td>
            {props.mayIssue && (
              <Table.Td>
                {pass.revoked === null ? (
                  <Button
                    variant="subtle"
                    disabled={busy}
                    aria-label={words.revokeOne(format.number(pass.number))}
                    onClick={() => void revoke([pass.number], "withdrawn", "")}
                  >
                    {words.revoke}
                  </Button>
                ) : (
                  <Button
                    variant="subtle"
                    disabled={busy}
                    aria-label={words.reinstateOne(format.number(pass.number))}
                    onClick={() => void reinstate([pass.number])}
                  >
                    {words.reinstate}
                  </Button>
                )}
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

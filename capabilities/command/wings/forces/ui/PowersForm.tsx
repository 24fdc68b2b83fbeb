import { ActionIcon, Button, Group, MultiSelect, Select, TagsInput } from "@mantine/core";
import { type ContingentId, LegalPower, Nation, type PowerGrant } from "@cordon/kernel";
import { ProblemLine, useFormat, useLanguage, useNowMs, useVocabulary } from "@cordon/ui";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useSurroundings } from "../../../ui/Around.tsx";
import { useOrder } from "../../../ui/doors.ts";
import type { ContingentForces } from "../words.ts";
import classes from "./forces.module.css";
import { useForcesWords } from "./words.ts";

/** All that a contingent may do, in place of what was said before. A period that was set stays until its line is taken out. */
export function PowersForm({
  contingent,
  powers,
  onDone,
}: {
  readonly contingent: ContingentId;
  readonly powers: ContingentForces["powers"];
  readonly onDone: (saved: boolean) => void;
}) {
  const words = useForcesWords();
  const vocabulary = useVocabulary();
  const language = useLanguage();
  const format = useFormat();
  const nowMs = useNowMs(60_000);
  const areas = useSurroundings().places.filter(({ shape }) => shape.type === "Polygon");
  const [grants, setGrants] = useState<readonly PowerGrant[]>(powers?.grants ?? []);
  const [nations, setNations] = useState<readonly string[] | null>(powers?.releasableTo ?? null);
  const granting = useOrder("command.grant-powers", ["command.list-forces", "command.suggest-units"]);
  const set = (at: number, to: PowerGrant) => setGrants(grants.map((each, nth) => (nth === at ? to : each)));
  const save = async () => {
    const answer = await granting.send({ contingent, grants: [...grants], releasableTo: nations });
    if (answer.ok) onDone(true);
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {grants.map((grant, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line of a form is where it stands
        <Group key={at} gap="xs" align="end" wrap="nowrap">
          <Select
            className={classes.grow}
            label={words.power}
            data={LegalPower.options.map((code) => ({ value: code, label: vocabulary.power[code] }))}
            allowDeselect={false}
            searchable
            value={grant.power}
            onChange={(value) => {
              const power = LegalPower.safeParse(value);
              if (power.success) set(at, { ...grant, power: power.data });
            }}
          />
          <MultiSelect
            className={classes.grow}
            label={grant.period === null ? words.where : `${words.where} · ${format.time(grant.period.until, nowMs)}`}
            placeholder={grant.places === null ? words.everywhere : ""}
            data={areas.map(({ id, name }) => ({ value: id, label: name[language] }))}
            maxValues={50}
            value={[...(grant.places ?? [])]}
            onChange={(value) => {
              const places = areas.flatMap(({ id }) => (value.includes(id) ? [id] : []));
              set(at, { ...grant, places: places.length === 0 ? null : places });
            }}
          />
          <ActionIcon
            size="lg"
            aria-label={words.removePower(vocabulary.power[grant.power])}
            onClick={() => setGrants(grants.filter((_, nth) => nth !== at))}
          >
            <IconTrash size={16} stroke={1.5} />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          variant="default"
          size="compact-sm"
          disabled={grants.length >= 100}
          onClick={() => setGrants([...grants, { power: freeOf(grants), places: null, period: null }])}
        >
          {words.addPower}
        </Button>
      </Group>
      <TagsInput
        label={words.releasableTo}
        description={words.releasableHint}
        placeholder={nations === null ? words.everybody : ""}
        maxTags={60}
        value={[...(nations ?? [])]}
        onChange={(value) => {
          const codes = value.map((each) => each.toUpperCase()).filter((each) => Nation.safeParse(each).success);
          setNations(codes.length === 0 ? null : codes);
        }}
      />
      <ProblemLine problem={granting.problem} />
      <Group gap="xs">
        <Button type="submit" loading={granting.busy}>
          {words.save}
        </Button>
        <Button variant="subtle" onClick={() => onDone(false)}>
          {words.cancel}
        </Button>
      </Group>
    </form>
  );
}

/** The first power that is not granted yet. */
function freeOf(grants: readonly PowerGrant[]): LegalPower {
  return LegalPower.options.find((power) => !grants.some((grant) => grant.power === power)) ?? "carry-arms";
}

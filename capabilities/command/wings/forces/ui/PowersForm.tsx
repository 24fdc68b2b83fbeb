import { Button, Group, TagsInput } from "@mantine/core";
import { type ContingentId, LegalPower, Nation } from "@cordon/kernel";
import { ProblemLine, useTimeZone } from "@cordon/ui";
import { useState } from "react";
import { useSurroundings } from "../../../ui/Around.tsx";
import { useOrder } from "../../../ui/doors.ts";
import type { ContingentForces } from "../words.ts";
import classes from "./forces.module.css";
import { GrantLine } from "./GrantLine.tsx";
import { grantOf, type TypedGrant, typedGrant } from "./grant-period.ts";
import { useForcesWords } from "./words.ts";

/** All that a contingent may do, in place of what was said before. */
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
  const timeZone = useTimeZone();
  const areas = useSurroundings().places.filter(({ shape }) => shape.type === "Polygon");
  const [grants, setGrants] = useState(() => (powers?.grants ?? []).map((grant) => typedGrant(grant, timeZone)));
  const [nations, setNations] = useState<readonly string[] | null>(powers?.releasableTo ?? null);
  const granting = useOrder("command.grant-powers", ["command.list-forces", "command.suggest-units"]);
  const said = grants.map((grant) => grantOf(grant, timeZone));
  const wrong = said.includes(null);
  const save = async () => {
    if (wrong) return;
    const answer = await granting.send({
      ...{ contingent, releasableTo: nations },
      grants: said.filter((grant) => grant !== null),
    });
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
        <GrantLine
          // biome-ignore lint/suspicious/noArrayIndexKey: a line of a form is where it stands
          key={at}
          grant={grant}
          areas={areas}
          isWrong={said[at] === null}
          onChange={(to) => setGrants(grants.map((each, nth) => (nth === at ? to : each)))}
          onRemove={() => setGrants(grants.filter((_, nth) => nth !== at))}
        />
      ))}
      {grants.length > 0 && (
        <p className={classes.none}>
          {words.periodHint} {words.localTime(timeZone)}
        </p>
      )}
      {wrong && <p role="alert">{words.periodWrong}</p>}
      <Group>
        <Button
          variant="default"
          size="compact-sm"
          disabled={grants.length >= 100}
          onClick={() =>
            setGrants([...grants, typedGrant({ power: freeOf(grants), places: null, period: null }, timeZone)])
          }
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
        <Button type="submit" disabled={wrong} loading={granting.busy}>
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
function freeOf(grants: readonly TypedGrant[]): LegalPower {
  return LegalPower.options.find((power) => !grants.some((grant) => grant.power === power)) ?? "carry-arms";
}

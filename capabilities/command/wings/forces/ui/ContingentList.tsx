import { Button, Group } from "@mantine/core";
import type { PowerGrant } from "@cordon/kernel";
import { Answered, Empty, StatusPill, tell, useFormat, useNowMs, useVocabulary } from "@cordon/ui";
import { useState } from "react";
import { useSurroundings } from "../../../ui/Around.tsx";
import { useAnswer } from "../../../ui/doors.ts";
import type { ContingentForces } from "../words.ts";
import classes from "./forces.module.css";
import { Liaison } from "./Liaison.tsx";
import { PowersForm } from "./PowersForm.tsx";
import { useKinds } from "./useKindName.ts";
import { useForcesWords } from "./words.ts";

interface May {
  readonly mayArrange: boolean;
  readonly mayGovern: boolean;
}

/** Every contingent: of what nation, what it speaks, how many of which kinds, who speaks for it and what it may do. */
export function ContingentList({ onImport, ...may }: May & { readonly onImport: () => void }) {
  const words = useForcesWords();
  const answer = useAnswer("command.list-forces", {});
  return (
    <Answered of={answer}>
      {({ contingents }) =>
        contingents.length === 0 ? (
          <Empty title={words.noContingents}>
            <p className={classes.none}>{words.noContingentsHint}</p>
            {may.mayArrange && <Button onClick={onImport}>{words.tabs.import}</Button>}
          </Empty>
        ) : (
          <ul className={classes.list}>
            {contingents.map((each) => (
              <Contingent key={each.contingent} of={each} {...may} />
            ))}
          </ul>
        )
      }
    </Answered>
  );
}

function Contingent({ of, mayArrange, mayGovern }: May & { readonly of: ContingentForces }) {
  const words = useForcesWords();
  const format = useFormat();
  const { nameOf } = useKinds();
  const [open, setOpen] = useState(false);
  const [editing, setEditing] = useState(false);
  return (
    <li className={classes.item}>
      <div className={classes.line}>
        <button type="button" className={classes.link} aria-expanded={open} onClick={() => setOpen(!open)}>
          <strong>{of.name}</strong>
        </button>
        <span>{of.nation}</span>
        <span className={classes.dim}>{of.reference}</span>
        <span className={classes.grow} />
        {of.powers === null && <StatusPill tone="notice">{words.gap["not-recorded"]}</StatusPill>}
        <span className={classes.number}>
          {words.units(format.number(of.units), of.units === 1)} · {words.people(format.number(of.strength))}
        </span>
      </div>
      {open && (
        <div className={classes.body}>
          <p className={classes.none}>
            {words.named(words.speaks, of.languages.length === 0 ? words.notSaid : of.languages.join(", "))}
          </p>
          {of.kinds.length > 0 && (
            <p className={classes.none}>
              {of.kinds.map(({ kind, units }) => `${nameOf(kind)} ${format.number(units)}`).join(" · ")}
            </p>
          )}
          <Liaison contingent={of.contingent} known={of.hasLiaison} mayArrange={mayArrange} />
          <h4 className={classes.head}>{words.powersTitle}</h4>
          {editing ? (
            <PowersForm
              contingent={of.contingent}
              powers={of.powers}
              onDone={(saved) => {
                setEditing(false);
                if (saved) tell({ message: words.powersSaved(of.name) });
              }}
            />
          ) : (
            <>
              <Powers of={of} />
              {mayGovern && (
                <Group>
                  <Button variant="default" size="compact-sm" onClick={() => setEditing(true)}>
                    {words.editPowers}
                  </Button>
                </Group>
              )}
            </>
          )}
        </div>
      )}
    </li>
  );
}

function Powers({ of }: { readonly of: ContingentForces }) {
  const words = useForcesWords();
  const vocabulary = useVocabulary();
  const said = useGrantWords();
  if (of.powers === null) return <p className={classes.none}>{words.powersUnknown}</p>;
  const { grants, releasableTo } = of.powers;
  return (
    <>
      {grants.length === 0 ? (
        <p className={classes.none}>{words.powersNone}</p>
      ) : (
        <ul className={classes.plain}>
          {grants.map((grant) => (
            <li key={JSON.stringify(grant)}>
              {vocabulary.power[grant.power]} <span className={classes.dim}>{said(grant)}</span>
            </li>
          ))}
        </ul>
      )}
      <p className={classes.none}>
        {words.named(words.releasableTo, releasableTo === null ? words.everybody : releasableTo.join(", "))}
      </p>
    </>
  );
}

/** Where and when a power holds. */
function useGrantWords(): (grant: PowerGrant) => string {
  const words = useForcesWords();
  const format = useFormat();
  const nowMs = useNowMs(60_000);
  const { placeName } = useSurroundings();
  return ({ places, period }) =>
    [
      places === null ? words.everywhere : places.map((place) => placeName(place) || place.slice(-6)).join(", "),
      ...(period === null ? [] : [`${format.time(period.from, nowMs)} – ${format.time(period.until, nowMs)}`]),
    ].join(" · ");
}

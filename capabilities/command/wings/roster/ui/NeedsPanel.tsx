import { Button, Group } from "@mantine/core";
import type { PlaceId } from "@cordon/kernel";
import { Answered, Empty, type MapTool, ProblemLine, tell, useFormat, useNowMs } from "@cordon/ui";
import { useState } from "react";
import { useSurroundings } from "../../../ui/Around.tsx";
import type { Requirement } from "../words.ts";
import { AddNeed } from "./AddNeed.tsx";
import { useAnswer, useOrder } from "./doors.ts";
import { usePlanWords } from "./plan-words.ts";
import { PostChoice } from "./PostChoice.tsx";
import { PostForm } from "./PostForm.tsx";
import { RemovePlace } from "./RemovePlace.tsx";
import { useRemoveWords } from "./remove-words.ts";
import classes from "./roster.module.css";
import { useCapabilities } from "./useCapabilityName.ts";

/** What a post needs: what, how many units, and when; once, or every day at the same hours. */
export function NeedsPanel({
  mayArrange,
  onTool,
}: {
  readonly mayArrange: boolean;
  readonly onTool: (tool: MapTool | null) => void;
}) {
  const [place, setPlace] = useState<PlaceId | null>(null);
  const [doing, setDoing] = useState<"drawing" | "removing" | null>(null);
  const words = usePlanWords();
  const remove = useRemoveWords();
  const { places } = useSurroundings();
  const chosen = places.find(({ id }) => id === place);
  const answer = useAnswer("command.show-needs", place === null ? null : { place });
  return (
    <>
      <div className={classes.form}>
        <PostChoice
          place={place}
          onPlace={(to) => {
            setPlace(to);
            if (doing === "removing") setDoing(null);
          }}
        />
        {mayArrange && doing === null && (
          <Group gap="xs">
            <Button variant="default" size="compact-sm" onClick={() => setDoing("drawing")}>
              {words.newPost}
            </Button>
            {chosen !== undefined && (
              <Button variant="default" size="compact-sm" onClick={() => setDoing("removing")}>
                {remove.begin}
              </Button>
            )}
          </Group>
        )}
      </div>
      {doing === "drawing" ? (
        <PostForm
          onTool={onTool}
          onDone={(drawn) => {
            setDoing(null);
            if (drawn !== null) setPlace(drawn);
          }}
        />
      ) : place === null ? (
        <Empty title={words.choosePost}>{words.noNeedsHint}</Empty>
      ) : (
        <Answered of={answer}>
          {({ requirements }) =>
            doing === "removing" && chosen !== undefined ? (
              <RemovePlace
                key={place}
                place={chosen}
                needs={requirements.length}
                onDone={(removed) => {
                  setDoing(null);
                  if (removed) setPlace(null);
                }}
              />
            ) : (
              <Needs
                key={`${place} ${JSON.stringify(requirements)}`}
                place={place}
                standing={requirements}
                mayArrange={mayArrange}
              />
            )
          }
        </Answered>
      )}
    </>
  );
}

function Needs({
  place,
  standing,
  mayArrange,
}: {
  readonly place: PlaceId;
  readonly standing: readonly Requirement[];
  readonly mayArrange: boolean;
}) {
  const words = usePlanWords();
  const format = useFormat();
  const nowMs = useNowMs(60_000);
  const { nameOf } = useCapabilities();
  const [needs, setNeeds] = useState(standing);
  const saving = useOrder("command.require-post", ["command.show-needs", "command.list-voids"]);
  const changed = needs !== standing;
  const save = async () => {
    const answer = await saving.send({ place, requirements: [...needs] });
    if (answer.ok) tell({ message: words.saved });
  };
  return (
    <>
      {needs.length === 0 && <Empty title={words.noNeeds}>{words.noNeedsHint}</Empty>}
      <ul className={classes.list}>
        {needs.map((need, at) => (
          <li key={`${at} ${need.from}`} className={classes.item}>
            <span className={classes.grow}>{words.need(need.units, need.people ?? null, nameOf(need.capability))}</span>
            <span className={classes.dim}>
              {format.shortTime(need.from, nowMs)} – {format.shortTime(need.until, nowMs)}
            </span>
            {mayArrange && (
              <Button size="compact-sm" variant="default" onClick={() => setNeeds(needs.toSpliced(at, 1))}>
                {words.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayArrange && (
        <>
          <AddNeed full={needs.length} onAdd={(more) => setNeeds([...needs, ...more].toSorted(byTime))} />
          <Group className={classes.tools} justify="flex-end">
            <ProblemLine problem={saving.problem} />
            {changed && <span>{words.notSaved}</span>}
            <Button disabled={!changed} loading={saving.busy} onClick={() => void save()}>
              {words.save}
            </Button>
          </Group>
        </>
      )}
    </>
  );
}

const byTime = (a: Requirement, b: Requirement) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0);

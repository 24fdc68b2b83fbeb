import { Button, FileButton, Group } from "@mantine/core";
import type { Position } from "@cordon/kernel";
import {
  AffiliationFrame,
  Answered,
  type MapTool,
  Panel,
  ProblemLine,
  Section,
  tell,
  useFormat,
  useNowMs,
} from "@cordon/ui";
import { useState } from "react";
import { useAnswer, useClient, useOrder } from "../../../ui/doors.ts";
import { type Affiliation, type FenceView, OverlaysToDraw } from "../words.ts";
import { DrawForm } from "./DrawForm.tsx";
import classes from "./picture.module.css";
import { usePictureWords } from "./words.ts";

export interface DrawingsPageProps {
  readonly mayDraw: boolean;
  readonly onTool: (tool: MapTool | null) => void;
  readonly onShow: (position: Position) => void;
  readonly onClose: () => void;
}

/** What is drawn for others to see, which areas are watched, and which units keep their position to themselves. */
export function DrawingsPage({ mayDraw, onTool, onShow, onClose }: DrawingsPageProps) {
  const words = usePictureWords();
  const [drawing, setDrawing] = useState(false);
  return (
    <Panel
      label={words.title}
      title={words.title}
      onClose={onClose}
      footer={
        mayDraw && !drawing ? (
          <Group gap="xs">
            <Button onClick={() => setDrawing(true)}>{words.draw}</Button>
            <Files />
          </Group>
        ) : undefined
      }
    >
      {drawing && <DrawForm onTool={onTool} onDone={() => setDrawing(false)} />}
      <Fences mayDraw={mayDraw} onShow={onShow} />
      <Overlays mayDraw={mayDraw} onShow={onShow} />
      <Pauses />
    </Panel>
  );
}

function Fences({ mayDraw, onShow }: Pick<DrawingsPageProps, "mayDraw" | "onShow">) {
  const words = usePictureWords();
  const answer = useAnswer("command.list-fences", {});
  const removing = useOrder("command.remove-fence", ["command.list-fences"]);
  const aboutFence = useAboutFence();
  return (
    <Section title={words.fences}>
      <p className={classes.hint}>{words.fencesHint}</p>
      <ProblemLine problem={removing.problem} />
      <Answered of={answer}>
        {({ fences }) =>
          fences.length === 0 ? (
            <p className={classes.none}>{words.noFences}</p>
          ) : (
            <ul className={classes.list}>
              {fences.map((fence) => (
                <Row
                  key={fence.id}
                  name={fence.name}
                  more={aboutFence(fence)}
                  at={fence.area.coordinates[0]?.[0]}
                  onShow={onShow}
                  onRemove={
                    mayDraw
                      ? async () => {
                          if ((await removing.send({ fence: fence.id })).ok)
                            tell({ message: words.removed(fence.name) });
                        }
                      : null
                  }
                />
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  );
}

/** What a fence tells of, of whom and when, in a line. */
function useAboutFence(): (fence: FenceView) => string {
  const words = usePictureWords();
  const format = useFormat();
  const nowMs = useNowMs();
  return ({ on, kinds, contingents, from, until }) => {
    const over = until !== null && Date.parse(until) <= nowMs;
    const period = over
      ? words.over(format.shortTime(until, nowMs))
      : [
          ...(from !== null && Date.parse(from) > nowMs ? [words.notYet(format.shortTime(from, nowMs))] : []),
          ...(until === null ? [] : [words.watchedTill(format.shortTime(until, nowMs))]),
        ].join(" ");
    return [words.crossing[on], words.fenceAbout(kinds.length, contingents.length), period]
      .filter((part) => part !== "")
      .join(" · ");
  };
}

function Overlays({ mayDraw, onShow }: Pick<DrawingsPageProps, "mayDraw" | "onShow">) {
  const words = usePictureWords();
  const answer = useAnswer("command.list-overlays", {});
  const withdrawing = useOrder("command.withdraw-overlay", ["command.list-overlays"]);
  return (
    <Section title={words.overlays}>
      <p className={classes.hint}>{words.overlaysHint}</p>
      <ProblemLine problem={withdrawing.problem} />
      <Answered of={answer}>
        {({ overlays }) =>
          overlays.length === 0 ? (
            <p className={classes.none}>{words.noOverlays}</p>
          ) : (
            <ul className={classes.list}>
              {overlays.map(({ id, name, style, version, shape, affiliation }) => (
                <Row
                  key={id}
                  name={name}
                  more={[
                    words.kind[style],
                    ...(affiliation === undefined ? [] : [words.affiliations[affiliation]]),
                    words.version(version),
                  ].join(" · ")}
                  {...(affiliation === undefined ? {} : { affiliation })}
                  at={
                    shape.type === "Point"
                      ? shape.coordinates
                      : shape.type === "Polygon"
                        ? shape.coordinates[0]?.[0]
                        : shape.coordinates[0]
                  }
                  onShow={onShow}
                  onRemove={
                    mayDraw
                      ? async () => {
                          if ((await withdrawing.send({ overlay: id })).ok) tell({ message: words.removed(name) });
                        }
                      : null
                  }
                />
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  );
}

function Row(props: {
  readonly name: string;
  readonly more: string;
  readonly affiliation?: Affiliation;
  readonly at: Position | undefined;
  readonly onShow: (position: Position) => void;
  readonly onRemove: (() => void) | null;
}) {
  const words = usePictureWords();
  const { name, more, at, affiliation, onShow, onRemove } = props;
  return (
    <li className={classes.row}>
      <button type="button" className={classes.show} title={words.show} onClick={() => at !== undefined && onShow(at)}>
        <strong className={classes.whose}>
          {affiliation !== undefined && <AffiliationFrame of={affiliation} />}
          {name}
        </strong>
        <span className={classes.dim}>{more}</span>
      </button>
      {onRemove !== null && (
        <Button variant="subtle" size="compact-sm" aria-label={`${words.remove}: ${name}`} onClick={onRemove}>
          {words.remove}
        </Button>
      )}
    </li>
  );
}

function Pauses() {
  const words = usePictureWords();
  const format = useFormat();
  const nowMs = useNowMs();
  const answer = useAnswer("command.list-pauses", {});
  if (answer.state !== "shown" || answer.data.pauses.length === 0) return null;
  return (
    <Section title={words.pauses}>
      <ul className={classes.list}>
        {answer.data.pauses.map(({ unit, callSign, since, because }) => (
          <li key={unit} className={classes.row}>
            <strong>{callSign}</strong>
            <span className={classes.dim}>{words.pausedSince(format.shortTime(since, nowMs), because)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Drawings as a file, out and in. */
function Files() {
  const words = usePictureWords();
  const client = useClient();
  const importing = useOrder("command.import-overlays", ["command.list-overlays"]);
  const save = async () => {
    const answer = await client.ask("command.export-overlays", {});
    if (!answer.ok) return;
    const url = URL.createObjectURL(
      new Blob([JSON.stringify(answer.output, null, 1)], { type: "application/geo+json" }),
    );
    const link = document.createElement("a");
    link.href = url;
    link.download = "cordon-drawings.geojson";
    link.click();
    URL.revokeObjectURL(url);
  };
  const read = async (file: File | null) => {
    if (file === null) return;
    let collection: ReturnType<typeof OverlaysToDraw.safeParse>;
    try {
      collection = OverlaysToDraw.safeParse(JSON.parse(await file.text()));
    } catch {
      return tell({ message: words.notGeoJson, tone: "attention" });
    }
    if (!collection.success) return tell({ message: words.notGeoJson, tone: "attention" });
    const sent = await importing.send({ collection: collection.data });
    if (sent.ok) tell({ message: words.importedSome(sent.output.drawn, sent.output.unchanged) });
  };
  return (
    <>
      <Button variant="default" onClick={() => void save()}>
        {words.exported}
      </Button>
      <FileButton accept=".geojson,.json,application/geo+json" onChange={(file) => void read(file)}>
        {(props) => (
          <Button variant="default" loading={importing.busy} {...props}>
            {words.imported}
          </Button>
        )}
      </FileButton>
      <ProblemLine problem={importing.problem} />
    </>
  );
}

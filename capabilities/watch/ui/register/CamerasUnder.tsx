import type { MandateId } from "@cordon/kernel";
import { Answered, useLanguage, useVocabulary } from "@cordon/ui";
import { Anchor } from "@mantine/core";
import { useAnswer } from "../doors.ts";
import { useRegisterWords } from "./words.ts";

/** The cameras that are analysed under one mandate, a line each, as the public register has them. */
export function CamerasUnder({ mandate }: { readonly mandate: MandateId }) {
  const words = useRegisterWords();
  const vocabulary = useVocabulary();
  const language = useLanguage();
  const answer = useAnswer("watch.list-cameras", {});
  return (
    <Answered of={answer}>
      {({ cameras }) => {
        const under = cameras.filter((camera) => camera.mandate === mandate);
        if (under.length === 0) return <span>{words.none}</span>;
        return (
          <>
            <ul>
              {under.map(({ id, name, scene, suspended }) => {
                const kinds = [...new Set(scene.events.map(({ kind }) => kind))];
                const events = kinds.filter((kind) => !suspended.includes(kind)).map((kind) => vocabulary.signal[kind]);
                const masks = scene.masks?.length ?? 0;
                return (
                  <li key={id}>
                    {name[language]}: {[...events, ...(masks === 0 ? [] : [words.masks(masks)])].join(", ")}
                  </li>
                );
              })}
            </ul>
            <Anchor href="/register/cameras" target="_blank" rel="noreferrer" underline="always" size="sm">
              {words.public}
            </Anchor>
          </>
        );
      }}
    </Answered>
  );
}

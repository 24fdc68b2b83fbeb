import { Select } from "@mantine/core";
import { PlaceId } from "@cordon/kernel";
import { useLanguage } from "@cordon/ui";
import { useMemo } from "react";
import { useSurroundings } from "../../../ui/Around.tsx";
import { usePlanWords } from "./plan-words.ts";

/** A post by its reference or its name; any place of the operation can be one. */
export function PostChoice({
  place,
  onPlace,
}: {
  readonly place: PlaceId | null;
  readonly onPlace: (place: PlaceId | null) => void;
}) {
  const words = usePlanWords();
  const language = useLanguage();
  const { places } = useSurroundings();
  const data = useMemo(
    () => places.map(({ id, reference, name }) => ({ value: id, label: `${reference} · ${name[language]}` })),
    [places, language],
  );
  return (
    <Select
      label={words.post}
      placeholder={words.choose}
      searchable
      limit={50}
      data={data}
      value={place}
      onChange={(value) => {
        const chosen = PlaceId.safeParse(value);
        onPlace(chosen.success ? chosen.data : null);
      }}
    />
  );
}

import { Select } from "@mantine/core";
import type { IncidentId } from "@cordon/kernel";
import { useAnswer } from "./doors.ts";
import { useMomentWords } from "./words.ts";

/** Of those there are, the newest: who reviews an older one comes from its own page. */
const MOST = 200;

/** One incident, or none of them. */
export function IncidentChoice(props: {
  readonly label: string;
  /** What it means that none is chosen. */
  readonly none: string;
  readonly incident: IncidentId | null;
  readonly onIncident: (incident: IncidentId | null) => void;
}) {
  const words = useMomentWords();
  const answer = useAnswer("command.list-incidents", { state: "all", limit: MOST });
  const incidents = answer.state === "shown" ? answer.data.incidents : [];
  return (
    <Select
      size="xs"
      searchable
      allowDeselect={false}
      aria-label={props.label}
      value={props.incident ?? ""}
      onChange={(chosen) => props.onIncident(incidents.find(({ id }) => id === chosen)?.id ?? null)}
      data={[
        { value: "", label: props.none },
        ...incidents.map(({ id, number, title }) => ({ value: id, label: `${words.incident(number)}: ${title}` })),
      ]}
    />
  );
}

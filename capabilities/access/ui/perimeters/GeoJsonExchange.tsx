import { Button, FileButton } from "@mantine/core";
import { type Problem, ProblemLine, tell } from "@cordon/ui";
import { useState } from "react";
import { z } from "zod";
import { useClient, useOrder } from "../doors.ts";
import { download } from "../fields/download.ts";
import { Category, Rule } from "../../words.ts";
import { useAccessWords } from "../words.ts";

/** As far as it must be one to be sent; what is wrong with a feature the server says, feature by feature. */
const Collection = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(z.unknown()).min(1).max(1000),
  categories: z.array(Category).max(40).optional(),
  rules: z.array(Rule).max(300).optional(),
});

/** Zones and gates as GeoJSON: out to any other tool, and back. */
export function GeoJsonExchange({ mayImport }: { readonly mayImport: boolean }) {
  const words = useAccessWords().perimeter;
  const client = useClient();
  const importing = useOrder("access.import-perimeters", ["access.show-perimeters"]);
  const [problem, setProblem] = useState<Problem | null>(null);

  const take = async (file: File | null) => {
    if (file === null) return;
    setProblem(null);
    const read = Collection.safeParse(readJson(await file.text()));
    if (!read.success) {
      setProblem({ reason: "invalid", detail: words.noGeoJson(file.name), what: null, issues: [] });
      return;
    }
    const answer = await importing.send({ collection: read.data });
    if (answer.ok) tell({ message: words.imported(answer.output.drawn, answer.output.unchanged) });
  };
  const give = async () => {
    setProblem(null);
    const answer = await client.ask("access.export-perimeters", {});
    if (!answer.ok) return setProblem(answer.problem);
    download("perimeters.geojson", "application/geo+json", `${JSON.stringify(answer.output, null, 2)}\n`);
  };
  return (
    <>
      {mayImport && (
        <FileButton accept=".geojson,.json,application/geo+json,application/json" onChange={(file) => void take(file)}>
          {(given) => (
            <Button variant="default" loading={importing.busy} {...given}>
              {words.import}
            </Button>
          )}
        </FileButton>
      )}
      <Button variant="default" onClick={() => void give()}>
        {words.export}
      </Button>
      <ProblemLine problem={problem ?? importing.problem} />
    </>
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

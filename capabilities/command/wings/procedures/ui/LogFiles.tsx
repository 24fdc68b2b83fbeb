import { Button } from "@mantine/core";
import type { Exhibit, IncidentId } from "@cordon/kernel";
import { type Problem, ProblemLine, tell } from "@cordon/ui";
import { useRef, useState } from "react";
import { exhibitUrl } from "../../../ui/exhibit.ts";
import classes from "../../../ui/command.module.css";
import { useSurroundings } from "../../../ui/Around.tsx";
import { SayWhy } from "../../../ui/SayWhy.tsx";
import { useClient, useOrder } from "../../../ui/doors.ts";
import { useProcedureWords } from "./words.ts";

const TAKES = "image/jpeg,image/png,image/webp,video/mp4,video/webm,application/pdf,text/plain";

/** Photos, videos and recordings come without what they hide, and text hides nothing; in a PDF may stand who made it, with what and where. */
const keepsItsMaker = ({ mediaType }: Exhibit): boolean => mediaType === "application/pdf";

/** Files for a line of the log: sent at once, named by the line when that is written. */
export function FileChoice({
  files,
  onFiles,
}: {
  readonly files: readonly Exhibit[];
  readonly onFiles: (files: readonly Exhibit[]) => void;
}) {
  const words = useProcedureWords().files;
  const client = useClient();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (chosen: readonly File[]) => {
    setBusy(true);
    setProblem(null);
    const sent: Exhibit[] = [...files];
    for (const file of chosen.slice(0, 8 - files.length)) {
      const answer = await client.sendFile(file);
      if (answer.ok) sent.push(answer.output);
      else setProblem(answer.problem);
    }
    onFiles(sent);
    setBusy(false);
  };
  return (
    <div className={`${classes.taskHead} ${classes.files}`}>
      <input
        ref={input}
        type="file"
        accept={TAKES}
        multiple
        hidden
        onChange={(event) => {
          void send([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
      <Button
        size="compact-sm"
        variant="default"
        title={words.hidden}
        loading={busy}
        onClick={() => input.current?.click()}
      >
        {words.add}…
      </Button>
      {files.length > 0 && (
        <>
          <span className={classes.dim}>{words.chosen(files.length)}</span>
          <Button size="compact-sm" variant="subtle" onClick={() => onFiles([])}>
            {words.remove}
          </Button>
        </>
      )}
      {files.some(keepsItsMaker) && (
        <p role="status" className={classes.hint}>
          {words.keepsItsMaker}
        </p>
      )}
      <ProblemLine problem={problem} />
    </div>
  );
}

interface LogFilesProps {
  readonly files: readonly Exhibit[];
  /** The line they went with, by its number in the journal. */
  readonly of: { readonly incident: IncidentId; readonly line: number };
}

/** The files of a line that was written; whoever may erase them can, one by one, saying why. */
export function LogFiles({ files, of }: LogFilesProps) {
  const words = useProcedureWords().files;
  const { mayErase } = useSurroundings();
  const [asking, setAsking] = useState<Exhibit | null>(null);
  const erasing = useOrder("command.erase-attachment", ["command.show-incident"]);
  return (
    <div className={classes.logFiles}>
      {files.map((file) => (
        <div key={file.blob}>
          <a href={exhibitUrl(file)} target="_blank" rel="noreferrer">
            {file.role === "still" ? (
              <img src={exhibitUrl(file)} alt={words.still} loading="lazy" />
            ) : (
              words.open(file.mediaType)
            )}
          </a>
          {keepsItsMaker(file) && <p className={classes.hint}>{words.keepsItsMaker}</p>}
          {mayErase && asking === null && (
            <Button size="compact-xs" variant="subtle" onClick={() => setAsking(file)}>
              {words.erase}…
            </Button>
          )}
        </div>
      ))}
      {asking !== null && (
        <SayWhy
          label={words.eraseWhy}
          send={words.erase}
          busy={erasing.busy}
          problem={erasing.problem}
          onSend={async (because) => {
            const erased = await erasing.send({ ...of, blob: asking.blob, because });
            if (!erased.ok) return;
            tell({ message: words.erased });
            setAsking(null);
          }}
          onCancel={() => setAsking(null)}
        />
      )}
    </div>
  );
}

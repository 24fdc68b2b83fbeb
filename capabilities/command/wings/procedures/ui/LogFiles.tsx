import { Button } from "@mantine/core";
import type { Exhibit } from "@cordon/kernel";
import { type Problem, ProblemLine } from "@cordon/ui";
import { useRef, useState } from "react";
import { exhibitUrl } from "../../../ui/exhibit.ts";
import classes from "../../../ui/command.module.css";
import { useClient } from "../../../ui/doors.ts";
import { useProcedureWords } from "./words.ts";

const TAKES = "image/jpeg,image/png,image/webp,video/mp4,video/webm,application/pdf,text/plain";

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
    <div className={classes.taskHead}>
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
        variant="subtle"
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
      <ProblemLine problem={problem} />
    </div>
  );
}

/** The files of a line that was written. */
export function LogFiles({ files }: { readonly files: readonly Exhibit[] }) {
  const words = useProcedureWords().files;
  return (
    <div className={classes.logFiles}>
      {files.map((file) => (
        <a key={file.blob} href={exhibitUrl(file)} target="_blank" rel="noreferrer">
          {file.role === "still" ? (
            <img src={exhibitUrl(file)} alt={words.still} loading="lazy" />
          ) : (
            words.open(file.mediaType)
          )}
        </a>
      ))}
    </div>
  );
}

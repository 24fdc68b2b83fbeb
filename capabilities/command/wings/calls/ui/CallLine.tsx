import { Button, Kbd, NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import type { IncidentId, SignalId } from "@cordon/kernel";
import { isEscape, type MapTool, ProblemLine, tell, useShellWords, useVocabulary } from "@cordon/ui";
import { useRef, useState } from "react";
import { useOrder } from "../../../ui/doors.ts";
import { ReportKind } from "../../../words.ts";
import { Channel } from "../words.ts";
import classes from "./calls.module.css";
import { type CallDraft, changed, emptyDraft } from "./draft.ts";
import { CallSignField } from "./CallSignField.tsx";
import { LocationField } from "./LocationField.tsx";
import { useCallWords } from "./words.ts";

export interface CallLineProps {
  readonly draft: CallDraft;
  readonly onDraft: (draft: CallDraft) => void;
  readonly onTool: (tool: MapTool | null) => void;
  readonly onSignal: (signal: SignalId) => void;
  readonly onIncident: (incident: IncidentId) => void;
  readonly onClose: () => void;
}

/** One line for what somebody tells by radio or telephone: who, what, where, Enter. What is typed stays until it is taken. */
export function CallLine({ draft, onDraft, onTool, onSignal, onIncident, onClose }: CallLineProps) {
  const words = useCallWords();
  const vocabulary = useVocabulary();
  const shell = useShellWords();
  const reporting = useOrder("command.report-call", ["command.list-signals", "command.list-incidents"]);
  const [missing, setMissing] = useState<"what" | "where" | null>(null);
  const [picking, setPicking] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const change = (to: Parameters<typeof changed>[1]) => {
    setMissing(null);
    onDraft(changed(draft, to));
  };

  const send = async (atOnce: boolean) => {
    if (reporting.busy) return;
    const { where, channel } = draft;
    const lacks = draft.note.trim() === "" ? "what" : where === null ? "where" : null;
    setMissing(lacks);
    if (lacks !== null || where === null) {
      form.current?.querySelector<HTMLInputElement>(`[data-part="${lacks}"] input`)?.focus();
      return;
    }
    const callSign = draft.callSign.trim();
    const answer = await reporting.send({
      ...{ signal: draft.signal, channel, kind: draft.kind, note: draft.note },
      ...{ position: where.position, place: where.place, address: where.address },
      callSign: channel === "radio" && callSign !== "" ? callSign : null,
      caller: channel === "phone" ? { name: draft.name, phone: draft.phone } : null,
      priority: atOnce ? 2 : null,
    });
    if (!answer.ok) return;
    onDraft(emptyDraft(channel));
    const { signal, incident } = answer.output;
    tell({ message: incident === null ? words.sent : words.opened(incident.number) });
    onClose();
    if (incident === null) onSignal(signal);
    else onIncident(incident.incident);
  };

  return (
    <section className={classes.line} aria-label={words.title}>
      <form
        ref={form}
        className={classes.fields}
        data-channel={draft.channel}
        onSubmit={(event) => {
          event.preventDefault();
          void send(false);
        }}
        onKeyDown={(event) => {
          if (isEscape(event)) {
            event.stopPropagation();
            if (picking) setPicking(false);
            else onClose();
          }
          if (event.key !== "Enter" || !event.shiftKey || event.defaultPrevented) return;
          event.preventDefault();
          void send(true);
        }}
      >
        <SegmentedControl
          className={classes.channel}
          aria-label={words.channel}
          value={draft.channel}
          onChange={(value) => change({ channel: Channel.catch("radio").parse(value) })}
          data={Channel.options.map((value) => ({ value, label: words.channels[value] }))}
        />
        {draft.channel === "radio" && <CallSignField draft={draft} onChange={change} />}
        {draft.channel === "phone" && (
          <>
            <TextInput
              label={words.callerName}
              autoFocus
              maxLength={120}
              autoComplete="off"
              value={draft.name}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
            <TextInput
              label={words.callerPhone}
              type="tel"
              maxLength={40}
              autoComplete="off"
              value={draft.phone}
              onChange={(event) => change({ phone: event.currentTarget.value })}
            />
          </>
        )}
        <TextInput
          data-part="what"
          wrapperProps={{ "data-part": "what" }}
          label={words.what}
          autoFocus={draft.channel === "room"}
          maxLength={500}
          autoComplete="off"
          value={draft.note}
          error={missing === "what" ? words.missingWhat : null}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
        <div data-part="where">
          <LocationField
            text={draft.whereText}
            chosen={draft.where}
            onChange={(whereText, where) => change({ whereText, where })}
            problem={missing === "where" ? words.missingWhere : null}
            onTool={onTool}
            picking={picking}
            onPicking={setPicking}
          />
        </div>
        <NativeSelect
          label={words.kind}
          value={draft.kind}
          onChange={(event) => change({ kind: ReportKind.catch("report").parse(event.currentTarget.value) })}
          data={ReportKind.options.map((value) => ({ value, label: vocabulary.signal[value] }))}
        />
        <div className={classes.send}>
          <Button type="submit" loading={reporting.busy} rightSection={<Kbd size="xs">↵</Kbd>}>
            {words.send}
          </Button>
          <Button
            variant="default"
            disabled={reporting.busy}
            onClick={() => void send(true)}
            rightSection={<Kbd size="xs">⇧ ↵</Kbd>}
          >
            {words.open}
          </Button>
        </div>
      </form>
      <ProblemLine problem={reporting.problem} />
      <p className={classes.hint}>
        {draft.channel === "phone" ? `${words.inVault} ` : ""}
        {shell.noPersonalData} <span className={classes.keys}>{words.keys}</span>
      </p>
    </section>
  );
}

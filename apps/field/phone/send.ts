import { type Exhibit, TaskState } from "@cordon/kernel";
import type { Answer, Problem } from "@cordon/ui";
import type { Letter, LetterOf, PhotoId } from "../outbox/letters.ts";
import type { Press, Sent, Told } from "../outbox/presses.ts";
import type { Desk } from "./desk.ts";

export interface Sending {
  readonly desk: Pick<Desk, "client">;
  /** Sends a kept photograph; null where it is kept no more. */
  readonly sendPhoto: (photo: PhotoId) => Promise<Answer<Exhibit> | null>;
  /** A call for help arrived. */
  readonly onCalled: (letter: LetterOf<"sos">, answer: Called) => void;
}

/** What the server said of a call. */
export interface Called {
  readonly signal: LetterOf<"sos">["id"];
  readonly where: "phone" | "track" | "task" | "post" | "nowhere";
  readonly at: LetterOf<"sos">["pressedAt"];
}

const PHOTO_GONE: Told = { reason: "not-found", code: "photo-gone", params: {} };
const TAKEN: Sent = { outcome: "taken", state: null };

/** Sends one letter and says what became of it. */
export async function sendLetter(letter: Letter, sending: Sending): Promise<Sent> {
  const { client } = sending.desk;
  switch (letter.what) {
    case "press":
      return sendPress(sending.desk, letter.press);
    case "sos": {
      const { id: signal, pressedAt, known } = letter;
      const answer = await client.order("command.raise-sos", { signal, pressedAt, position: known });
      if (answer.ok) sending.onCalled(letter, answer.output);
      return taken(answer);
    }
    case "call-off":
      return taken(await client.order("command.call-off-sos", { signal: letter.signal, pressedAt: letter.pressedAt }));
    case "report":
      return sendReport(letter, sending);
    case "photo": {
      const sent = await sending.sendPhoto(letter.photo);
      if (sent === null) return { outcome: "refused", state: null, told: PHOTO_GONE };
      if (!sent.ok) return failed(sent.problem);
      const { task, note: text } = letter;
      return taken(await client.order("command.note-task", { task, text, exhibits: [sent.output.blob] }));
    }
    case "shift": {
      const { shift, id: commandId, pressedAt, note } = letter;
      return taken(
        letter.event === "take-up"
          ? await client.order("command.take-up-shift", { shift, commandId, pressedAt })
          : await client.order("command.end-shift", { shift, commandId, pressedAt, note }),
      );
    }
    case "message": {
      const { id: message, to, text, urgency, replyTo, writtenAt } = letter;
      return taken(await client.order("command.send-message", { message, to, text, urgency, replyTo, writtenAt }));
    }
    case "read":
      return taken(await client.order("command.read-messages", { messages: [...letter.messages] }));
    case "sharing":
      return taken(
        letter.because === null
          ? await client.order("command.resume-sharing", {})
          : await client.order("command.pause-sharing", { because: letter.because }),
      );
  }
}

/** A report's photographs go first; one that is kept no more, or that the server will not have, holds up no report. */
async function sendReport(letter: LetterOf<"report">, { desk, sendPhoto }: Sending): Promise<Sent> {
  const exhibits: Exhibit["blob"][] = [];
  for (const photo of letter.photos) {
    const sent = await sendPhoto(photo);
    if (sent === null) continue;
    if (sent.ok) exhibits.push(sent.output.blob);
    else if (failed(sent.problem).outcome === "unknown") return failed(sent.problem);
  }
  const { id: signal, kind, note, position, since } = letter;
  return taken(await desk.client.order("command.raise-signal", { signal, kind, note, position, since, exhibits }));
}

async function sendPress({ client }: Pick<Desk, "client">, press: Press): Promise<Sent> {
  const { task, commandId, pressedAt, said } = press;
  const step = { task, commandId, pressedAt };
  switch (press.event) {
    case "acknowledge":
      return stepped(await client.order("command.acknowledge-task", step));
    case "start":
      return stepped(await client.order("command.start-task", step));
    case "finish":
      return stepped(await client.order("command.finish-task", { ...step, note: said }));
    case "refuse":
      return stepped(await client.order("command.refuse-task", { ...step, reason: said }));
  }
}

function stepped(answer: Answer<{ readonly state: TaskState }>): Sent {
  return answer.ok ? { outcome: "taken", state: answer.output.state } : failed(answer.problem);
}

function taken(answer: Answer<unknown>): Sent {
  return answer.ok ? TAKEN : failed(answer.problem);
}

/** What a problem says, by the names it has. */
export function toldOf({ reason, code, params }: Problem): Told {
  return { reason, code: code ?? null, params: params ?? {} };
}

/** What a problem means for the letter it was about. Whatever is not a decision of the server may be tried again. */
function failed(problem: Problem): Sent {
  const { reason, what } = problem;
  switch (reason) {
    case "not-possible-now":
    case "conflict":
    case "invalid":
    case "too-large":
    case "not-found":
    case "not-permitted":
    case "no-mandate": {
      const state = TaskState.safeParse(what);
      return { outcome: "refused", state: state.success ? state.data : null, told: toldOf(problem) };
    }
    case "broken":
    case "store-full":
    case "unavailable":
    case "too-many":
      return { outcome: "unknown", reached: true };
    case "offline":
    case "not-signed-in":
    case "stale-client":
      return { outcome: "unknown" };
  }
}

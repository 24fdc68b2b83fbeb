import type { Envelope } from "@cordon/kernel";
import { millisecondsOf } from "@cordon/kernel";
import type { Problem } from "@cordon/ui";
import type { Desk } from "./desk.ts";
import { News } from "./news.ts";
import { askTasksInMs, holdsLine, LOST_LINE_MS, situationOf } from "./pace.ts";
import { isHidden } from "./seen.ts";
import type { PhoneState, Reach, Tasks } from "./state.ts";

/** What changes seldom is asked again no more often than this, unless the journal told of it. */
const SELDOM_MS = 5 * 60_000;

/** What is asked beside the tasks, and which entries make it old. */
interface Seldom {
  readonly entries: RegExp;
  readonly ask: () => Promise<void>;
  /** Whether something is awaited that others do, which a phone is not told of: then it is asked as often as the tasks are. */
  readonly awaits?: () => boolean;
}

export interface HearingParts {
  readonly desk: Desk;
  readonly seldom: readonly Seldom[];
  readonly contract: () => string | null;
  readonly onContract: (contract: string) => void;
  /** The server was heard: what waits may go. */
  readonly onHeard: () => void;
  /** The live line opened. */
  readonly onLive: () => void;
  /** The server answers, but not to this phone. */
  readonly onStranger: (problem: Problem) => Promise<void>;
}

/** Asks for the tasks, and listens to the journal in between. */
export class Hearing implements Disposable {
  readonly #parts: HearingParts;
  readonly #asked = new Map<Seldom, number>();
  #news: News | null = null;
  #poll: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  #askAgain = false;

  constructor(parts: HearingParts) {
    this.#parts = parts;
  }

  /** Asks for the tasks. Asked while it is asking, it asks once more: the answer under way may be old. */
  async refresh(): Promise<void> {
    const { signal } = this.#parts.desk;
    this.#askAgain = true;
    if (this.#asking) return;
    this.#asking = true;
    clearTimeout(this.#poll);
    while (this.#askAgain && !signal.aborted) {
      this.#askAgain = false;
      await this.#refresh();
    }
    this.#asking = false;
    if (signal.aborted) return;
    this.#later();
  }

  report(frame: DataView<ArrayBuffer>): boolean {
    return this.#news?.report(frame) ?? false;
  }

  unheard(): void {
    const { shown } = this.#parts.desk;
    if (shown.state().reach !== "nobody") shown.show({ reach: "nobody" });
  }

  /** Nobody looks at the page any more: nothing is asked until somebody does, or something waits to be sent. */
  rest(): void {
    clearTimeout(this.#poll);
    if (!this.#holdsLine()) this.#leave();
  }

  #leave(): void {
    this.deafen();
    // What is missed meanwhile is asked for when it listens again.
    this.#asked.clear();
  }

  #later(): void {
    clearTimeout(this.#poll);
    const { shown } = this.#parts.desk;
    const ms = askTasksInMs(isHidden(), shown.state().reach === "live");
    if (ms !== null) this.#poll = setTimeout(() => void this.refresh(), ms);
    // A line that is lost in a pocket is not opened again and again, but after a while, or when somebody looks.
    else if (this.#news === null && this.#holdsLine()) this.#poll = setTimeout(() => void this.refresh(), LOST_LINE_MS);
  }

  deafen(): void {
    this.#news?.[Symbol.dispose]();
    this.#news = null;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#poll);
    this.deafen();
  }

  #holdsLine(): boolean {
    const state = this.#parts.desk.shown.state();
    const hidden = isHidden();
    return holdsLine(hidden, state.sharing, situationOf(state, hidden, Date.now()).sos);
  }

  async #refresh(): Promise<void> {
    const { desk, onHeard, onStranger } = this.#parts;
    if (!desk.identified() || desk.shown.state().at.standing !== "enrolled") return;
    const answer = await desk.client.ask("command.my-tasks", {}, desk.signal);
    if (!answer.ok) {
      if (answer.problem.reason === "offline") this.unheard();
      else if (answer.problem.reason !== "not-signed-in") await onStranger(answer.problem);
      return;
    }
    const tasks: Tasks = answer.output;
    const before = desk.shown.state().tasks;
    const known = new Set(before?.open.map((task) => task.id));
    if (before !== null && tasks.open.some((task) => !known.has(task.id))) navigator.vibrate?.([200, 100, 200]);
    this.#heard({ tasks, problem: null, aheadMs: millisecondsOf(tasks.at) - Date.now() });
    await desk.keeping()?.put("tasks", tasks);
    this.#listen();
    onHeard();
    // Beside it: what is slow to answer holds up no task.
    void this.#askSeldom(
      (seldom) => seldom.awaits?.() === true || Date.now() - (this.#asked.get(seldom) ?? 0) > SELDOM_MS,
    );
  }

  async #askSeldom(wanted: (seldom: Seldom) => boolean): Promise<void> {
    for (const seldom of this.#parts.seldom) {
      if (!wanted(seldom) || this.#parts.desk.signal.aborted) continue;
      this.#asked.set(seldom, Date.now());
      await seldom.ask();
    }
  }

  #listen(): void {
    const { desk, contract, onContract, onLive } = this.#parts;
    if (this.#news !== null || desk.signal.aborted || !this.#holdsLine()) return;
    this.#news = new News({
      contract,
      onContract,
      onEntries: (entries) => this.#learn(entries),
      onReopened: () => {
        this.#asked.clear();
        void this.refresh();
      },
      onLive: (live) => {
        if (live) {
          this.#heard({});
          onLive();
          return;
        }
        if (desk.shown.state().reach === "live") desk.shown.show({ reach: "polling" });
      },
      onLost: () => {
        if (!isHidden()) return;
        this.#leave();
        this.#later();
      },
      onEnded: (error) => {
        this.deafen();
        if (error === "stale-client") desk.shown.show({ outdated: true });
        else void this.refresh();
      },
    });
  }

  #learn(entries: readonly Envelope[]): void {
    if (entries.some(({ kind }) => /^(task|unit|incident)\./.test(kind))) void this.refresh();
    void this.#askSeldom((seldom) => entries.some(({ kind }) => seldom.entries.test(kind)));
  }

  #heard(change: Partial<PhoneState>): void {
    const reach: Reach = this.#news?.live === true ? "live" : "polling";
    this.#parts.desk.shown.show({ ...change, reach, heardAtMs: Date.now() });
  }
}

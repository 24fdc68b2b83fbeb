import type { CommandApi } from "@cordon/command";
import type { Device, Offer, SignedIn } from "@cordon/ground/identity/device-side.ts";
import { CommandId, type Envelope, instantOf, millisecondsOf, type TaskId, ulid } from "@cordon/kernel";
import { type Client, createClient, type Problem } from "@cordon/ui";
import { readOperation } from "@cordon/ui/device";
import { Courier } from "../queue/courier.ts";
import {
  add,
  type Conflict,
  type Press,
  type PressEvent,
  type Queue,
  type Sent,
  settle,
  takeBack,
} from "../queue/rules.ts";
import { enrol, lookAtCode, signIn, whoIsSignedIn } from "./device.ts";
import { fetchAs } from "./doors.ts";
import { Keeping, type Tasks } from "./kept.ts";
import { News } from "./news.ts";
import { sendPress } from "./send.ts";
import { type PhoneState, type Reach, STARTING } from "./state.ts";

const POLL_MS = 15_000;
const CALM_POLL_MS = 60_000;
/** How long a network that answers nothing may keep a phone from going on as itself. */
const IDENTIFY_WITHIN_MS = 5_000;
/** How long a press that cannot be undone by another one can be taken back. */
const HOLD_MS = 6_000;

/** The phone: what it knows, what it was told, and what it still has to say. Everything a screen shows is in its state. */
export class Phone implements Disposable {
  readonly #listeners = new Set<() => void>();
  readonly #client: Client<CommandApi>;
  readonly #courier: Courier;
  readonly #stopping = new AbortController();
  #keeping: Keeping | null = null;
  #device: Device | null = null;
  #news: News | null = null;
  #contract: string | null = null;
  #poll: ReturnType<typeof setTimeout> | undefined;
  #identified = false;
  #asking = false;
  #askAgain = false;
  #state: PhoneState = STARTING;

  constructor() {
    this.#client = createClient<CommandApi>({
      fetch: fetchAs({ who: () => this.#who(), onRefused: () => void this.#revoked() }),
      contract: () => this.#contract,
      onProblem: ({ reason }) => {
        if (reason === "stale-client") this.#show({ outdated: true });
      },
    });
    this.#courier = new Courier({
      queue: () => this.#presses(),
      send: async (press) => (this.#identified ? sendPress(this.#client, press) : { outcome: "unknown" }),
      settled: (press, sent) => this.#settled(press, sent),
      nowMs: () => Date.now(),
      spread: () => Math.random(),
    });
  }

  readonly state = (): PhoneState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** @param code from the link the phone was opened with */
  async start(code: string | null): Promise<void> {
    try {
      this.#keeping = await Keeping.open();
    } catch {
      this.#show({ at: { standing: "cannot-keep" } });
      return;
    }
    const keeping = this.#keeping;
    const { signal } = this.#stopping;
    window.addEventListener("online", () => void this.refresh(), { signal });
    window.addEventListener("offline", () => this.#unheard(), { signal });
    document.addEventListener("visibilitychange", () => void this.#seen(keeping), { signal });
    this.#device = await keeping.get("device");
    this.#show({
      label: this.#device?.label ?? "",
      operation: await keeping.get("operation"),
      tasks: await keeping.get("tasks"),
      places: (await keeping.get("places")) ?? [],
      conflicts: (await keeping.get("conflicts")) ?? [],
      queue: await keeping.presses(),
    });
    if (code !== null) await this.look(code);
    else if (this.#device === null) this.#show({ at: { standing: "unenrolled", problem: null } });
    else await this.#begin(this.#device);
    void this.#learnOperation();
  }

  /** Another page of this phone may have sent what waited, or met a conflict, while this one was out of sight. */
  async #seen(keeping: Keeping): Promise<void> {
    if (document.visibilityState !== "visible" || this.#state.at.standing !== "enrolled") return;
    this.#show({ queue: await keeping.presses(), conflicts: (await keeping.get("conflicts")) ?? [] });
    await this.refresh();
  }

  /** Asks what a code stands for. Nothing changes yet. */
  async look(code: string): Promise<void> {
    const looked = await lookAtCode(code);
    if (looked.ok) this.#show({ at: { standing: "offered", offer: looked.offer, problem: null, busy: false } });
    else if (this.#device === null) this.#show({ at: { standing: "unenrolled", problem: looked.problem } });
    else await this.#begin(this.#device);
  }

  async accept(offer: Offer): Promise<void> {
    if (this.#keeping === null) return;
    this.#show({ at: { standing: "offered", offer, problem: null, busy: true } });
    const done = await enrol(this.#keeping, offer);
    this.#device = await this.#keeping.get("device");
    if (!done.ok) {
      this.#show({ at: { standing: "offered", offer, problem: done.problem, busy: false } });
      return;
    }
    this.#show({ tasks: null, conflicts: [], queue: [], label: offer.label });
    if (this.#device !== null) await this.#begin(this.#device);
  }

  /** Leaves the code alone. */
  async decline(): Promise<void> {
    if (this.#device === null) this.#show({ at: { standing: "unenrolled", problem: null } });
    else await this.#begin(this.#device);
  }

  /** Goes on as this phone where somebody else is signed in with the same browser. */
  async takeOver(): Promise<void> {
    if (this.#keeping === null || this.#device === null) return;
    const done = await signIn(this.#keeping, this.#device);
    if (done.ok) this.#enter();
  }

  /** Shows what is known at once. Nothing is asked or sent as this phone before it is clear that nobody else is signed in. */
  async #begin(device: Device): Promise<void> {
    this.#show({ at: { standing: "enrolled" } });
    const who = await whoIsSignedIn(AbortSignal.timeout(IDENTIFY_WITHIN_MS));
    if (who !== null && who.id !== device.id) this.#taken(who);
    else this.#enter();
  }

  #taken(by: SignedIn): void {
    this.#identified = false;
    this.#show({ at: { standing: "taken", by } });
  }

  #enter(): void {
    this.#identified = true;
    this.#show({ at: { standing: "enrolled" } });
    void this.refresh();
  }

  /** Keeps a press and sends it when it may be. `held`: it can be taken back for a moment. */
  async press(task: TaskId, event: PressEvent, said: string, held: boolean): Promise<void> {
    const keeping = this.#keeping;
    const state = this.#state.tasks?.open.find((one) => one.id === task)?.state;
    if (keeping === null || state === undefined) return;
    const now = Date.now();
    const commandId = CommandId.parse(ulid(now, crypto.getRandomValues(new Uint8Array(10))));
    const heldUntilMs = held ? now + HOLD_MS : now;
    const press: Press = { commandId, task, event, said, pressedAt: instantOf(now), heldUntilMs };
    const queue = add(this.#state.queue, press, state);
    if (queue === this.#state.queue) return;
    this.#show({ queue });
    await keeping.addPress(press);
    void this.#courier.wake();
  }

  async undo(commandId: CommandId): Promise<void> {
    const { queue } = this.#state;
    const left = takeBack(queue, commandId, Date.now());
    this.#show({ queue: left });
    await this.#keeping?.dropPresses(queue.filter((press) => !left.includes(press)).map((press) => press.commandId));
  }

  /** The officer has read that presses came too late. */
  async understood(commandIds: readonly CommandId[]): Promise<void> {
    await this.#keepConflicts(this.#state.conflicts.filter((one) => !commandIds.includes(one.press.commandId)));
  }

  /** Asks for the tasks, and sends what waits. Asked while it is asking, it asks once more: the answer under way may be old. */
  async refresh(): Promise<void> {
    this.#askAgain = true;
    if (this.#asking) return;
    this.#asking = true;
    clearTimeout(this.#poll);
    while (this.#askAgain && !this.#stopping.signal.aborted) {
      this.#askAgain = false;
      await this.#refresh();
    }
    this.#asking = false;
    if (this.#stopping.signal.aborted) return;
    this.#poll = setTimeout(() => void this.refresh(), this.#state.reach === "live" ? CALM_POLL_MS : POLL_MS);
  }

  [Symbol.dispose](): void {
    this.#stopping.abort();
    clearTimeout(this.#poll);
    this.#courier[Symbol.dispose]();
    this.#deafen();
    this.#listeners.clear();
  }

  async #refresh(): Promise<void> {
    if (!this.#identified || this.#state.at.standing !== "enrolled") return;
    const answer = await this.#client.ask("command.my-tasks", {}, this.#stopping.signal);
    if (!answer.ok) {
      await this.#failed(answer.problem);
      return;
    }
    const tasks: Tasks = answer.output;
    const known = new Set(this.#state.tasks?.open.map((task) => task.id));
    if (this.#state.tasks !== null && tasks.open.some((task) => !known.has(task.id)))
      navigator.vibrate?.([200, 100, 200]);
    this.#heard({ tasks, problem: null, aheadMs: millisecondsOf(tasks.at) - Date.now() });
    await this.#keeping?.put("tasks", tasks);
    this.#listen();
    void this.#courier.wake();
    if (this.#state.places.length === 0) void this.#learnPlaces();
  }

  async #failed(problem: Problem): Promise<void> {
    if (problem.reason === "offline") return this.#unheard();
    if (problem.reason === "not-signed-in") return;
    const who = problem.reason === "not-permitted" ? await whoIsSignedIn(this.#stopping.signal) : null;
    if (who !== null && who.id !== this.#device?.id) this.#taken(who);
    else this.#show({ problem });
  }

  #who(): { readonly keeping: Keeping; readonly device: Device } | null {
    return this.#keeping === null || this.#device === null ? null : { keeping: this.#keeping, device: this.#device };
  }

  /** Its tasks are no longer its business. What it had to say stays, to be said by radio. */
  async #revoked(): Promise<void> {
    this.#deafen();
    this.#show({ at: { standing: "revoked" }, tasks: null, conflicts: [] });
    await this.#keeping?.forgetTasks();
  }

  #presses(): Promise<Queue> {
    return this.#keeping?.presses() ?? Promise.resolve([]);
  }

  async #settled(press: Press, sent: Sent): Promise<void> {
    const { queue, conflict } = settle(await this.#presses(), press.commandId, sent);
    await this.#keeping?.dropPresses([press.commandId]);
    if (conflict !== null) await this.#keepConflicts([...this.#state.conflicts, conflict]);
    const { tasks } = this.#state;
    const state = sent.outcome === "unknown" ? null : sent.state;
    if (tasks === null || state === null) this.#show({ queue });
    else {
      const open = tasks.open.map((task) => (task.id === press.task ? { ...task, state } : task));
      this.#heard({ queue, tasks: { ...tasks, open } });
    }
    if (queue.length === 0) void this.refresh();
  }

  async #keepConflicts(conflicts: readonly Conflict[]): Promise<void> {
    this.#show({ conflicts });
    await this.#keeping?.put("conflicts", conflicts);
  }

  #listen(): void {
    if (this.#news !== null || this.#stopping.signal.aborted) return;
    this.#news = new News({
      contract: () => this.#contract,
      onContract: (contract) => {
        this.#contract ??= contract;
      },
      onEntries: (entries) => this.#learn(entries),
      onReopened: () => void this.refresh(),
      onLive: (live) => {
        if (live) this.#heard({});
        else if (this.#state.reach === "live") this.#show({ reach: "polling" });
      },
      onEnded: (error) => {
        this.#deafen();
        if (error === "stale-client") this.#show({ outdated: true });
        else void this.refresh();
      },
    });
  }

  #deafen(): void {
    this.#news?.[Symbol.dispose]();
    this.#news = null;
  }

  #learn(entries: readonly Envelope[]): void {
    if (entries.some(({ kind }) => /^(task|unit|incident)\./.test(kind))) void this.refresh();
    if (entries.some(({ kind }) => kind.startsWith("place."))) void this.#learnPlaces();
  }

  async #learnPlaces(): Promise<void> {
    const answer = await this.#client.ask("command.list-places", {}, this.#stopping.signal);
    if (!answer.ok) return;
    const places = answer.output.features;
    this.#show({ places });
    await this.#keeping?.put("places", places);
  }

  async #learnOperation(): Promise<void> {
    const operation = await readOperation(this.#stopping.signal);
    if (operation === null) return;
    this.#show({ operation });
    await this.#keeping?.put("operation", operation);
  }

  #heard(change: Partial<PhoneState>): void {
    const reach: Reach = this.#news?.live === true ? "live" : "polling";
    this.#show({ ...change, reach, heardAtMs: Date.now() });
  }

  #unheard(): void {
    if (this.#state.reach !== "nobody") this.#show({ reach: "nobody" });
  }

  #show(change: Partial<PhoneState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

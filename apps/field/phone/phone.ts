import type { CommandApi, ReportKind } from "@cordon/command";
import { instantOf, type Position, SignalId } from "@cordon/kernel";
import { createClient } from "@cordon/ui";
import { readOperation } from "@cordon/ui/device";
import type { Letter, PhotoId, Returned } from "../outbox/letters.ts";
import type { Sent } from "../outbox/presses.ts";
import { type Desk, newUlid } from "./desk.ts";
import { fetchAs } from "./doors.ts";
import { Hearing } from "./hearing.ts";
import { Keeping } from "./kept.ts";
import { Mail } from "./mail.ts";
import { OverlayDesk } from "./overlays.ts";
import { PhotoDesk } from "./photos.ts";
import { PositionDesk } from "./position.ts";
import { PushDesk } from "./push.ts";
import { isHidden } from "./seen.ts";
import { sendLetter } from "./send.ts";
import { ShiftDesk } from "./shifts.ts";
import { Shown } from "./shown.ts";
import { SosDesk } from "./sos.ts";
import { StandingDesk } from "./standing.ts";
import { TalkDesk } from "./talk.ts";
import { TaskDesk } from "./tasks.ts";

/** The phone, put together: what it knows and shows, what it still has to say, and a part for each thing an officer does with it. */
export class Phone implements Disposable {
  readonly #shown = new Shown();
  readonly #stopping = new AbortController();
  readonly #mail: Mail;
  readonly #hearing: Hearing;
  readonly #desk: Desk;
  #keeping: Keeping | null = null;
  #contract: string | null = null;

  readonly standing: StandingDesk;
  readonly tasks: TaskDesk;
  readonly sos: SosDesk;
  readonly position: PositionDesk;
  readonly photos: PhotoDesk;
  readonly talk: TalkDesk;
  readonly shifts: ShiftDesk;
  readonly overlays: OverlayDesk;
  readonly push: PushDesk;

  constructor() {
    const shown = this.#shown;
    const { signal } = this.#stopping;
    const keeping = () => this.#keeping;
    const client = createClient<CommandApi>({
      fetch: fetchAs({ who: () => this.standing.who(), onRefused: () => void this.#revoked() }),
      contract: () => this.#contract,
      onProblem: ({ reason }) => {
        if (reason === "stale-client") shown.show({ outdated: true });
      },
    });
    const known = { shown, client, keeping, signal, identified: () => this.standing.identified };
    this.#mail = new Mail({
      desk: known,
      send: (letter) =>
        sendLetter(letter, {
          desk: this.#desk,
          sendPhoto: (photo) => this.photos.send(photo),
          onCalled: (called, answer) => this.sos.called(called, answer),
        }),
      settled: (letter, sent) => this.#settled(letter, sent),
      emptied: () => void this.refresh(),
    });
    this.#desk = { ...known, post: (letter) => this.#post(letter) };
    this.standing = new StandingDesk({
      ...{ shown, keeping, signal },
      onEntered: () => {
        void this.refresh();
        void this.push.look();
      },
      onChanged: () => shown.show(NOTHING),
    });
    this.tasks = new TaskDesk(this.#desk, (ids) => this.#mail.drop(ids));
    this.sos = new SosDesk(this.#desk);
    this.position = new PositionDesk({ desk: this.#desk, report: (frame) => this.#hearing.report(frame) });
    this.photos = new PhotoDesk(this.#desk);
    this.talk = new TalkDesk(this.#desk);
    this.shifts = new ShiftDesk(this.#desk);
    this.overlays = new OverlayDesk(this.#desk);
    this.push = new PushDesk(this.#desk);
    this.#hearing = new Hearing({
      desk: this.#desk,
      seldom: [
        { entries: /^place\./, ask: () => this.#learnPlaces() },
        {
          entries: /^(shift|post)\./,
          ask: () => this.shifts.ask(),
          awaits: () => this.shifts.awaitsRelief() || this.shifts.awaitsHandOver(),
        },
        // Those of an incident come and go with the unit's tasks.
        { entries: /^(overlay|task)\./, ask: () => this.overlays.ask() },
        { entries: /^message\./, ask: () => this.talk.ask() },
        { entries: /^(sharing|shift|task)\./, ask: () => this.position.ask() },
        { entries: /^signal\.sos/, ask: () => this.sos.ask() },
      ],
      contract: () => this.#contract,
      onContract: (contract) => {
        this.#contract ??= contract;
      },
      onHeard: () => {
        void this.#mail.wake();
        void this.push.settle();
      },
      onLive: () => this.position.tell(),
      onStranger: (problem) => this.standing.stranger(problem),
    });
  }

  get state() {
    return this.#shown.state;
  }

  get subscribe() {
    return this.#shown.subscribe;
  }

  /** @param code from the link the phone was opened with */
  async start(code: string | null): Promise<void> {
    try {
      this.#keeping = await Keeping.open();
    } catch {
      this.#shown.show({ at: { standing: "cannot-keep" } });
      return;
    }
    const keeping = this.#keeping;
    const { signal } = this.#stopping;
    window.addEventListener("online", () => void this.refresh(), { signal });
    window.addEventListener("offline", () => this.#hearing.unheard(), { signal });
    document.addEventListener("visibilitychange", () => void this.#seen(), { signal });
    this.#shown.show({
      operation: await keeping.get("operation"),
      tasks: await keeping.get("tasks"),
      places: (await keeping.get("places")) ?? [],
      conflicts: (await keeping.get("conflicts")) ?? [],
      returned: (await keeping.get("returned")) ?? [],
      calls: (await keeping.get("calls")) ?? [],
      shifts: await keeping.get("shifts"),
      messages: await keeping.get("messages"),
      overlays: await keeping.get("overlays"),
      fix: await keeping.get("fix"),
      favourites: (await keeping.get("favourites")) ?? [],
    });
    await this.#mail.look();
    await this.standing.start(keeping, code);
    void this.#learnOperation();
  }

  /** Asks for the tasks, and sends what waits. */
  refresh(): Promise<void> {
    return this.#hearing.refresh();
  }

  /** Something the officer noticed. */
  async report(said: {
    readonly kind: ReportKind;
    readonly note: string;
    readonly position: Position;
    readonly minutesAgo: number;
    readonly photos: readonly PhotoId[];
  }): Promise<void> {
    const now = Date.now();
    const { kind, note, position, photos } = said;
    // Told by the server's clock, which refuses what begins in the future.
    const since = instantOf(now + this.#shown.state().aheadMs - said.minutesAgo * 60_000 - 1000);
    await this.#post({ what: "report", id: SignalId.parse(newUlid(now)), kind, note, position, since, photos });
  }

  /** The officer has read what the server would not take. */
  async understood(id: string): Promise<void> {
    await this.#keepReturned(this.#shown.state().returned.filter(({ letter }) => letter.id !== id));
  }

  async favour(phrase: string): Promise<void> {
    const { favourites } = this.#shown.state();
    const next = favourites.includes(phrase) ? favourites.filter((one) => one !== phrase) : [...favourites, phrase];
    this.#shown.show({ favourites: next });
    await this.#keeping?.put("favourites", next);
  }

  [Symbol.dispose](): void {
    this.#stopping.abort();
    this.#mail[Symbol.dispose]();
    this.#hearing[Symbol.dispose]();
    this.position[Symbol.dispose]();
    this.sos[Symbol.dispose]();
    this.#shown.forget();
  }

  async #post(letter: Letter): Promise<void> {
    if (letter.what === "sos") this.photos.giveWay();
    await this.#mail.post(letter);
  }

  /** Looked at again, or no more. Another page of this phone may have sent what waited, or met a conflict, while this one was out of sight. */
  async #seen(): Promise<void> {
    if (this.#shown.state().at.standing !== "enrolled") return;
    if (isHidden()) {
      this.#hearing.rest();
      this.position.reconsider();
      await this.sos.seen();
      return;
    }
    this.position.lookAgain();
    await this.#mail.look();
    this.#shown.show({ conflicts: (await this.#keeping?.get("conflicts")) ?? [] });
    await Promise.all([this.refresh(), this.sos.seen(), this.#mail.wake()]);
  }

  async #settled(letter: Letter, sent: Sent): Promise<void> {
    if (letter.what === "press") return this.tasks.settled(letter.press, sent);
    const { returned } = this.#shown.state();
    // What only tidies up is nobody's business when it comes too late.
    const telling = sent.outcome === "refused" && letter.what !== "read" && letter.what !== "sharing";
    if (telling) await this.#keepReturned([...returned, { letter, told: sent.told }]);
    switch (letter.what) {
      case "report":
        return this.photos.forget(letter.photos);
      case "photo":
        return this.photos.forget([letter.photo]);
      case "call-off":
        return this.sos.ask();
      case "message":
        return this.talk.ask();
      case "shift":
        return this.shifts.ask();
      case "sharing":
        await this.position.ask();
        // What was told before the server had heard that it is shared again was not taken.
        return this.position.tell();
      case "sos":
      case "read":
        return;
    }
  }

  async #keepReturned(returned: readonly Returned[]): Promise<void> {
    this.#shown.show({ returned });
    await this.#keeping?.put("returned", returned);
  }

  /** Its tasks are no longer its business. What it had to say stays, to be said by radio. */
  async #revoked(): Promise<void> {
    this.#hearing.deafen();
    const { outbox, queue } = this.#shown.state();
    this.#shown.show({ ...NOTHING, outbox, queue, at: { standing: "revoked" } });
    void this.push.leave();
    await this.#keeping?.forgetUnit();
  }

  async #learnPlaces(): Promise<void> {
    const answer = await this.#desk.client.ask("command.list-places", {}, this.#stopping.signal);
    if (!answer.ok) return;
    const places = answer.output.features;
    this.#shown.show({ places });
    await this.#keeping?.put("places", places);
  }

  async #learnOperation(): Promise<void> {
    const operation = await readOperation(this.#stopping.signal);
    if (operation === null) return;
    this.#shown.show({ operation });
    await this.#keeping?.put("operation", operation);
  }
}

/** What a phone knows that is nobody's yet. */
const NOTHING = {
  ...{ tasks: null, conflicts: [], outbox: [], queue: [], returned: [], calls: [], shifts: null, messages: null },
  overlays: null,
  fix: null,
};

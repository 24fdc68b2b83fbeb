import type { GateFeed, OverrideReason, ResponderService, ScanSource } from "@cordon/access/words";
import type { Device, Offer, SignedIn } from "@cordon/ground/identity/device-side.ts";
import type { PassNumber } from "@cordon/kernel";
import { patient, type Problem } from "@cordon/ui";
import { codeOf, readOperation } from "@cordon/ui/device";
import { Camera } from "../scanner/camera.ts";
import { listenToKeyboard } from "../scanner/keyboard.ts";
import { Desk } from "./desk.ts";
import { enrol, lookAtCode, signIn, whoIsSignedIn } from "./device.ts";
import { accessDoors, type DoorParts } from "./doors.ts";
import { Keeping } from "./kept.ts";
import { Knowledge, type Learned } from "./knowledge.ts";
import { fitting } from "./lanes.ts";
import { Link } from "./link.ts";
import { Outbox } from "./outbox.ts";
import { OnePage } from "./one-page.ts";
import { Sightings } from "./sightings.ts";
import { browserVerifier } from "./signature.ts";
import { Store } from "./store.ts";
import { STARTING, type Work } from "./state.ts";

/** How long the server may take for what nobody stands and waits for. */
const PATIENCE_MS = 20_000;
/** After this, a network that answers nothing counts as cut. */
const BEAT_WITHIN_MS = 3_000;
/** How long a network that answers nothing may keep a device from going on as itself. */
const IDENTIFY_WITHIN_MS = 3_000;

/** The gate: what it knows, what it decided, and what it still has to say. Everything a screen shows is in its state. */
export class GateEngine implements Disposable {
  readonly #store = new Store();
  readonly #stopping = new AbortController();
  readonly #verify = browserVerifier();
  readonly #onePage = new OnePage(() => void this.#elsewhere(null));
  readonly #link: Link;
  readonly #outbox: Outbox;
  readonly #desk: Desk;
  readonly #camera: Camera;
  readonly #offers = new Sightings();
  #keeping: Keeping | null = null;
  #device: Device | null = null;
  #chosen: Partial<Work> = {};
  #update: (() => void) | null = null;

  constructor() {
    const doors: DoorParts = {
      who: () => (this.#keeping && this.#device ? { keeping: this.#keeping, device: this.#device } : null),
      onRefused: () => void this.#revoked(),
    };
    const store = this.#store;
    const client = accessDoors(doors, PATIENCE_MS);
    const link = new Link({
      feed: accessDoors(doors, BEAT_WITHIN_MS),
      scans: client,
      knowledge: () => store.knowledge,
      waiting: () => store.state().waiting,
      onFeed: (feed, learned) => this.#fed(feed, learned),
      onReach: (reach) => {
        store.show({ reach });
        if (reach.reach === "live") void this.#reached();
      },
      onRefused: (problem) => void this.#refused(problem),
    });
    this.#link = link;
    this.#outbox = new Outbox(store, client, link, () => this.#keeping);
    this.#desk = new Desk({
      verify: this.#verify,
      client,
      courier: this.#outbox.courier,
      at: () =>
        this.#keeping && store.knowledge && store.state().at.standing === "ready"
          ? { keeping: this.#keeping, knowledge: store.knowledge }
          : null,
      state: store.state,
      show: (change) => store.show(change),
      live: () => link.live,
      ask: (scan) => link.ask(scan),
      unanswered: () => link.cut(),
      full: () => store.note({ full: true }),
      counted: () => void this.#outbox.count(),
    });
    this.#camera = new Camera({
      onState: (camera) => store.show({ camera }),
      onCode: (text, takenMs) => this.read(text, "camera", takenMs),
      onTwoCodes: (takenMs) => this.#desk.readTwo(takenMs),
    });
  }

  readonly state = this.#store.state;
  readonly subscribe = this.#store.subscribe;

  /** @param code from the link the device was opened with */
  async start(code: string | null): Promise<void> {
    const { signal } = this.#stopping;
    try {
      this.#keeping = await Keeping.open();
    } catch {
      return this.#store.show({ at: { standing: "cannot-keep" } });
    }
    window.addEventListener("online", () => void this.#link.beat(), { signal });
    window.addEventListener("offline", () => this.#link.cut(), { signal });
    listenToKeyboard((text) => void this.read(text, "scanner"), signal);
    if (await this.#onePage.tryNow()) await this.#open(code);
    else await this.#elsewhere(code);
  }

  /** Works on in this page, although another page of this device does. */
  async workHere(): Promise<void> {
    if (await this.#onePage.takeOver()) await this.#open(null);
  }

  /** Another page of this device works. This one goes on when that one is gone. */
  async #elsewhere(code: string | null): Promise<void> {
    this.#link.close();
    this.#camera.close();
    this.#store.show({ at: { standing: "elsewhere" } });
    if (await this.#onePage.myTurn()) await this.#open(code);
  }

  async #open(code: string | null): Promise<void> {
    const keeping = this.#keeping;
    if (keeping === null) return;
    this.#device = await keeping.get("device");
    this.#chosen = (await keeping.get("work")) ?? {};
    this.#store.show({ label: this.#device?.label ?? "", operation: await keeping.get("operation") });
    await this.#outbox.count();
    void this.#learnOperation();
    if (code !== null) await this.look(code);
    else await this.#begin();
  }

  /** A link or code that was typed, or read by the camera of the enrolment screen. */
  async look(link: string): Promise<void> {
    const looked = await lookAtCode(codeOf(link) ?? link.trim());
    if (looked.ok) this.#store.show({ at: { standing: "offered", offer: looked.offer, problem: null, busy: false } });
    else if (this.#device === null)
      this.#store.show({ at: { standing: "unenrolled", problem: looked.problem, cleared: false } });
    else await this.#begin();
  }

  async accept(offer: Offer): Promise<void> {
    if (this.#keeping === null) return;
    this.#link.close();
    this.#store.show({ at: { standing: "offered", offer, problem: null, busy: true } });
    const done = await enrol(this.#keeping, offer);
    this.#device = await this.#keeping.get("device");
    if (!done.ok) return this.#store.show({ at: { standing: "offered", offer, problem: done.problem, busy: false } });
    this.#store.know(null);
    this.#chosen = {};
    this.#store.show({ label: offer.label, post: null, work: null, ruling: null, holds: STARTING.holds, inside: null });
    await this.#begin();
  }

  /** Leaves the code alone. */
  async decline(): Promise<void> {
    await this.#begin();
  }

  /** Goes on as this device where somebody else is signed in with the same browser. */
  async takeOver(): Promise<void> {
    if (this.#keeping === null || this.#device === null) return;
    const done = await signIn(this.#keeping, this.#device, patient(PATIENCE_MS));
    if (done.ok) await this.#begin();
  }

  /** What it knows is shown at once, and it can work: nobody waits for a network. It speaks once it is clear that nobody else is signed in. */
  async #begin(): Promise<void> {
    const keeping = this.#keeping;
    if (keeping === null) return;
    if (this.#device === null) return this.#unenrolled();
    if (this.#store.knowledge === null) {
      const knowledge = new Knowledge(keeping, this.#verify);
      await knowledge.recall();
      this.#store.know(knowledge);
    }
    this.#placed();
    const who = await whoIsSignedIn(IDENTIFY_WITHIN_MS);
    if (who !== null && who.id !== this.#device.id) return this.#taken(who);
    this.#link.open();
    await this.#keeping?.setReserve();
  }

  async #unenrolled(): Promise<void> {
    this.#store.show({ at: { standing: "unenrolled", problem: null, cleared: false } });
    const who = await whoIsSignedIn(IDENTIFY_WITHIN_MS);
    // The session outlived what the browser kept: its storage was cleared, by hand or for room.
    if (who?.roles.includes("gate-device") && this.#store.state().at.standing === "unenrolled")
      this.#store.show({ at: { standing: "unenrolled", problem: null, cleared: true } });
  }

  #taken(by: SignedIn): void {
    this.#link.close();
    this.#store.show({ at: { standing: "taken", by } });
  }

  /** It is no device of this operation any more: what it was told is none of its business, what it still had to say stays. */
  async #revoked(): Promise<void> {
    this.#link.close();
    this.#camera.close();
    if (this.#keeping !== null && this.#device !== null) await this.#keeping.begin(this.#device);
    this.#store.know(null);
    this.#store.show({ at: { standing: "revoked" }, post: null, work: null, ruling: null, holds: STARTING.holds });
  }

  /** A code that was read: a pass, or, where this is no gate yet or no longer, an enrolment link. */
  readonly read = (text: string, source: ScanSource, takenMs?: number): Promise<void> => {
    const { standing } = this.#store.state().at;
    if (standing !== "unenrolled" && standing !== "revoked") return this.#desk.read(text, source, takenMs);
    const code = codeOf(text);
    // A camera sees it many times; the server is asked once.
    if (code === null || !this.#offers.isNew(code, performance.now())) return Promise.resolve();
    return this.look(code);
  };
  readonly escort = (service: ResponderService) => this.#desk.escort(service);
  readonly lookUp = (number: PassNumber, because: string) => this.#desk.lookUp(number, because);
  readonly clearLookUp = () => this.#desk.clearLookUp();
  readonly beginOverride = () => this.#desk.beginOverride();
  readonly cancelOverride = () => this.#desk.cancelOverride();
  readonly override = (reason: OverrideReason, note: string) => this.#desk.override(reason, note);
  readonly dismiss = () => this.#desk.dismiss();
  /** After it failed: the permission may have been given, the other app closed. */
  readonly retryCamera = () => this.#camera.again();
  readonly switchCamera = () => this.#camera.switch();
  readonly torch = (on: boolean) => this.#camera.setTorch(on);

  /** What comes next: lane, direction, means. Made to fit the gate. */
  async choose(change: Partial<Work>): Promise<void> {
    this.#chosen = { ...this.#store.state().work, ...change };
    this.#placed();
    const { work } = this.#store.state();
    if (work !== null) await this.#keeping?.put("work", work);
  }

  /** How many people wait. Told at once, or as soon as the server is reached; only the last is told. Whether the server took it. */
  async reportQueue(waiting: number): Promise<boolean> {
    const { post, work } = this.#store.state();
    if (post === null || work === null || this.#store.knowledge === null) return false;
    this.#outbox.report({ gate: post.gate, lane: work.lane, waiting, at: this.#store.knowledge.now() });
    return this.#link.live && (await this.#outbox.sendReport());
  }

  /** Starts the camera and shows it in this element, or stops it; it pauses by itself while the page is hidden. */
  showCamera(video: HTMLVideoElement | null): void {
    if (video === null) this.#camera.close();
    else void this.#camera.open(video);
  }
  /** A newer page is there. It is loaded when the steward wants it, never between two scans. */
  updateWaits(load: () => void): void {
    this.#update = load;
    this.#store.note({ outdated: true });
  }
  reload(): void {
    if (this.#update === null) location.reload();
    else this.#update();
  }

  [Symbol.dispose](): void {
    this.#stopping.abort();
    this.#link[Symbol.dispose]();
    this.#outbox[Symbol.dispose]();
    this.#camera.close();
    this.#onePage[Symbol.dispose]();
    this.#store[Symbol.dispose]();
  }

  #fed(feed: GateFeed, { forged, full }: Learned): void {
    // A fault is shown until the server says something that can be believed in its place.
    const said = feed.keys !== null || feed.rules !== null || forged.length > 0;
    this.#store.note({
      ...(said ? { forged } : {}),
      server: null,
      reserveGone: full || this.#keeping?.reserveGone === true,
    });
    if (feed.lane != null && this.#chosen.lane === undefined) this.#chosen = { ...this.#chosen, lane: feed.lane };
    this.#store.show({ heardAtMs: Date.now(), inside: feed.inside ?? null });
    this.#placed();
  }

  async #refused(problem: Problem): Promise<void> {
    if (problem.what === "post") {
      await this.#store.knowledge?.unpost();
      this.#placed();
      return;
    }
    const who = problem.reason === "not-permitted" ? await whoIsSignedIn(IDENTIFY_WITHIN_MS) : null;
    if (who !== null && who.id !== this.#device?.id) this.#taken(who);
    else this.#store.note({ server: problem.detail, outdated: problem.reason === "stale-client" });
  }

  /** The server is in reach again: what waits goes first. */
  async #reached(): Promise<void> {
    await Promise.all([this.#outbox.courier.wake(), this.#outbox.sendReport(), this.#learnOperation()]);
  }

  /** Where it stands, by what it knows. */
  #placed(): void {
    const knowledge = this.#store.knowledge;
    const gate = knowledge?.gate ?? null;
    if (knowledge === null || gate === null)
      return this.#store.show({ at: { standing: "no-post" }, post: null, work: null });
    const { described, zone } = knowledge.describe(gate);
    const work = described === null ? null : fitting(described, this.#chosen);
    this.#store.show({ at: { standing: "ready" }, post: { gate, described, zone }, work });
  }

  async #learnOperation(): Promise<void> {
    const operation = await readOperation(this.#stopping.signal);
    if (operation === null) return;
    this.#store.show({ operation });
    await this.#keeping?.put("operation", operation);
  }
}

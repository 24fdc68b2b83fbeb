import type { Device, Offer, SignedIn } from "@cordon/ground/identity/device-side.ts";
import type { Problem } from "@cordon/ui";
import { enrol, lookAtCode, signIn, whoIsSignedIn } from "./device.ts";
import type { Keeping } from "./kept.ts";
import type { Shown } from "./shown.ts";

/** How long a network that answers nothing may keep a phone from going on as itself. */
const IDENTIFY_WITHIN_MS = 5_000;

export interface StandingParts {
  readonly shown: Shown;
  readonly keeping: () => Keeping | null;
  readonly signal: AbortSignal;
  /** It is clear that nobody else is signed in: the phone may ask and send as itself. */
  readonly onEntered: () => void;
  /** It is another unit's from now on. */
  readonly onChanged: () => void;
}

/** Who this phone is: enrolled, signed in, and whether somebody else has the browser. */
export class StandingDesk {
  readonly #parts: StandingParts;
  #device: Device | null = null;
  #identified = false;

  constructor(parts: StandingParts) {
    this.#parts = parts;
  }

  get identified(): boolean {
    return this.#identified;
  }

  who(): { readonly keeping: Keeping; readonly device: Device } | null {
    const keeping = this.#parts.keeping();
    return keeping === null || this.#device === null ? null : { keeping, device: this.#device };
  }

  /** @param code from the link the phone was opened with */
  async start(keeping: Keeping, code: string | null): Promise<void> {
    this.#device = await keeping.get("device");
    this.#parts.shown.show({ label: this.#device?.label ?? "" });
    if (code !== null) await this.look(code);
    else if (this.#device === null) this.#parts.shown.show({ at: { standing: "unenrolled", problem: null } });
    else await this.#begin(this.#device);
  }

  /** Asks what a code stands for. Nothing changes yet. */
  async look(code: string): Promise<void> {
    const { shown } = this.#parts;
    const looked = await lookAtCode(code);
    if (looked.ok) shown.show({ at: { standing: "offered", offer: looked.offer, problem: null, busy: false } });
    else if (this.#device === null) shown.show({ at: { standing: "unenrolled", problem: looked.problem } });
    else await this.#begin(this.#device);
  }

  async accept(offer: Offer): Promise<void> {
    const { shown, keeping: kept, onChanged } = this.#parts;
    const keeping = kept();
    if (keeping === null) return;
    shown.show({ at: { standing: "offered", offer, problem: null, busy: true } });
    const done = await enrol(keeping, offer);
    this.#device = await keeping.get("device");
    if (!done.ok) {
      shown.show({ at: { standing: "offered", offer, problem: done.problem, busy: false } });
      return;
    }
    onChanged();
    shown.show({ label: offer.label });
    if (this.#device !== null) await this.#begin(this.#device);
  }

  /** Leaves the code alone. */
  async decline(): Promise<void> {
    if (this.#device === null) this.#parts.shown.show({ at: { standing: "unenrolled", problem: null } });
    else await this.#begin(this.#device);
  }

  /** Goes on as this phone where somebody else is signed in with the same browser. */
  async takeOver(): Promise<void> {
    const me = this.who();
    if (me === null) return;
    const done = await signIn(me.keeping, me.device);
    if (done.ok) this.#enter();
  }

  /** The server answered with a problem: somebody else's browser, or something to show. */
  async stranger(problem: Problem): Promise<void> {
    const who = problem.reason === "not-permitted" ? await whoIsSignedIn(this.#parts.signal) : null;
    if (who !== null && who.id !== this.#device?.id) this.#taken(who);
    else this.#parts.shown.show({ problem });
  }

  /** Shows what is known at once. Nothing is asked or sent as this phone before it is clear that nobody else is signed in. */
  async #begin(device: Device): Promise<void> {
    this.#parts.shown.show({ at: { standing: "enrolled" } });
    const who = await whoIsSignedIn(AbortSignal.timeout(IDENTIFY_WITHIN_MS));
    if (who !== null && who.id !== device.id) this.#taken(who);
    else this.#enter();
  }

  #taken(by: SignedIn): void {
    this.#identified = false;
    this.#parts.shown.show({ at: { standing: "taken", by } });
  }

  #enter(): void {
    this.#identified = true;
    this.#parts.shown.show({ at: { standing: "enrolled" } });
    this.#parts.onEntered();
  }
}

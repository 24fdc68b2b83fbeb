import type { Desk } from "./desk.ts";

/** What is drawn for this unit to see. */
export class OverlayDesk {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  async ask(): Promise<void> {
    if (!this.#desk.identified()) return;
    const answer = await this.#desk.client.ask("command.list-overlays", {}, this.#desk.signal);
    if (!answer.ok) return;
    const { overlays } = answer.output;
    this.#desk.shown.show({ overlays });
    await this.#desk.keeping()?.put("overlays", overlays);
  }
}

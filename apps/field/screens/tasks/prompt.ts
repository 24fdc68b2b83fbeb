import type { PhoneState } from "../../phone/state.ts";

/** What an officer may be asked for on the screen of tasks. */
export type Asked = "position" | "push";

/**
 * What is asked for now: one thing, and nothing that the officer cannot change. Off duty and unknown, nobody is asked for a position.
 * @param answering an order waits for its answer: nothing is asked beside it but where the phone is
 * @param later what was put off
 */
export function promptOf(
  { sharing, pushing }: Pick<PhoneState, "sharing" | "pushing">,
  answering: boolean,
  later: readonly Asked[],
): Asked | null {
  const hidden = sharing === "unasked" || sharing === "denied" || sharing === "paused";
  if (hidden && !later.includes("position")) return "position";
  return pushing === "unasked" && !answering && !later.includes("push") ? "push" : null;
}

import { type BackOff, retryAfterMs } from "./back-off.ts";

/**
 * How the live socket stands. It is opened, sent what was missed (catching up), and then live; when it is lost it waits
 * and opens again, for ever, longer each time. Only a server that no longer wants this page or this person ends it.
 */
export type Link =
  | { readonly state: "opening"; readonly attempt: number }
  | { readonly state: "catching-up" }
  | { readonly state: "live" }
  | { readonly state: "waiting"; readonly attempt: number; readonly retryMs: number; readonly because: string }
  | { readonly state: "ended"; readonly error: "signed-out" | "stale-client"; readonly because: string };

export type LinkEvent =
  | { readonly event: "open" }
  | { readonly event: "hello" }
  | { readonly event: "cut-over" }
  | { readonly event: "dropped"; readonly error: DropError; readonly because: string }
  | { readonly event: "closed" }
  | { readonly event: "wake" };

export type DropError = "slow-consumer" | "signed-out" | "stale-client" | "shutting-down" | "bad-message";

/** Waits double from half a second to fifteen. */
export const BACK_OFF: BackOff = { firstMs: 500, lastMs: 15_000 };

export const OPENING: Link = { state: "opening", attempt: 0 };

/** Every state answers every event; what cannot happen changes nothing. */
export function step(link: Link, event: LinkEvent, spread: number): Link {
  if (link.state === "ended") return link;
  switch (event.event) {
    case "open":
      return link.state === "waiting" ? { state: "opening", attempt: link.attempt } : link;
    case "wake":
      return link.state === "waiting" ? { state: "opening", attempt: 0 } : link;
    case "hello":
      return link.state === "opening" ? { state: "catching-up" } : link;
    case "cut-over":
      return link.state === "catching-up" ? { state: "live" } : link;
    case "dropped":
      return dropped(link, event.error, event.because, spread);
    case "closed":
      return link.state === "waiting" ? link : waiting(link, "", spread);
  }
}

function dropped(link: Link, error: DropError, because: string, spread: number): Link {
  switch (error) {
    case "signed-out":
    case "stale-client":
      return { state: "ended", error, because };
    case "slow-consumer":
      // Not the network's fault: come back at once for what was missed.
      return { state: "waiting", attempt: 0, retryMs: 0, because };
    case "shutting-down":
    case "bad-message":
      return waiting(link, because, spread);
  }
}

function waiting(link: Link, because: string, spread: number): Link {
  const attempt = link.state === "opening" ? link.attempt + 1 : 1;
  return { state: "waiting", attempt, retryMs: retryAfterMs(attempt - 1, spread, BACK_OFF), because };
}

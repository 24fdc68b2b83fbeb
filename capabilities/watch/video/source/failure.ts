/** Why there is no (more) picture. Expected: a value with words for an operator, never an exception. */
export interface VideoFailure {
  readonly kind:
    | "not-found"
    | "not-a-video"
    | "no-video-stream"
    | "unreachable"
    | "timeout"
    | "vanished"
    | "undecodable"
    | "not-allowed";
  /** Plain words; never holds the address, which may carry credentials. */
  readonly message: string;
}

/** Trying again may help: the other end may come back. */
export function mayHeal(failure: VideoFailure): boolean {
  return failure.kind === "unreachable" || failure.kind === "timeout" || failure.kind === "vanished";
}

export function failed(kind: VideoFailure["kind"], message: string): { outcome: "failed"; failure: VideoFailure } {
  return { outcome: "failed", failure: { kind, message } };
}

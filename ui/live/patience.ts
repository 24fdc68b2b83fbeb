/** `fetch` that gives up: a network that takes questions and answers none is as good as none. */
export function patient(withinMs: number): typeof fetch {
  return (input, init) => {
    const late = AbortSignal.timeout(withinMs);
    return fetch(input, { ...init, signal: init?.signal == null ? late : AbortSignal.any([init.signal, late]) });
  };
}

/* Runs in the page of the bench, before the page's own scripts. */

/** Holds back what a worker answers by as long as a slower processor would have taken besides. */
export function slowWorkers(): void {
  const listen = EventTarget.prototype.addEventListener;
  Worker.prototype.addEventListener = function addEventListener(
    this: Worker,
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void {
    if (type !== "message" || typeof listener !== "function") return listen.call(this, type, listener, options);
    const late = (event: Event) => {
      const tookMs = event instanceof MessageEvent ? Number(Object(event.data).tookMs ?? 0) : 0;
      const besidesMs = tookMs * (Number(Reflect.get(globalThis, "slower") ?? 1) - 1);
      if (besidesMs <= 0) listener(event);
      else setTimeout(() => listener(event), besidesMs);
    };
    listen.call(this, type, late, options);
  };
}

/** Collects, for each verdict, the time from its picture to the moment after the next frame was painted. */
export function paintedVerdicts(): void {
  Reflect.set(globalThis, "painted", []);
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntriesByName("cordon.frame-to-verdict")) {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", () => {
          Reflect.get(globalThis, "painted").push(performance.now() - startTime);
          port1.close();
        });
        port1.start();
        port2.postMessage(null);
      });
    }
  }).observe({ type: "measure" });
}

/** All revocations, as a gate's news carry them. */
export interface RevokedList {
  readonly form: "whole";
  readonly version: number;
  /** base64url */
  readonly bytes: string;
}

/**
 * Puts a list in the place of the server's in what the gate is told, once, and from then on says that nothing changed. In the page, since a
 * browser that lets requests be answered from outside of it holds up every request, those that are measured too.
 */
export function revokedBesides(list: RevokedList): void {
  const ask = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await ask(input, init);
    const url = new URL(input instanceof Request ? input.url : input, location.href);
    if (url.pathname !== "/api/access/gate-feed" || !response.ok) return response;
    const asked: unknown = JSON.parse(url.searchParams.get("input") ?? "{}");
    const has = Reflect.get(Object(asked), "revocations") === list.version;
    if (has) Reflect.set(globalThis, "held", true);
    const revocations = has ? { form: "same", version: list.version } : list;
    return Response.json({ ...Object(await response.json()), revocations });
  };
}

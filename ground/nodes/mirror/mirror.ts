import { setTimeout as sleep } from "node:timers/promises";
import type { Worker, WorkerContext } from "../../worker.ts";
import type { NodeTraffic } from "../traffic.ts";
import type { Centre } from "./centre.ts";
import { Down, type Round } from "./down.ts";
import { type LinkStanding, Standing } from "./standing.ts";
import { Up } from "./up.ts";

export interface MirrorParts {
  readonly traffic: NodeTraffic;
  readonly site: string;
  /** Where gates find this node: known once it listens. */
  readonly origin: () => string;
  readonly centre: (signal: AbortSignal) => Centre;
}

/** The mirror as a worker of a node, and how its link is. */
export interface Mirror extends Worker {
  /** Null before it was started. */
  standing(): LinkStanding | null;
}

/** A revocation at the centre is known here within this and the way. */
const FOLLOW_EVERY_MS = 500;
/** The centre counts a node it has not heard for ten seconds as cut. */
const HEARTBEAT_EVERY_MS = 2_000;
/** Short, as doubles are to be known within seconds of healing; a hundred nodes that knock once a second are nothing to a centre. */
const KNOCK_EVERY_MS = 500;
/** What only a person can put right is asked about less. */
const PATIENT_EVERY_MS = 5_000;

/** Mirrors the centre and reports to it for as long as the node runs, whether or not there is a link. */
export function mirror(parts: MirrorParts): Mirror {
  let standing: Standing | null = null;
  return {
    name: "nodes.mirror",
    standing: () => standing?.now() ?? null,
    async start(context) {
      const own = new Standing(context.clock, (state, because) => {
        if (state === "connected") context.log.info({ state }, "the link to the centre stands");
        else context.log.warn({ state, because }, "the link to the centre changed");
      });
      standing = own;
      return running(parts, own, context);
    },
  };
}

async function running(parts: MirrorParts, standing: Standing, context: WorkerContext): Promise<AsyncDisposable> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  context.signal.addEventListener("abort", stop, { once: true });
  const { read, journal, clock, log, announced } = context;
  const centre = parts.centre(stopping.signal);
  const kinds = new Map(parts.traffic.down.map(({ kind }) => [kind.kind, kind]));
  const down = await Down.open({ read, journal, clock, log, centre, standing, kinds });
  const upKinds = parts.traffic.up.map(({ kind }) => kind);
  const up = new Up({ read, journal, log, centre, standing, kinds: upKinds, site: parts.site, origin: parts.origin });

  const nudge = new Nudge();
  const reported = new Set(upKinds);
  const unsubscribe = announced.hear(
    ({ kind }) => {
      if (reported.has(kind)) nudge.give();
    },
    () => nudge.give(),
  );

  const pauseAfterMs = () =>
    ["cut", "connecting", "connected"].includes(standing.now().state) ? KNOCK_EVERY_MS : PATIENT_EVERY_MS;
  /** One direction, until the node stops: a failure of the store or a bug is said, and tried again. */
  async function keep(direction: string, round: () => Promise<Round>, idle: () => Promise<void>): Promise<void> {
    while (!stopping.signal.aborted) {
      let went: Round = "again";
      try {
        went = await round();
      } catch (error) {
        if (!stopping.signal.aborted) log.error({ err: error, direction }, "the mirror failed and tries again");
      }
      if (went === "again") await pause(pauseAfterMs(), stopping.signal);
      else if (went === "idle") await idle();
    }
  }
  let heardMs = Number.NEGATIVE_INFINITY;
  const both = Promise.all([
    keep(
      "down",
      () => down.round(),
      () => pause(FOLLOW_EVERY_MS, stopping.signal),
    ),
    keep(
      "up",
      async () => {
        const due = clock.elapsedMs() - heardMs >= HEARTBEAT_EVERY_MS;
        const went = await up.round(due);
        if (went !== "again" && due) heardMs = clock.elapsedMs();
        return went;
      },
      () => nudge.within(HEARTBEAT_EVERY_MS),
    ),
  ]);
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      context.signal.removeEventListener("abort", stop);
      unsubscribe();
      nudge.give();
      await both;
    },
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => {});
}

/** Wakes whoever waits; what was given while nobody waited is not forgotten. */
class Nudge {
  #given = false;
  #wake: (() => void) | null = null;

  give(): void {
    this.#given = true;
    this.#wake?.();
  }

  async within(ms: number): Promise<void> {
    if (!this.#given) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, ms);
      this.#wake = resolve;
      await promise;
      clearTimeout(timer);
      this.#wake = null;
    }
    this.#given = false;
  }
}

import { join } from "node:path";
import { tablesOf, type Worker, type WorkerContext } from "@cordon/ground";
import {
  instantOf,
  isRefusal,
  type MandateId,
  MandateUsed,
  MandateUseEnded,
  millisecondsOf,
  type NewEntry,
  type ScoreRunId,
} from "@cordon/kernel";
import { type Decision, type StandingCamera, WITHOUT_MANDATE } from "../../rules.ts";
import { failRun, finishRun, type StandingRun, startRun, trialsOf, tuningNeed } from "../../rules/score.ts";
import { kindsOf, type RunRow, runById, standingRun, unfinishedRuns } from "../../tables/score.ts";
import { cameraById, type WatchTables } from "../../tables.ts";
import { clipsIn, labelOf, OTHER_FILE, sha256Of } from "../../video/recordings/labelled-clips.ts";
import type { EventKind } from "../../words/scene.ts";
import { ScoreAsked, ScoreCancelled } from "../../words/score.ts";
import { type Replay, replayClip } from "./replay-clip.ts";
import { Line } from "../line.ts";

export type ScoreContext = Pick<WorkerContext, "read" | "journal" | "announced" | "mandates" | "clock" | "log">;

const LOOK_EVERY_MS = 5_000;
const WITHOUT = "no mandate allows this clip to be replayed for tuning any more";

/** Replays labelled clips, one after the other, and keeps the list of them. @param folder where they lie; null: there are none */
export const scoreClips = (folder: string | null): Worker => ({
  name: "watch.score-clips",
  async start(context) {
    const scorer = new Scorer(context, folder);
    await scorer.open();
    return scorer;
  },
});

/** A replay under way, and why it is to end before it comes to its end. */
interface Running {
  readonly run: ScoreRunId;
  readonly stop: AbortController;
}

/** What the mandate lets be looked for, and how long it lets pictures be kept. */
interface Lawful {
  readonly kinds: readonly EventKind[];
  readonly retentionDays: number | undefined;
}

export class Scorer implements AsyncDisposable {
  readonly #context: ScoreContext;
  readonly #folder: string | null;
  readonly #stack = new AsyncDisposableStack();
  readonly #line: Line;
  readonly #replayWaiting: () => void;
  #running: Running | null = null;
  #listed = "";
  #closed = false;

  constructor(context: ScoreContext, folder: string | null) {
    this.#context = context;
    this.#folder = folder;
    this.#line = new Line((error) => context.log.error({ error }, "watch.score-clips failed"));
    this.#replayWaiting = this.#line.review(() => this.#replayAll());
  }

  async open(): Promise<void> {
    const { announced } = this.#context;
    this.#stack.defer(
      announced.hear(
        (envelope) => {
          if (ScoreAsked.is(envelope)) this.#replayWaiting();
          else if (ScoreCancelled.is(envelope)) this.#giveUp(envelope.data.run);
        },
        () => this.#replayWaiting(),
      ),
    );
    for (const run of await unfinishedRuns(tablesOf<WatchTables>(this.#context.read))) {
      // The server ended without saying so.
      if (run.state === "running") await this.#decide(run.id, (now) => failRun(now, "the server was stopped"));
    }
    const timer = setInterval(() => void this.#list(), LOOK_EVERY_MS);
    this.#stack.defer(() => clearInterval(timer));
    await this.#list();
    this.#replayWaiting();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await this.#stack.disposeAsync();
    this.#running?.stop.abort();
    await this.#line[Symbol.asyncDispose]();
  }

  #giveUp(run: ScoreRunId): void {
    if (this.#running?.run === run) this.#running.stop.abort();
  }

  async #replayAll(): Promise<void> {
    let tried: ScoreRunId | undefined;
    for (;;) {
      const waiting = await unfinishedRuns(tablesOf<WatchTables>(this.#context.read));
      const next = waiting.find(({ state }) => state === "queued");
      // What could not even be written down as begun waits for the next one that is asked for.
      if (next === undefined || next.id === tried || this.#closed) return;
      tried = next.id;
      await this.#replay(next);
    }
  }

  async #replay(row: RunRow): Promise<void> {
    const { clock, mandates } = this.#context;
    const read = tablesOf<WatchTables>(this.#context.read);
    const standing = await cameraById(read, row.camera);
    if (standing === null) return void (await this.#decide(row.id, (now) => failRun(now, "the camera was removed")));
    const kinds = row.scene?.events.map(({ kind }) => kind) ?? (await kindsOf(read, row.clip));
    const permits = () => mandates.permits(tuningNeed(standing.camera.position, kinds, clock.now()));
    const permission = permits();
    if (!permission.permitted)
      return void (await this.#decide(row.id, (now) => failRun(now, WITHOUT_MANDATE[permission.because])));
    const { mandate } = permission;
    const from = clock.now();
    const use = { mandate, processing: "algorithmic-video", what: standing.camera.name.fr, from } as const;
    const stop = new AbortController();
    // Before it is written down, so that whoever cancels it as soon as it is finds it.
    this.#running = { run: row.id, stop };
    if (!(await this.#decide(row.id, startRun, [MandateUsed.of(use, mandate)], mandate))) {
      this.#running = null;
      return;
    }
    const unsubscribe = mandates.onChange(() => {
      if (!permits().permitted) stop.abort();
    });
    const retentionDays = mandates.all().find(({ id }) => id === mandate)?.retentionDays;
    const ended = await this.#replayed(row, standing, { kinds, retentionDays }, stop.signal);
    unsubscribe();
    this.#running = null;
    await this.#forgetProgress(row.id);
    const isLawful = permits().permitted;
    const because = isLawful ? "stopped" : "mandate-ended";
    const over = MandateUseEnded.of({ ...use, until: clock.now(), because }, mandate);
    const decide = (now: StandingRun): Decision => {
      // Somebody gave it up; what is left to say is that the pictures are not looked at any more.
      if (now.state === "cancelled") return [];
      if (ended.report === "scored") return finishRun(now, ended);
      if (ended.report === "failed") return failRun(now, ended.because);
      return failRun(now, isLawful ? "the server was stopped" : WITHOUT);
    };
    await this.#decide(row.id, decide, [over], mandate);
  }

  async #replayed(
    { id, clip, scene, sweep }: RunRow,
    { camera }: StandingCamera,
    { kinds, retentionDays }: Lawful,
    signal: AbortSignal,
  ): Promise<Exclude<Replay, { report: "scored" }> | (Extract<Replay, { report: "scored" }> & { sha256: string })> {
    const failed = (because: string) => ({ report: "failed", because }) as const;
    if (this.#folder === null) return failed("this server has no folder of labelled clips");
    const clips = await clipsIn(this.#folder, millisecondsOf(this.#context.clock.now()), retentionDays);
    const found = clips.find((each) => each.clip === clip);
    if (found === undefined) return failed("the clip is not in the folder any more");
    if (found.problem !== null) return failed(found.problem);
    const label = await labelOf(this.#folder, clip);
    if ("problem" in label) return failed(label.problem);
    const path = join(this.#folder, clip);
    const sha256 = await sha256Of(path).catch(() => undefined);
    if (sha256 !== label.truth.sha256) return failed(OTHER_FILE);
    const trials = trialsOf(scene ?? label.truth.scene, sweep);
    if (isRefusal(trials)) return failed(trials.because);
    if (!trials.every(({ scene: tried }) => tried.events.every(({ kind }) => kinds.includes(kind))))
      return failed("the label was changed while its replay waited: ask again");
    this.#context.log.info({ camera: camera.id, clip, trials: trials.length }, "watch: a labelled clip is replayed");
    const order = {
      path,
      events: label.truth.events,
      trials: trials.map((trial) => ({ ...trial, kinds: [...trial.kinds] })),
    };
    const replay = await replayClip(order, signal, (share) => void this.#progressed(id, share));
    return replay.report === "scored" ? { ...replay, sha256 } : replay;
  }

  async #decide(
    id: ScoreRunId,
    decide: (now: StandingRun) => Decision,
    besides: readonly NewEntry[] = [],
    mandate: MandateId | null = null,
  ): Promise<boolean> {
    const done = await this.#context.journal.run({
      by: { kind: "system", id: "watch" },
      operation: "watch.score-clips",
      decide: async ({ tx }) => {
        const row = await runById(tablesOf<WatchTables>(tx), id);
        const decided = isRefusal(row) ? [] : decide(standingRun(row));
        if (isRefusal(decided)) return decided;
        return { entries: [...decided.map((entry) => ({ ...entry, mandate })), ...besides], output: null };
      },
    });
    if (isRefusal(done)) this.#context.log.warn({ run: id, because: done.because }, "watch: could not be written down");
    return !isRefusal(done);
  }

  /** Not journalled: how far it is matters until it is done. */
  async #progressed(run: ScoreRunId, share: number | null): Promise<void> {
    if (share === null || this.#running?.run !== run) return;
    await this.#writeOwn("a progress", (own) =>
      own
        .insertInto("score_progress")
        .values({ run, share })
        .onConflict((conflict) => conflict.column("run").doUpdateSet({ share }))
        .execute(),
    );
  }

  #forgetProgress(run: ScoreRunId): Promise<void> {
    return this.#writeOwn("a progress", (own) => own.deleteFrom("score_progress").where("run", "=", run).execute());
  }

  async #list(): Promise<void> {
    const clips = this.#folder === null ? [] : await clipsIn(this.#folder, millisecondsOf(this.#context.clock.now()));
    const listed = JSON.stringify(clips);
    if (listed === this.#listed || this.#closed) return;
    this.#listed = listed;
    await this.#writeOwn("the labelled clips", async (own) => {
      await own.deleteFrom("labelled_clip").execute();
      for (const { keepUntilMs, kinds, ...clip } of clips)
        await own
          .insertInto("labelled_clip")
          .values({ ...clip, kinds: JSON.stringify(kinds), keep_until: instantOf(keepUntilMs) })
          .execute();
    });
  }

  /** What no entry says is written in the journal's transaction too, by its one writer. */
  async #writeOwn(
    what: string,
    write: (own: ReturnType<typeof tablesOf<WatchTables>>) => Promise<unknown>,
  ): Promise<void> {
    const done = await this.#context.journal.run({
      by: { kind: "system", id: "watch" },
      operation: "watch.score-clips",
      decide: async ({ tx }) => {
        await write(tablesOf<WatchTables>(tx));
        return { entries: [], output: null };
      },
    });
    if (isRefusal(done)) this.#context.log.warn({ because: done.because }, `watch: ${what} could not be written down`);
  }
}

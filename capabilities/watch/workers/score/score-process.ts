/**
 * Replays one labelled clip and ends. A process of its own, because FFmpeg takes apart what strangers filmed, and one that gives
 * way: the cameras that run are more urgent than any score.
 */
import { setPriority } from "node:os";
import { scoreClip } from "../../video/recordings/score-clip.ts";
import { ScoreOrder, type ScoreReport } from "./score-protocol.ts";

const PROGRESS_MS = 500;
const GIVES_WAY = 10;

function say(report: ScoreReport): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) resolve();
    else process.send(report, () => resolve());
  });
}

async function score(order: ScoreOrder): Promise<void> {
  let saidMs = 0;
  const found = await scoreClip(order.path, order, order.trials, new AbortController().signal, (share) => {
    if (performance.now() - saidMs < PROGRESS_MS) return;
    saidMs = performance.now();
    void say({ report: "progress", share: share ?? null });
  });
  if (found.outcome === "scored") await say({ report: "scored", seconds: found.seconds, lines: found.lines });
  else if (found.outcome === "failed") await say({ report: "failed", because: found.because.slice(0, 300) });
  process.exit(0);
}

setPriority(GIVES_WAY);
process.once("message", (message: unknown) => void score(ScoreOrder.parse(message)));
// The parent is gone, or gave up: nobody may watch without it.
process.on("disconnect", () => process.exit(0));
// A terminal's Ctrl-C reaches the whole group; the parent decides when this ends.
process.on("SIGINT", () => {});

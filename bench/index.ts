import type { Measurement } from "./measurement.ts";

export type { Measurement } from "./measurement.ts";

/** Every bench by its name; each is loaded when it is run, so that one that needs a camera does not weigh on one that does not. */
export const benches: Readonly<Record<string, () => Promise<AsyncGenerator<Measurement>>>> = {
  start: async () => (await import("./start.ts")).startBench(),
  journal: async () => (await import("./journal.ts")).journalBench(),
  "journal-verify": async () => (await import("./journal-verify.ts")).journalVerifyBench(),
  replay: async () => (await import("./replay.ts")).replayBench(),
  live: async () => (await import("./live.ts")).liveBench(),
  "picture-stream": async () => (await import("./picture-stream.ts")).pictureStreamBench(),
  "picture-draw": async () => (await import("./picture-draw.ts")).pictureDrawBench(),
  "first-eye": async () => (await import("./first-eye.ts")).firstEyeBench(),
  "watch-kernels": async () => (await import("./watch-kernels.ts")).watchKernelsBench(),
  "watch-direction": async () => (await import("./watch-direction.ts")).watchDirectionBench(),
  "watch-cameras": async () => (await import("./watch-cameras.ts")).watchCamerasBench(),
  "watch-abandoned": async () => (await import("./watch-abandoned.ts")).watchAbandonedBench(),
  "watch-zone": async () => (await import("./watch-zone.ts")).watchZoneBench(),
  "watch-density": async () => (await import("./watch-density.ts")).watchDensityBench(),
  "watch-endurance": async () => (await import("./watch-endurance.ts")).watchEnduranceBench(),
  "watch-live": async () => (await import("./watch-live.ts")).watchLiveBench(),
  "access-verify": async () => (await import("./access-verify.ts")).accessVerifyBench(),
  "access-revocations": async () => (await import("./access-revocations.ts")).accessRevocationsBench(),
  "access-issue": async () => (await import("./access-issue.ts")).accessIssueBench(),
  "access-surge": async () => (await import("./access-surge.ts")).accessSurgeBench(),
  "roster-voids": async () => (await import("./roster-voids.ts")).rosterVoidsBench(),
  suggest: async () => (await import("./suggest.ts")).suggestBench(),
  "find-location": async () => (await import("./find-location.ts")).findLocationBench(),
  "access-gate": async () => (await import("./access-gate.ts")).accessGateBench(),
};

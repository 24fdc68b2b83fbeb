/** Preloaded into a server: each SIGUSR2 makes its wall clock jump by the next of these. The monotonic clock goes on, as it does when somebody sets the time. */
const JUMPS_MS = [86_400_000, -3 * 86_400_000, 2 * 86_400_000];

const RealDate = Date;
let offsetMs = 0;
let jumps = 0;

class JumpingDate extends RealDate {
  constructor(...given: readonly unknown[]) {
    if (given.length === 0) super(RealDate.now() + offsetMs);
    // @ts-expect-error - the constructor's overloads take no tuple of unknown length
    else super(...given);
  }

  static override now(): number {
    return RealDate.now() + offsetMs;
  }
}

globalThis.Date = new Proxy(JumpingDate, { apply: () => new JumpingDate().toString() }) as DateConstructor;
process.on("SIGUSR2", () => {
  offsetMs += JUMPS_MS[jumps++ % JUMPS_MS.length] ?? 0;
  process.stdout.write(`clock jumped ${jumps} times\n`);
});

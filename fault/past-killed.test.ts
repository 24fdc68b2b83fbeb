import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { z } from "zod";
import { entriesOf, postgresPid, report, startedProcess, temporaryFolder, until } from "./server-process.ts";

const Signals = z.object({ signals: z.array(z.object({ note: z.string() })), next: z.number().nullable() });
const ROUNDS = 4;
const EACH_ROUND = 150;

it("PostgreSQL killed while the past takes entries in: every moment is shown with what was known then, nothing missing and nothing twice", {
  timeout: 240_000,
}, async () => {
  using folder = temporaryFolder();
  const shown = new Map<number, readonly string[]>();
  {
    await using server = await startedProcess(folder.path);
    /** All signals at a moment, oldest first; null while the past is being read. */
    const notesAt = async (at: number): Promise<readonly string[] | null> => {
      const notes: string[] = [];
      let before: number | undefined;
      do {
        const page = { state: "all", limit: 200, ...(before === undefined ? {} : { before }) };
        const { status, body } = await server.query("command.list-signals", page, at);
        if (status === 503) return null;
        if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
        const { signals, next } = Signals.parse(body);
        notes.push(...signals.map(({ note }) => note));
        before = next ?? undefined;
      } while (before !== undefined);
      return notes.reverse();
    };

    for (let round = 0; round < ROUNDS; round++) {
      await Promise.all(
        Array.from({ length: EACH_ROUND }, (_, at) =>
          until(
            async () => (await server.call("command.raise-signal", report(`round ${round}, ${at}`))).status === 200,
          ),
        ),
      );
      const size = await server.size();
      // Whoever asks has the entries taken in; somewhere on the way PostgreSQL dies.
      const asked = notesAt(size).catch(() => null);
      await sleep(round * 15);
      process.kill(postgresPid(folder.path), "SIGKILL");
      await asked;
      await until(async () => (await notesAt(size)) !== null, 60_000);
    }
    const size = await server.size();
    for (let at = 0; at <= size; at += Math.max(1, Math.floor(size / 12))) {
      let notes: readonly string[] | null = null;
      await until(async () => {
        notes = await notesAt(at);
        return notes !== null;
      }, 60_000);
      shown.set(at, notes ?? []);
    }
  }
  const entries = await entriesOf(folder.path);
  const noted = z.object({ note: z.string() });
  for (const [at, notes] of shown) {
    const known = entries.slice(0, at).filter(({ kind }) => kind === "signal.raised");
    expect(notes).toEqual(known.map(({ data }) => noted.parse(data).note));
  }
  expect(shown.get([...shown.keys()].at(-1) ?? 0)?.length).toBeGreaterThan(EACH_ROUND);
});

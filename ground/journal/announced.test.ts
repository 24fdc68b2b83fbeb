import { AnyEnvelope, type Envelope } from "@cordon/kernel";
import { pino } from "pino";
import { describe, expect, it, vi } from "vitest";
import { inProcessBus } from "../bus/in-process.ts";
import { JOURNAL_SUBJECT } from "../bus/port.ts";
import { announced } from "./announced.ts";

const log = pino({ level: "silent" });
const soon = (holds: () => void): Promise<void> => vi.waitFor(holds, { timeout: 10_000, interval: 20 });

function entry(seq: number): Envelope {
  return AnyEnvelope.parse({
    seq,
    id: "01J3ZK8Q4M7V9X2B5N6P0RSTWY",
    at: "2024-07-26T18:14:07.000Z",
    kind: "signal.raised",
    by: { kind: "system", id: "s" },
    operation: "o",
    mandate: null,
    data: {},
  });
}

/** A house of one table, which is what was committed, and a bus that may be made to drop who is slow. */
function house({ queueLimit = 100 } = {}) {
  const bus = inProcessBus({ queueLimit });
  const table = new Set<number>();
  const entries = announced(bus, log);
  return {
    bus,
    table,
    entries,
    commit(...seqs: readonly number[]) {
      for (const seq of seqs) {
        table.add(seq);
        bus.publish(JOURNAL_SUBJECT, entry(seq));
      }
    },
  };
}

describe("entries as they are announced", () => {
  it("go to all who listen, in order, and not to those who left", async () => {
    const { entries, commit } = house();
    using _ = entries;
    const heard: string[] = [];
    const leave = entries.hear(({ seq }) => heard.push(`a${seq}`));
    entries.hear(({ seq }) => heard.push(`b${seq}`));
    commit(0, 1);
    await soon(() => expect(heard).toEqual(["a0", "b0", "a1", "b1"]));
    leave();
    commit(2);
    await soon(() => expect(heard.at(-1)).toBe("b2"));
    expect(heard).not.toContain("a2");
  });

  it("reach the others when one listener fails, who is told that it missed some", async () => {
    const { entries, commit } = house();
    using _ = entries;
    const heard: number[] = [];
    const missed: string[] = [];
    entries.hear(
      ({ seq }) => {
        if (seq === 1) throw new Error("not this one");
      },
      (because) => missed.push(because),
    );
    entries.hear(({ seq }) => heard.push(seq));
    commit(0, 1, 2);
    await soon(() => expect(heard).toEqual([0, 1, 2]));
    expect(missed).toEqual(["not this one"]);
  });
});

describe("a book that is kept", () => {
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, each) => total + each, 0);

  it("holds what was committed before, while and after it was read", async () => {
    const { entries, commit, table } = house();
    using _ = entries;
    commit(1, 2);
    let shown: Set<number> | null = null;
    await using _book = await entries.keep({
      name: "the sum",
      async read() {
        const state = new Set(table);
        // Committed after the tables were read and before the book stands.
        commit(3);
        await new Promise((resolve) => setTimeout(resolve, 20));
        return state;
      },
      take: (state, { seq }) => state.add(seq),
      show: (state) => (shown = state),
    });
    expect(shown).toEqual(new Set([1, 2, 3]));
    commit(4);
    await soon(() => expect(sum(shown ?? [])).toBe(10));
  });

  it("is read again when announcements were lost, and shows nothing until then", async () => {
    const { entries, commit, table, bus } = house({ queueLimit: 5 });
    using _ = entries;
    const shown: (number | null)[] = [];
    let standing: Set<number> | null = null;
    await using _book = await entries.keep({
      name: "the sum",
      read: async () => new Set(table),
      take: (state, { seq }) => state.add(seq),
      show(state) {
        standing = state;
        shown.push(state === null ? null : state.size);
      },
    });
    // More at once than the bus keeps for anybody.
    commit(...Array.from({ length: 50 }, (_each, index) => index));
    await soon(() => expect(shown).toEqual([0, null, 50]));
    commit(50);
    await soon(() => expect(standing?.size).toBe(51));
    await bus.close();
  });

  it("is read until it can be, after it could be once, and a first reading that fails is the caller's", async () => {
    const { entries, commit, table } = house();
    using _ = entries;
    let failures = 0;
    let standing: Set<number> | null = null;
    const book = {
      name: "the sum",
      async read() {
        if (failures > 0) {
          failures--;
          throw new Error("no database");
        }
        return new Set(table);
      },
      take(state: Set<number>, { seq }: Envelope) {
        if (seq === 13) throw new Error("not this one");
        state.add(seq);
      },
      show: (state: Set<number> | null) => (standing = state),
    };
    {
      await using _book = await entries.keep(book);
      failures = 1;
      commit(1, 13);
      await soon(() => expect(standing).toBeNull());
      await soon(() => expect(standing).toEqual(new Set([1, 13])));
    }
    expect(standing).toBeNull();
    failures = 1;
    await expect(entries.keep(book)).rejects.toThrow("no database");
  });
});

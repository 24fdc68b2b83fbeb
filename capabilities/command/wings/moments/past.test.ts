import { replayed } from "@cordon/ground/past/testing/replayed.ts";
import { isRefusal } from "@cordon/kernel";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { type Crew, openCrew } from "../../testing/crew.ts";
import { operator } from "../../testing/standing.ts";

const crew = await openCrew();
const { room } = crew;
afterAll(() => crew[Symbol.asyncDispose]());

/** The questions a command room asks. */
const QUESTIONS = [
  ["command.list-signals", { state: "all" }],
  ["command.list-incidents", { state: "all" }],
  ["command.list-tasks", {}],
  ["command.list-units", { withdrawn: true }],
  ["command.list-contingents", {}],
  ["command.list-places", {}],
] as const;

const asked = (at?: number) =>
  Promise.all(
    QUESTIONS.map(([name, input]) =>
      at === undefined ? room.call(name, input, operator) : room.asOf(name, input, operator, at),
    ),
  );

/** Ages hang on the clock, everything else on the entries. */
const ageless = (answer: unknown) =>
  JSON.parse(JSON.stringify(answer), (key: string, value: unknown) => (key === "ageSeconds" ? 0 : value));

const DEEDS: readonly ((of: Crew) => Promise<unknown>)[] = [
  (of) => of.reported(),
  async (of) => {
    const { signal } = await of.reported();
    await of.room.must("command.dismiss-signal", { signal, reason: "known" }, operator);
  },
  async (of) => {
    const { incident } = await of.opened();
    await of.room.must("command.note-incident", { incident, text: "Seen" }, operator);
    await of.room.must("command.close-incident", { incident, outcome: "Nothing" }, operator);
  },
  async (of) => {
    const { task } = await of.ordered();
    await of.room.must("command.acknowledge-task", { task }, of.phone);
  },
  async (of) => {
    const { task } = await of.ordered(of.medics);
    await of.room.must("command.cancel-task", { task, reason: "mistake" }, operator);
  },
];

describe("the room at a moment", () => {
  it("answers what it answered then, and what a rebuild up to then holds", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...DEEDS), { minLength: 4, maxLength: 8 }),
        fc.nat(),
        async (deeds, drawn) => {
          const then: { readonly size: number; readonly answers: unknown }[] = [];
          for (const deed of deeds) {
            await deed(crew);
            then.push({ size: room.journal.size(), answers: (await asked()).map(outputOf) });
          }
          for (const { size, answers } of then.toReversed())
            expect(ageless(await asked(size))).toEqual(ageless(answers));
          const size = drawn % (room.journal.size() + 1);
          await asked(size);
          expect((await replayed(room.past, size)).differing).toEqual([]);
        },
      ),
      { numRuns: 2 },
    );
  });

  it("shows an incident as it was before it was closed", async () => {
    const { incident } = await crew.opened();
    const open = room.journal.size();
    await room.must("command.close-incident", { incident, outcome: "Taken away" }, operator);
    const shown = (at: number) => room.asOf("command.show-incident", { incident }, operator, at);
    expect(await shown(open)).toMatchObject({ incident: { state: "open", outcome: null } });
    expect(await shown(open + 1)).toMatchObject({ incident: { state: "closed", outcome: "Taken away" } });
    expect(await shown(open - 3)).toMatchObject({ refused: "not-found" });
  });

  it("tells nobody more of the past than they may know today", async () => {
    const { incident, task } = await crew.ordered(crew.dogs);
    const at = room.journal.size();
    expect(await room.asOf("command.list-tasks", { incident }, operator, at)).toMatchObject({ tasks: [{ id: task }] });
    const seen = JSON.stringify([
      await room.asOf("command.list-tasks", {}, crew.liaison, at),
      await room.asOf("command.list-units", {}, crew.liaison, at),
      await room.asOf("command.show-incident", { incident }, crew.liaison, at),
    ]);
    expect(seen).toContain(crew.medics);
    expect(seen).not.toContain(crew.dogs);
    expect(seen).not.toContain(task);
    expect(await room.asOf("command.list-signals", {}, crew.phone, at)).toMatchObject({ refused: "not-permitted" });
  });

  it("can be looked at and not changed; where units are is not asked of it", async () => {
    const size = room.journal.size();
    const answer = await room.asOf(
      "command.raise-signal",
      { kind: "report", note: "A bag", position: [2, 48] },
      operator,
      1,
    );
    expect(answer).toMatchObject({ refused: "not-possible-now" });
    expect(room.journal.size()).toBe(size);
    expect(await room.asOf("command.suggest-units", { position: [2, 48] }, operator, 1)).toMatchObject({
      refused: "not-possible-now",
    });
    expect(await room.asOf("command.list-signals", {}, operator, size + 1)).toMatchObject({ refused: "invalid" });
  });
});

function outputOf(answer: unknown): unknown {
  if (isRefusal(answer) || typeof answer !== "object" || answer === null || !("output" in answer))
    throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer.output;
}

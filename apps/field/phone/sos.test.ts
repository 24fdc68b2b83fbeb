import type { CommandApi } from "@cordon/command";
import { instantOf, SignalId, ulid } from "@cordon/kernel";
import { createClient } from "@cordon/ui";
import { afterEach, expect, it, vi } from "vitest";
import type { LetterOf } from "../outbox/letters.ts";
import { Shown } from "./shown.ts";
import { SosDesk } from "./sos.ts";

afterEach(() => vi.unstubAllGlobals());

const signal = SignalId.parse(ulid(0, new Uint8Array(10)));
const at = instantOf(Date.now());
const letter: LetterOf<"sos"> = { what: "sos", id: signal, pressedAt: at, known: null };
const received = {
  ...{ signal, own: true, pressedAt: at, receivedAt: at, presses: 1, where: "nowhere", state: "waiting" },
  ...{ decidedAt: null, calledOffAt: null, incidentNumber: null },
};

it("a call stays on the screen though what was asked before it is answered after it", async () => {
  vi.stubGlobal("document", { visibilityState: "visible" });
  const answers: ((calls: readonly unknown[]) => void)[] = [];
  const fetch = () =>
    new Promise<Response>((resolve) =>
      answers.push((calls) =>
        resolve(new Response(JSON.stringify({ calls, at }), { headers: { "content-type": "application/json" } })),
      ),
    );
  const shown = new Shown();
  using sos = new SosDesk({
    ...{ shown, client: createClient<CommandApi>({ origin: "http://cordon.test", fetch }), keeping: () => null },
    ...{ post: async () => undefined, identified: () => true, signal: new AbortController().signal },
  });
  const asked = sos.ask();
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  sos.called(letter, { signal, where: "nowhere", at });
  answers[0]?.([]);
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  expect(shown.state().calls).toMatchObject([{ signal, state: "waiting" }]);
  answers[1]?.([received]);
  await asked;
  expect(shown.state().calls).toEqual([received]);
});

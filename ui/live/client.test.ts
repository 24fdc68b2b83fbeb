import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { createClient } from "./client.ts";
import type { Problem } from "./problem.ts";

type Api = {
  "command.list-signals": { effect: "query"; input: { state?: string }; output: { seen: string } };
  "command.confirm-signal": {
    effect: "command";
    input: { signal: string };
    output: { body: unknown; contract: string };
  };
};

async function serving(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port }: AddressInfo = JSON.parse(JSON.stringify(server.address()));
  return {
    origin: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

const json = (body: unknown, status = 200, type = "application/json"): RequestListener => {
  return (_request, response) => {
    response.writeHead(status, { "content-type": type }).end(JSON.stringify(body));
  };
};

describe("the client of operations", () => {
  it("asks with the input as JSON in the query", async () => {
    await using server = await serving((request, response) => response.end(JSON.stringify({ seen: request.url })));
    const client = createClient<Api>({ origin: server.origin });
    const answer = await client.ask("command.list-signals", { state: "waiting & more" });
    expect(answer).toEqual({
      ok: true,
      output: { seen: "/api/command/list-signals?input=%7B%22state%22%3A%22waiting%20%26%20more%22%7D" },
    });
    expect(await client.ask("command.list-signals", {})).toEqual({
      ok: true,
      output: { seen: "/api/command/list-signals" },
    });
  });

  it("orders with a JSON body and says which contract it was made for", async () => {
    await using server = await serving((request, response) => {
      let text = "";
      request.on("data", (chunk) => {
        text += chunk;
      });
      request.on("end", () =>
        response.end(JSON.stringify({ body: JSON.parse(text), contract: request.headers["cordon-contract"] })),
      );
    });
    const client = createClient<Api>({ origin: server.origin, contract: () => "abc" });
    expect(await client.order("command.confirm-signal", { signal: "s" })).toEqual({
      ok: true,
      output: { body: { signal: "s" }, contract: "abc" },
    });
  });

  it("tells a refusal as the server reasons it", async () => {
    const problems: Problem[] = [];
    await using server = await serving(
      json(
        {
          type: "/api/problems#not-possible-now",
          title: "t",
          status: 409,
          detail: "it is dismissed",
          what: "dismissed",
        },
        409,
      ),
    );
    const client = createClient<Api>({ origin: server.origin, onProblem: (problem) => problems.push(problem) });
    const answer = await client.order("command.confirm-signal", { signal: "s" });
    expect(answer).toEqual({
      ok: false,
      problem: { reason: "not-possible-now", detail: "it is dismissed", what: "dismissed", issues: [] },
    });
    expect(problems).toHaveLength(1);
  });

  it.each([
    [401, { type: "/api/problems#not-permitted" }, "not-signed-in"],
    [403, { type: "/api/problems#not-permitted" }, "not-permitted"],
    [409, { type: "/api/problems#stale-client" }, "stale-client"],
    [429, {}, "too-many"],
    [502, "<html>", "offline"],
    [500, null, "broken"],
    [418, { type: 7 }, "broken"],
  ])("makes a problem of status %d and %j", async (status, body, reason) => {
    await using server = await serving(json(body, status));
    const answer = await createClient<Api>({ origin: server.origin }).ask("command.list-signals", {});
    expect(answer).toMatchObject({ ok: false, problem: { reason } });
  });

  it("is offline when nobody answers, and broken when what answers speaks no JSON", async () => {
    const gone = await serving(json({}));
    await gone[Symbol.asyncDispose]();
    expect(await createClient<Api>({ origin: gone.origin }).ask("command.list-signals", {})).toMatchObject({
      problem: { reason: "offline" },
    });
    await using portal = await serving((_request, response) =>
      response.end("<h1>Sign in to the wireless network</h1>"),
    );
    expect(await createClient<Api>({ origin: portal.origin }).ask("command.list-signals", {})).toMatchObject({
      problem: { reason: "broken" },
    });
  });

  it("lets the caller abort", async () => {
    await using server = await serving(json({}));
    await expect(
      createClient<Api>({ origin: server.origin }).ask("command.list-signals", {}, AbortSignal.abort()),
    ).rejects.toThrow();
  });
});

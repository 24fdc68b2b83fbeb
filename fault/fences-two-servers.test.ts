import { cpSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { testDatabase } from "@cordon/ground/store/testing.ts";
import { packTracks, type TrackPoint } from "@cordon/kernel";
import { expect, it } from "vitest";
import { z } from "zod";
import { okay } from "./gate-device.ts";
import { type ServerProcess, startedProcess, temporaryFolder, until } from "./server-process.ts";

const Signals = z.object({
  signals: z.array(z.object({ kind: z.string(), crossed: z.object({ callSign: z.string() }).nullable() })),
});

/** A way in for positions, as whoever plays all units has one. */
async function positionsTo(url: string) {
  const response = await fetch(`${url}/api/identity/sign-in-rehearsal`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  // Node's takes headers as well; its type here is that of a browser.
  const address = `${url.replace("http", "ws")}/api/live`;
  const socket: unknown = Reflect.construct(WebSocket, [address, { headers: { cookie } }]);
  if (!(socket instanceof WebSocket)) throw new TypeError("no socket");
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", reject, { once: true });
  });
  return {
    send: (point: TrackPoint) => socket.send(packTracks([point], Date.now()).buffer),
    [Symbol.dispose]: () => socket.close(),
  };
}

const told = async (server: ServerProcess) =>
  Signals.parse(okay(await server.query("command.list-signals", { state: "all" })).body)
    .signals.filter(({ kind }) => kind.startsWith("fence"))
    .map(({ kind, crossed }) => [kind, crossed?.callSign]);

it("a unit that two servers see crossing a fence is told of once; when one is killed, the other goes on telling", {
  timeout: 180_000,
}, async () => {
  await using database = await testDatabase();
  using one = temporaryFolder();
  using two = temporaryFolder();
  const options = { environment: { CORDON_DATABASE_URL: database.url } };
  await using first = await startedProcess(one.path, [], options);
  // Servers of one operation sign and seal with the same keys.
  cpSync(join(one.path, "keys"), join(two.path, "keys"), { recursive: true });
  await using second = await startedProcess(two.path, [], options);

  const contingent = { reference: "FR-PN", name: "Police", nation: "FR", languages: ["fr"] };
  const made = okay(await first.call("command.register-contingent", contingent)).body;
  const of = z.object({ contingent: z.string() }).parse(made);
  const patrol = { ...of, callSign: "P-1", kind: "patrol", strength: 2 };
  const unit = okay(await first.call("command.register-unit", patrol)).body;
  const { track } = z.object({ track: z.number() }).parse(unit);
  const [lon, lat] = [2.2885, 48.8617];
  const ring = [
    [lon - 0.001, lat - 0.001],
    [lon + 0.001, lat - 0.001],
    [lon + 0.001, lat + 0.001],
    [lon - 0.001, lat + 0.001],
    [lon - 0.001, lat - 0.001],
  ];
  const fence = { name: "Terrace", area: { type: "Polygon", coordinates: [ring] }, on: "both" };
  okay(await first.call("command.draw-fence", fence));

  using toFirst = await positionsTo(first.url);
  using toSecond = await positionsTo(second.url);
  const be = async (east: number, ways: readonly { send: (point: TrackPoint) => void }[], seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      for (const way of ways) way.send({ track, lon: lon + east, lat, heading: null, speed: null, atMs: Date.now() });
      await sleep(1000);
    }
  };
  const both = [toFirst, toSecond];
  await be(0.01, both, 4);
  await be(0, both, 8);
  await until(async () => (await told(second)).length > 0);
  await be(0.01, both, 8);
  await until(async () => (await told(second)).length > 1);
  // Whatever the other would have told of has been told by now.
  await sleep(3000);
  const once = [
    ["fence-left", "P-1"],
    ["fence-entered", "P-1"],
  ];
  expect(await told(first)).toEqual(once);
  expect(await told(second)).toEqual(once);

  first.child.kill("SIGKILL");
  await sleep(20_000);
  await be(0, [toSecond], 8);
  await until(async () => (await told(second)).length > 2);
  expect(await told(second)).toEqual([["fence-entered", "P-1"], ...once]);
});

import { newDeviceKeyPair, proveDevice, publicDeviceKey } from "@cordon/ground/identity/device-key.ts";
import { type ContingentId, DeviceId, type Envelope, LiveMessage, Role } from "@cordon/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket as Socket } from "ws";
import { z } from "zod";
import type { RunningServer } from "./index.ts";
import { testServer } from "./testing.ts";

let server: RunningServer;
let origin = "";
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  server = await testServer(stack, { rehearsing: true });
  origin = `http://localhost:${server.port}`;
}, 60_000);

afterAll(() => stack.disposeAsync());

/** A browser's worth of HTTP: keeps the cookie it is given. */
class Client {
  cookie = "";

  async send(name: string, input: unknown = {}, headers: Record<string, string> = {}): Promise<Response> {
    const operation = server.dispatcher.operations.get(name);
    const path = `${origin}/api/${name.replace(".", "/")}`;
    const sent = { cookie: this.cookie, origin, ...headers };
    const response =
      operation?.effect === "query"
        ? await fetch(`${path}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers: sent })
        : await fetch(path, {
            method: "POST",
            body: JSON.stringify(input),
            headers: { ...sent, "content-type": "application/json" },
          });
    const [given] = response.headers.getSetCookie();
    if (given !== undefined) this.cookie = given.split(";")[0] ?? "";
    return response;
  }

  async call<Output>(output: z.ZodType<Output>, name: string, input: unknown = {}): Promise<Output> {
    const response = await this.send(name, input);
    if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
    return output.parse(await response.json());
  }

  /** Everything the live stream tells this client of the whole journal. */
  async stream(): Promise<{ readonly entries: () => readonly Envelope[]; readonly close: () => void }> {
    const socket = new Socket(`${origin.replace("http", "ws")}/api/live`, { headers: { cookie: this.cookie } });
    const messages: LiveMessage[] = [];
    socket.on("message", (data, isBinary) => {
      if (!isBinary) messages.push(LiveMessage.parse(JSON.parse(String(data))));
    });
    await new Promise<void>((resolve, reject) => {
      socket.once("open", () => resolve());
      socket.once("error", reject);
    });
    socket.send(JSON.stringify({ type: "subscribe", from: 0, area: null, contract: null }));
    await expect.poll(() => messages.some(({ type }) => type === "cut-over")).toBe(true);
    return {
      entries: () => messages.flatMap((message) => (message.type === "entries" ? message.entries : [])),
      close: () => socket.close(),
    };
  }
}

async function rehearsalOperator(): Promise<Client> {
  const client = new Client();
  await client.call(z.object({}), "identity.sign-in-rehearsal");
  return client;
}

/** A device as it is enrolled in the street: offered by the console, taken up by its own key. */
async function device(
  operator: Client,
  kind: "gate" | "field" | "edge",
  of: { unit: string; contingent: ContingentId } | null,
): Promise<Client> {
  const offered = await operator.call(z.object({ code: z.string() }), "identity.offer-enrolment", {
    kind,
    unit: of?.unit ?? null,
    contingent: of?.contingent ?? null,
    label: `a ${kind}`,
  });
  const client = new Client();
  const begun = await client.call(z.object({ device: DeviceId, challenge: z.string() }), "identity.begin-enrolment", {
    code: offered.code,
  });
  const pair = await newDeviceKeyPair();
  const proof = await proveDevice(pair, "enrol", { origin, ...begun });
  await client.call(z.object({ device: DeviceId }), "identity.enrol-device", {
    code: offered.code,
    key: await publicDeviceKey(pair),
    challenge: begun.challenge,
    proof,
  });
  return client;
}

const allowed = (role: Role) =>
  [...server.dispatcher.operations.values()]
    .filter(({ allow }) => !allow.anyone && allow.roles.includes(role))
    .map(({ name }) => name);

describe("permissions", () => {
  it("open to anyone: signing in, the public register, the rules in force and the keys that passes are verified with, and nothing else", () => {
    const open = [...server.dispatcher.operations.values()].filter(({ allow }) => allow.anyone).map(({ name }) => name);
    expect(open.toSorted()).toEqual([
      "access.pass-keys",
      "access.rules",
      "identity.add-passkey",
      "identity.begin-device-sign-in",
      "identity.begin-enrolment",
      "identity.begin-passkey",
      "identity.begin-sign-in",
      "identity.enrol-device",
      "identity.sign-in",
      "identity.sign-in-device",
      "identity.sign-in-rehearsal",
      "identity.whoami",
      "mandates.list",
      "mandates.show",
    ]);
  });

  it("of a phone: its tasks, what it sees, and who it is", () => {
    expect(
      allowed("field-device")
        .filter((name) => !name.startsWith("identity.sign-out"))
        .toSorted(),
    ).toEqual([
      "command.acknowledge-task",
      "command.call-off-sos",
      "command.end-shift",
      "command.finish-task",
      "command.list-contingents",
      "command.list-overlays",
      "command.list-places",
      "command.my-messages",
      "command.my-sharing",
      "command.my-shifts",
      "command.my-sos",
      "command.my-tasks",
      "command.note-task",
      "command.pause-sharing",
      "command.push-key",
      "command.raise-signal",
      "command.raise-sos",
      "command.read-messages",
      "command.refuse-task",
      "command.resume-sharing",
      "command.send-message",
      "command.start-task",
      "command.subscribe-push",
      "command.take-up-shift",
      "command.unsubscribe-push",
      "exercise.show",
    ]);
  });

  it("of a machine that nobody watches: none that changes people, devices or mandates", () => {
    for (const role of [
      "gate-device",
      "field-device",
      "edge-device",
      "officer",
      "steward",
      "liaison",
      "auditor",
    ] as const) {
      const powers = allowed(role).filter(
        (name) =>
          /^(identity|mandates|vault)\./.test(name) && server.dispatcher.operations.get(name)?.effect === "command",
      );
      expect(powers.toSorted(), role).toEqual(["identity.sign-out", "identity.sign-out-everywhere"]);
    }
  });

  it("refuse every role that an operation does not name, whatever it asks", async () => {
    const before = server.journal.size();
    for (const { name, allow } of server.dispatcher.operations.values()) {
      if (allow.anyone) continue;
      for (const role of Role.options) {
        if (role === "system" || allow.roles.includes(role)) continue;
        const by = {
          kind: "person",
          id: "01J3ZK8Q4M7V9X2B5N6P0RSTWY",
          roles: [role],
          contingent: null,
          unit: null,
        } as const;
        expect(await server.dispatcher.call(name, {}, by), `${name} as ${role}`).toMatchObject({
          refused: "not-permitted",
        });
      }
    }
    expect(server.journal.size()).toBe(before);
  });

  it("hold at the door: 401 without a session, 403 with one that may not", async () => {
    const operator = await rehearsalOperator();
    const edge = await device(operator, "edge", null);
    const before = server.journal.size();
    const may = new Set(allowed("edge-device"));
    for (const { name, allow } of server.dispatcher.operations.values()) {
      if (allow.anyone) continue;
      expect((await new Client().send(name)).status, name).toBe(401);
      if (!may.has(name)) expect((await edge.send(name)).status, name).toBe(403);
    }
    expect(server.journal.size()).toBe(before);
  });

  it("leave out the rehearsal operator of whoever comes through a proxy", async () => {
    for (const header of ["x-forwarded-for", "forwarded", "via"]) {
      const response = await new Client().send("identity.sign-in-rehearsal", {}, { [header]: "203.0.113.9" });
      expect(response.status, header).toBe(403);
    }
  });

  it("are nobody's on a server that others can reach, though it was asked to rehearse: it invites its first administrator", async () => {
    await using own = new AsyncDisposableStack();
    const started = await testServer(own, {
      rehearsing: true,
      environment: { CORDON_ORIGIN: "https://cordon.example" },
    });
    expect(started.rehearsing).toBe(false);
    expect(started.invitation?.link).toMatch(/^https:\/\/cordon\.example\/invitation#/);
    const response = await fetch(`http://localhost:${started.port}/api/identity/sign-in-rehearsal`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect(response.status).toBe(403);
    expect(response.headers.get("strict-transport-security")).toContain("max-age");
    expect(await (await fetch(`http://localhost:${started.port}/api/hello`)).json()).toMatchObject({
      rehearsing: false,
    });
  });

  it("are not guessed at: the tries of one address are counted, and are nobody else's", async () => {
    const guess = (address: string) =>
      new Client()
        .send("identity.begin-enrolment", { code: "A".repeat(43) }, { "x-forwarded-for": address })
        .then(({ status }) => status);
    const statuses: number[] = [];
    for (let time = 0; time < 25; time++) statuses.push(await guess("203.0.113.1"));
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 403));
    expect(statuses.slice(20)).toEqual([429, 429, 429, 429, 429]);
    expect(await guess("203.0.113.2")).toBe(403);
  });
});

describe("need to know", () => {
  const Unit = z.object({ unit: z.string() });
  const Contingent = z.object({ contingent: z.string() });

  it("keeps each contingent's tasks and units from the phones of the other, asked for or told", async () => {
    const operator = await rehearsalOperator();
    const made = [];
    for (const [index, name] of ["Police", "Sapeurs-pompiers"].entries()) {
      const { contingent } = await operator.call(Contingent, "command.register-contingent", {
        reference: `c-${index}`,
        name,
        nation: "FR",
        languages: ["fr"],
      });
      const { unit } = await operator.call(Unit, "command.register-unit", {
        callSign: `Alpha ${index}`,
        kind: "patrol",
        contingent,
        strength: 4,
      });
      const { task } = await operator.call(z.object({ task: z.string() }), "command.offer-task", {
        unit,
        order: `Order ${index}`,
        position: [2.3, 48.86],
      });
      made.push({
        contingent,
        unit,
        task,
        phone: await device(operator, "field", { unit, contingent: contingent as ContingentId }),
      });
    }
    const [one, two] = made;
    if (one === undefined || two === undefined) throw new Error("two contingents");
    const Mine = z.object({ open: z.array(z.object({ id: z.string() })) });
    for (const [own, other] of [
      [one, two],
      [two, one],
    ] as const) {
      expect((await own.phone.call(Mine, "command.my-tasks")).open.map(({ id }) => id)).toEqual([own.task]);
      expect((await own.phone.send("command.acknowledge-task", { task: other.task })).status).toBe(404);
      const stream = await own.phone.stream();
      const told = JSON.stringify(stream.entries());
      expect(told).toContain(own.task);
      for (const secret of [other.task, other.unit, "identity."]) expect(told, secret).not.toContain(secret);
      stream.close();
    }
  });

  it("tells an operator of one contingent nothing of the tasks and devices of another", async () => {
    const operator = await rehearsalOperator();
    const { contingent } = await operator.call(Contingent, "command.register-contingent", {
      reference: "c-9",
      name: "Gendarmerie",
      nation: "FR",
      languages: ["fr"],
    });
    const by = {
      kind: "person",
      id: "01J3ZK8Q4M7V9X2B5N6P0RSTWY",
      roles: ["operator"],
      contingent: contingent as ContingentId,
      unit: null,
    } as const;
    for (const name of ["command.list-tasks", "command.list-units", "identity.list-devices"]) {
      const all = await operator.call(z.record(z.string(), z.unknown()), name);
      const answer = await server.dispatcher.call(name, {}, by);
      const [list] =
        "output" in answer ? Object.values(z.record(z.string(), z.unknown()).parse(answer.output)) : [null];
      const shown = z
        .array(z.object({ contingent: z.string().nullable() }).or(z.object({ unit: z.unknown() })))
        .parse(list);
      expect(JSON.stringify(all), name).toContain('"contingent":"');
      for (const row of shown) if ("contingent" in row) expect([null, contingent], name).toContain(row.contingent);
    }
  });
});

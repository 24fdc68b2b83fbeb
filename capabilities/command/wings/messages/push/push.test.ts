import { createPublicKey, verify } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeviceRevoked, newId, tablesOf } from "@cordon/ground";
import { DeviceId, isRefusal, type Principal } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { openCrew } from "../../../testing/crew.ts";
import { pushService } from "../../../testing/push-service.ts";
import { operator } from "../../../testing/standing.ts";
import { SUBSCRIPTION } from "../operations/subscribe-push.ts";
import { endSubscriptions } from "../workers/end-subscriptions.ts";
import { pushNews } from "../workers/push-news.ts";
import { encryptPush } from "./encryption.ts";
import { isPushEndpoint, PUSH_HOSTS } from "./endpoint.ts";
import type { PushTables } from "./tables.ts";
import { type Vapid, vapidIn } from "./vapid.ts";

const base64url = (text: string) => Buffer.from(text, "base64url");

function vapidForTest(): Vapid {
  const folder = mkdtempSync(join(tmpdir(), "cordon-push-"));
  const vapid = vapidIn(folder, "mailto:ops@cordon.example");
  rmSync(folder, { recursive: true });
  if ("problem" in vapid) throw new Error(vapid.message);
  return vapid;
}

describe("the encryption of push messages", () => {
  it("is that of RFC 8291, appendix A", () => {
    const body = encryptPush(
      Buffer.from("When I grow up, I want to be a watermelon"),
      {
        p256dh: base64url("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        auth: base64url("BTBZMqHH6r4Tts7J_aSIgg"),
      },
      {
        privateKey: base64url("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        salt: base64url("DGv6ra1nlYgDCS1FRnbzlw"),
        padded: 0,
      },
    );
    expect(body.toString("base64url")).toBe(
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
    );
  });
});

describe("the key of this server", () => {
  it("is made once, for its owner alone, and refused when others can read it", () => {
    const folder = mkdtempSync(join(tmpdir(), "cordon-push-"));
    const first = vapidIn(folder, "mailto:a@b.example");
    const again = vapidIn(folder, "mailto:a@b.example");
    if ("problem" in first || "problem" in again) throw new Error("no key");
    expect(again.publicKey).toBe(first.publicKey);
    expect(base64url(first.publicKey)).toHaveLength(65);
    expect(statSync(join(folder, "push.pem")).mode & 0o777).toBe(0o600);
    chmodSync(join(folder, "push.pem"), 0o644);
    expect(vapidIn(folder, "mailto:a@b.example")).toMatchObject({ problem: "key-exposed" });
    rmSync(folder, { recursive: true });
  });
});

describe("the address of a push service", () => {
  it.each([
    "https://fcm.googleapis.com/fcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/abc",
    "https://web.push.apple.com/abc",
  ])("is known: %s", (endpoint) => expect(isPushEndpoint(endpoint, PUSH_HOSTS)).toBe(true));
  it.each([
    "http://fcm.googleapis.com/fcm/send/abc",
    "https://fcm.googleapis.com:8443/abc",
    "https://fcm.googleapis.com@10.0.0.1/abc",
    "https://127.0.0.1/abc",
    "http://127.0.0.1:80/abc",
    "https://[::1]/abc",
    "https://localhost/abc",
    "https://evil.example/fcm.googleapis.com",
    "https://push.apple.com.evil.example/",
    "file:///etc/passwd",
    "nonsense",
  ])("is not taken: %s", (endpoint) => expect(isPushEndpoint(endpoint, PUSH_HOSTS)).toBe(false));
});

describe("a phone that looks away", () => {
  it("is told of a task, its end and urgent messages, and nothing else; what passes through others says no more than that", async () => {
    await using stack = new AsyncDisposableStack();
    const vapid = vapidForTest();
    const settings = { vapid, hosts: ["127.0.0.1"] };
    const crew = stack.use(await openCrew({ push: settings }));
    const { room, phone, dogs, police, medics } = crew;
    const service = await pushService(stack);
    stack.use(await pushNews(settings).start(room.context));
    // Another server that hears of the same entries: each is pushed once.
    stack.use(await pushNews(settings).start(room.context));
    expect(await room.must("command.push-key", {}, phone)).toEqual({ key: vapid.publicKey });
    await room.must("command.subscribe-push", service.subscription("/one"), phone);
    await room.must("command.subscribe-push", service.subscription("/one"), phone);
    const news = () => service.received.map(({ news: each }) => each);

    const { task } = await crew.ordered(dogs);
    await expect.poll(news).toEqual([{ news: "task-offered" }]);
    await room.must("command.cancel-task", { task, reason: "Not needed" }, operator);
    await expect.poll(news).toHaveLength(2);
    const to = { kind: "unit", unit: dogs } as const;
    await room.must("command.send-message", { to, text: "no hurry" }, operator);
    await room.must("command.send-message", { to, text: "Come now", urgency: "urgent" }, operator);
    await expect.poll(news).toHaveLength(3);
    const all = { kind: "contingent", contingent: police } as const;
    await room.must("command.send-message", { to: all, text: "All leave", urgency: "urgent" }, operator);
    await expect.poll(news).toHaveLength(4);
    // Of another unit: nothing comes.
    await crew.ordered(medics);
    expect(news()).toEqual(
      ["task-offered", "task-cancelled", "message-urgent", "message-urgent"].map((each) => ({ news: each })),
    );

    const [first] = service.received;
    expect(first?.headers).toMatchObject({ ttl: "1800", urgency: "high", "content-encoding": "aes128gcm" });
    const [, said, key] = /^vapid t=([^,]+), k=(.+)$/.exec(first?.headers.authorization ?? "") ?? [];
    expect(key).toBe(vapid.publicKey);
    const [head = "", claims = "", signature = ""] = (said ?? "").split(".");
    const point = base64url(vapid.publicKey);
    const publicKey = createPublicKey({
      format: "jwk",
      key: {
        ...{ kty: "EC", crv: "P-256" },
        x: point.subarray(1, 33).toString("base64url"),
        y: point.subarray(33).toString("base64url"),
      },
    });
    expect(
      verify(
        "sha256",
        Buffer.from(`${head}.${claims}`),
        { key: publicKey, dsaEncoding: "ieee-p1363" },
        base64url(signature),
      ),
    ).toBe(true);
    const Claims = z.object({ aud: z.string(), exp: z.number(), sub: z.string() });
    const claimed = Claims.parse(JSON.parse(base64url(claims).toString()));
    expect(claimed.aud).toBe(service.origin);
    expect(claimed.exp - Date.now() / 1000).toBeLessThan(86_400);
  });

  it("is tried again when its service is busy, and forgotten when it has unsubscribed", async () => {
    await using stack = new AsyncDisposableStack();
    const settings = { vapid: vapidForTest(), hosts: ["127.0.0.1"] };
    const crew = stack.use(await openCrew({ push: settings }));
    const { room, phone } = crew;
    const service = await pushService(stack);
    stack.use(await pushNews(settings).start(room.context));
    const kept = () => tablesOf<PushTables>(room.store.read).selectFrom("push_subscription").select("unit").execute();
    await room.must("command.subscribe-push", service.subscription("/two"), phone);
    service.answers.push(503);
    await crew.ordered();
    await expect.poll(() => service.received.length, { timeout: 10_000 }).toBe(1);
    expect(await kept()).toHaveLength(1);
    service.answers.push(410);
    await crew.ordered();
    await expect.poll(async () => (await kept()).length).toBe(0);

    await room.must("command.subscribe-push", service.subscription("/three"), phone);
    await room.must("command.unsubscribe-push", {}, phone);
    expect(await kept()).toEqual([]);
    await crew.ordered();
    expect(service.received).toHaveLength(1);
  });

  it("is told no more from the moment it is revoked, and where it was reached is forgotten", async () => {
    await using stack = new AsyncDisposableStack();
    const settings = { vapid: vapidForTest(), hosts: ["127.0.0.1"] };
    const crew = stack.use(await openCrew({ push: settings }));
    const { room, phone, police } = crew;
    const service = await pushService(stack);
    stack.use(await pushNews(settings).start(room.context));
    const device = newId(DeviceId);
    const other: Principal = { ...phone, id: "d2" };
    await room.must("command.subscribe-push", service.subscription("/lost"), { ...phone, id: device });
    await room.must("command.subscribe-push", service.subscription("/kept"), other);
    const db = tablesOf<PushTables>(room.store.read);
    const rows = () => db.selectFrom("push_subscription").select(["device", "subject"]).orderBy("device").execute();
    const lost = (await rows()).find((row) => row.device === device);
    if (lost === undefined) throw new Error("no subscription");
    const reached = () => room.context.vault.get(room.store.read, lost.subject, SUBSCRIPTION);
    expect(await reached()).toMatchObject({ erased: false });

    await room.journal.run({
      ...{ by: { kind: "person", id: "p1" }, operation: "identity.revoke-device" },
      decide: async () => ({
        entries: [DeviceRevoked.of({ device, contingent: police, because: "lost" })],
        output: null,
      }),
    });
    await crew.ordered();
    await expect.poll(() => service.received.map(({ path }) => path)).toEqual(["/kept"]);
    stack.use(await endSubscriptions.start(room.context));
    await expect.poll(async () => (await rows()).map(({ device }) => device)).toEqual(["d2"]);
    expect(await reached()).toMatchObject({ erased: true });
    await crew.ordered();
    await expect.poll(() => service.received.map(({ path }) => path)).toEqual(["/kept", "/kept"]);
  });

  it("names no address but that of a push service, and no more phones than a unit has", async () => {
    await using crew = await openCrew({ push: { vapid: vapidForTest(), hosts: PUSH_HOSTS } });
    const { room, phone, dogs, police } = crew;
    const keys = { p256dh: "B".repeat(87), auth: "A".repeat(22) };
    const ask = (endpoint: string, by: Principal = phone) => room.ask("command.subscribe-push", { endpoint, keys }, by);
    for (const endpoint of ["http://127.0.0.1:5432/", "https://10.0.0.1/", "https://internal.example/"])
      expect(isRefusal(await ask(endpoint))).toBe(true);
    for (let at = 0; at < 25; at++) {
      const by: Principal = { kind: "device", id: `d${at}`, roles: ["field-device"], contingent: police, unit: dogs };
      expect(await ask(`https://fcm.googleapis.com/fcm/send/${at}`, by)).toEqual({ subscribed: true });
    }
    const rows = await tablesOf<PushTables>(room.store.read).selectFrom("push_subscription").selectAll().execute();
    expect(rows).toHaveLength(20);
    await using silent = await openCrew();
    expect(await silent.room.ask("command.push-key", {}, silent.phone)).toMatchObject({ refused: "unavailable" });
  });
});

import { z } from "zod";
import { encryptPush } from "./encryption.ts";
import type { Vapid } from "./vapid.ts";

/** A browser's subscription, as `PushSubscription.toJSON()` writes it. */
export const PushSubscription = z.object({
  endpoint: z.string().min(1).max(1000),
  keys: z.object({
    p256dh: z.string().regex(/^[A-Za-z0-9_-]{87}$/, "expected 65 bytes in base64url"),
    auth: z.string().regex(/^[A-Za-z0-9_-]{22}$/, "expected 16 bytes in base64url"),
  }),
});
export type PushSubscription = z.infer<typeof PushSubscription>;

/** All that passes through third parties: that there is something to look at. The phone says it in its own words and asks the server for the rest. */
export type PushNews = "task-offered" | "task-cancelled" | "message-urgent";

/** `gone`: the browser unsubscribed; `later`: worth another try, at the earliest after so long; `refused`: not worth one. */
export type Pushed =
  | { readonly did: "sent" | "gone" }
  | { readonly did: "later"; readonly afterMs: number }
  | { readonly did: "refused"; readonly because: string };

const TTL_SECONDS: Readonly<Record<PushNews, number>> = {
  "task-offered": 1800,
  "task-cancelled": 1800,
  "message-urgent": 3600,
};
const TIMEOUT_MS = 10_000;
const MOST_WAIT_MS = 5 * 60_000;

/** Sends one push message (RFC 8030). A newer one of the same kind takes the place of one that was not delivered yet. */
export async function pushTo(
  { endpoint, keys }: PushSubscription,
  news: PushNews,
  { vapid, nowMs, signal }: { readonly vapid: Vapid; readonly nowMs: number; readonly signal: AbortSignal },
): Promise<Pushed> {
  let body: Buffer;
  try {
    body = encryptPush(Buffer.from(JSON.stringify({ news })), {
      p256dh: Buffer.from(keys.p256dh, "base64url"),
      auth: Buffer.from(keys.auth, "base64url"),
    });
  } catch {
    // Its key is no point of the curve: nobody can read what is sent to it.
    return { did: "gone" };
  }
  let response: Response;
  try {
    response = await fetch(endpoint, {
      method: "POST",
      // Where it leads is not where the phone said.
      redirect: "manual",
      headers: {
        authorization: vapid.authorize(new URL(endpoint).origin, nowMs),
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        ttl: `${TTL_SECONDS[news]}`,
        urgency: "high",
        topic: news,
      },
      body: new Uint8Array(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
  } catch {
    return { did: "later", afterMs: 0 };
  }
  await response.body?.cancel();
  const { status } = response;
  if (status >= 200 && status < 300) return { did: "sent" };
  if (status === 404 || status === 410) return { did: "gone" };
  if (status === 429 || status >= 500) {
    const seconds = Number(response.headers.get("retry-after") ?? "0");
    return { did: "later", afterMs: Number.isFinite(seconds) ? Math.min(MOST_WAIT_MS, seconds * 1000) : 0 };
  }
  return { did: "refused", because: `the push service answered ${status}` };
}

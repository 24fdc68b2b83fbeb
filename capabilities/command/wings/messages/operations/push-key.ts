import { z } from "zod";
import { holdsTasks } from "../../../operations/operating.ts";
import type { PushSettings } from "../push/settings.ts";
import { query } from "./messaging.ts";
import { refuseMessage } from "../words/refusals.ts";

export const pushKey = (push: PushSettings | null) =>
  query({
    name: "command.push-key",
    summary:
      "The key under which a phone subscribes to be told of what is urgent (`applicationServerKey` of the Push API).",
    input: z.object({}),
    output: z.object({ key: z.string() }),
    allow: holdsTasks,
    async run() {
      return push === null
        ? refuseMessage("no-push-here", "unavailable", "this server sends no push messages")
        : { key: push.vapid.publicKey };
    },
  });

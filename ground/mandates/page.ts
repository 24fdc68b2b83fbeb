import type { Kysely } from "kysely";
import type { Clock } from "../clock.ts";
import type { PublicPage } from "../http/public-pages.ts";
import { type Schema, tablesOf } from "../store/schema.ts";
import { type RegisterData, registerPage } from "./page/page.ts";
import { register } from "./register.ts";
import type { MandateTables } from "./tables.ts";

export { type RegisterData, registerPage } from "./page/page.ts";

const CACHE_SECONDS = 30;

/** `/register`, open to anyone. @param timeZone IANA name of the operation's clocks */
export function publicRegister(parts: {
  readonly read: Kysely<Schema>;
  readonly clock: Pick<Clock, "now">;
  readonly timeZone?: string;
  readonly beside?: RegisterData["beside"];
}): PublicPage {
  return {
    path: "/register",
    cacheSeconds: CACHE_SECONDS,
    async render({ language }) {
      const now = parts.clock.now();
      const mandates = await register(tablesOf<MandateTables>(parts.read), now);
      const { timeZone = "Europe/Paris", beside = [] } = parts;
      return registerPage({ mandates, now, timeZone, beside }, language);
    },
  };
}

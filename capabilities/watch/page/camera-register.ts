import {
  type Clock,
  type MandateBook,
  type PublicDocument,
  type PublicPage,
  tablesOf,
  type WorkerContext,
} from "@cordon/ground";
import type { Instant, Mandate } from "@cordon/kernel";
import { needOf } from "../rules.ts";
import { cameras, type WatchTables } from "../tables.ts";
import { cameraPage } from "./page.ts";
import { WORDS } from "./words.ts";
import { type RegisteredCamera, registeredCameras } from "./register.ts";

export interface CameraRegisterParts {
  readonly read: WorkerContext["read"];
  readonly mandates: MandateBook;
  readonly clock: Pick<Clock, "now">;
  /** IANA name of the operation's clocks. */
  readonly timeZone: string;
}

/** What other pages call it. */
export const CAMERA_REGISTER_TITLE = { fr: WORDS.fr.title, en: WORDS.en.title } as const;

/** A camera that is dark is out of the register as soon as people can notice. */
const CACHE_SECONDS = 15;

/** `/register/cameras`, and the same for machines: open to anyone. */
export function cameraRegister(parts: CameraRegisterParts): {
  readonly page: PublicPage;
  readonly document: PublicDocument;
} {
  const { clock, timeZone } = parts;
  return {
    page: {
      path: "/register/cameras",
      cacheSeconds: CACHE_SECONDS,
      async render({ language }) {
        const now = clock.now();
        return cameraPage({ cameras: await registered(parts, now), now, timeZone }, language);
      },
    },
    document: {
      path: "/register/cameras.json",
      cacheSeconds: CACHE_SECONDS,
      contentType: "application/json; charset=utf-8",
      async read() {
        const asOf = clock.now();
        return JSON.stringify({ asOf, cameras: await registered(parts, asOf) });
      },
    },
  };
}

async function registered({ read, mandates }: CameraRegisterParts, now: Instant): Promise<readonly RegisteredCamera[]> {
  const rows = await cameras(tablesOf<WatchTables>(read)).orderBy("reference").execute();
  return registeredCameras(
    rows,
    ({ mandate, scene, lon, lat, purpose }): Mandate | undefined => {
      const permission = mandates.permits(needOf({ scene, position: [lon, lat], purpose }, now));
      const under = mandate ?? (permission.permitted ? permission.mandate : null);
      return mandates.all().find(({ id }) => id === under);
    },
    now,
  );
}

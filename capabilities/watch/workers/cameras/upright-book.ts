import { tablesOf, type WorkerContext } from "@cordon/ground";
import { type CameraId, type Instant, instantOf, isRefusal, millisecondsOf } from "@cordon/kernel";
import type { WatchTables } from "../../tables.ts";
import type { PictureSize, UprightPerson } from "../../words/calibration.ts";
import type { Report } from "../eye/protocol.ts";

type UprightContext = Pick<WorkerContext, "journal" | "clock" | "log">;

/** As long as it takes to calibrate a camera, with time to spare. */
const KEPT_MS = 15 * 60_000;
/** As many as a calibration takes. */
const MOST_PEOPLE = 400;

interface Kept {
  picture: PictureSize;
  people: { readonly person: UprightPerson; readonly at: Instant }[];
}

/**
 * Where people were seen to walk upright, of every camera, for its calibration: places in the picture and nothing else, for a quarter
 * of an hour. Not derived from the journal and never in it.
 */
export class UprightBook {
  readonly #context: UprightContext;
  readonly #kept = new Map<CameraId, Kept>();

  constructor(context: UprightContext) {
    this.#context = context;
  }

  async hear({ camera, picture, people }: Extract<Report, { report: "upright" }>): Promise<void> {
    const at = this.#context.clock.now();
    const known = this.#kept.get(camera);
    const isSame = known?.picture.width === picture.width && known.picture.height === picture.height;
    const all = [...(isSame ? known.people : []), ...people.map((person) => ({ person, at }))];
    this.#kept.set(camera, { picture, people: all.slice(-MOST_PEOPLE) });
    await this.forgetOld();
    await this.#write(camera);
  }

  /** Nobody is seen by a camera that is not watched. */
  async forget(camera: CameraId): Promise<void> {
    if (this.#kept.delete(camera)) await this.#write(camera);
  }

  /** Drops what is older than a quarter of an hour, in every camera. */
  async forgetOld(): Promise<void> {
    const from = instantOf(millisecondsOf(this.#context.clock.now()) - KEPT_MS);
    for (const [camera, kept] of this.#kept) {
      const young = kept.people.filter(({ at }) => at >= from);
      if (young.length === kept.people.length) continue;
      kept.people = young;
      if (young.length === 0) this.#kept.delete(camera);
      await this.#write(camera);
    }
  }

  /** What another run of this server left. */
  async clear(): Promise<void> {
    this.#kept.clear();
    await this.#own((own) => own.deleteFrom("seen_upright").execute());
  }

  async #write(camera: CameraId): Promise<void> {
    const kept = this.#kept.get(camera);
    const newest = kept?.people.at(-1)?.at;
    await this.#own(async (own) => {
      await own.deleteFrom("seen_upright").where("camera", "=", camera).execute();
      if (kept === undefined || newest === undefined) return;
      const people = JSON.stringify(kept.people.map(({ person }) => person));
      await own
        .insertInto("seen_upright")
        .values({ camera, picture: JSON.stringify(kept.picture), people, newest })
        .execute();
    });
  }

  async #own(write: (own: ReturnType<typeof tablesOf<WatchTables>>) => Promise<unknown>): Promise<void> {
    const done = await this.#context.journal.run({
      by: { kind: "system", id: "watch" },
      operation: "watch.supervise",
      decide: async ({ tx }) => {
        await write(tablesOf<WatchTables>(tx));
        return { entries: [], output: null };
      },
    });
    if (isRefusal(done)) this.#context.log.warn({ because: done.because }, "watch: walkers could not be written down");
  }
}

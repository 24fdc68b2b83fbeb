import { join, resolve } from "node:path";
import { z } from "zod";

/**
 * What the surroundings say, read and checked once. Nothing else reads the environment.
 *
 * | variable | meaning | without it |
 * |---|---|---|
 * | `CORDON_DATA` | the data folder | `data` in the working folder |
 * | `CORDON_DATABASE_URL` | your own PostgreSQL (15 or later) | one is started on the data folder |
 * | `CORDON_HOST`, `CORDON_PORT` | where to listen | `127.0.0.1`, 7300 |
 * | `CORDON_ORIGIN` | what people type: `https://cordon.example` | the address itself |
 * | `CORDON_NAME` | the operation's name on the page | `Cordon` |
 * | `CORDON_TIME_ZONE` | local time of the operation (IANA) | `Europe/Paris` |
 * | `CORDON_MAP_STYLE` | URL of an online map style | neutral ground |
 * | `CORDON_PMTILES` | URL or file of a PMTiles archive | neutral ground |
 * | `CORDON_GRACE` | seconds from the dismissal of a signal to the end of its pictures | 600 |
 * | `CORDON_EDGE_LEASE` | seconds for which an edge that cannot reach the centre may go on watching (10 to 86400) | 3600 |
 * | `CORDON_TRAIL_HOURS`, `CORDON_TRAIL_MEGABYTES` | for how long it is kept where units were (0 to 168), and how much of the disk that may take | 24, 4096 |
 * | `CORDON_MESSAGE_DAYS` | days after which what people wrote to one another is erased, and who telephoned (1 to 3650) | 30 |
 * | `CORDON_ATTACHMENT_DAYS` | days from the end of an incident until the files of its log are erased (1 to 3650) | 365 |
 * | `CORDON_PUSH_CONTACT` | `mailto:` or `https:` for the operators of push services | `CORDON_ORIGIN` |
 * | `CORDON_PUSH_HOSTS` | push services beside those of the browsers, with commas: `push.example,*.push.example` | none |
 * | `CORDON_LOG` | `debug`, `info`, `warn`, `error` or `silent` | `warn` |
 * | `CORDON_SERVER`, `CORDON_TOKEN` | for the command line: the server it calls and the session it calls with | `http://127.0.0.1:7300`; the rehearsal operator |
 * | `CORDON_TRACKS` | folder of measured walks for the rehearsal | `../shared/data/video/traj` when it is there |
 * | `CORDON_LABELLED` | folder of clips that were labelled to tune an analysis by | `labelled` in the data folder |
 */
const Environment = z.object({
  CORDON_DATA: z.string().min(1).default("data"),
  CORDON_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  CORDON_HOST: z.string().min(1).default("127.0.0.1"),
  CORDON_PORT: z.coerce.number().int().min(0).max(65_535).default(7300),
  CORDON_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .refine((text) => new URL(text).origin === text, "expected an origin such as https://cordon.example, with no path")
    .optional(),
  CORDON_NAME: z.string().min(1).max(80).default("Cordon"),
  CORDON_TIME_ZONE: z
    .string()
    .refine(
      (zone) => Intl.supportedValuesOf("timeZone").includes(zone) || zone === "UTC",
      "expected an IANA time zone such as Europe/Paris",
    )
    .default("Europe/Paris"),
  CORDON_MAP_STYLE: z.url({ protocol: /^https?$/ }).optional(),
  CORDON_PMTILES: z.string().min(1).optional(),
  CORDON_LABELLED: z.string().min(1).optional(),
  CORDON_GRACE: z.coerce.number().int().min(0).max(86_400).default(600),
  CORDON_EDGE_LEASE: z.coerce.number().int().min(10).max(86_400).default(3600),
  CORDON_TRAIL_HOURS: z.coerce.number().int().min(0).max(168).default(24),
  CORDON_TRAIL_MEGABYTES: z.coerce.number().int().min(1).max(1_000_000).default(4096),
  CORDON_MESSAGE_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  CORDON_ATTACHMENT_DAYS: z.coerce.number().int().min(1).max(3650).default(365),
  CORDON_PUSH_CONTACT: z
    .string()
    .max(200)
    .regex(/^(?:mailto:|https:\/\/)/, "expected mailto: or https://")
    .optional(),
  CORDON_PUSH_HOSTS: z
    .string()
    .max(1000)
    .regex(/^(?:\*\.)?[a-z0-9.-]+(?:,(?:\*\.)?[a-z0-9.-]+)*$/, "expected host names with commas between them")
    .optional(),
  CORDON_LOG: z.enum(["debug", "info", "warn", "error", "silent"]).default("warn"),
  CORDON_SERVER: z.url({ protocol: /^https?$/ }).default("http://127.0.0.1:7300"),
  CORDON_TOKEN: z.string().min(1).optional(),
  CORDON_TRACKS: z.string().min(1).default("../shared/data/video/traj"),
});

export interface Config {
  /** Absolute. */
  readonly dataFolder: string;
  readonly databaseUrl: string | null;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly publicOrigin: string | null;
  readonly operationName: string;
  readonly timeZone: string;
  readonly mapStyle: string | null;
  readonly pmtiles: string | null;
  /** From the dismissal of a signal to the end of its pictures. */
  readonly graceSeconds: number;
  /** For which an edge that cannot reach the centre may go on watching. */
  readonly edgeLeaseSeconds: number;
  /** For how long positions are kept; 0 keeps none. */
  readonly trailHours: number;
  readonly trailMegabytes: number;
  /** After which what people wrote to one another is erased. */
  readonly messageDays: number;
  readonly attachmentDays: number;
  readonly pushContact: string | null;
  readonly pushHosts: readonly string[];
  /** Absolute. */
  readonly labelledFolder: string;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
  readonly tracksFolder: string;
  /** For the command line. */
  readonly server: string;
  readonly token: string | null;
}

export interface ConfigProblem {
  readonly problem: "bad-configuration";
  readonly message: string;
}

/** @param environment `process.env`, or a test's own */
export function configOf(environment: Readonly<Record<string, string | undefined>>): Config | ConfigProblem {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    return { problem: "bad-configuration", message: `The environment does not fit:\n  ${lines.join("\n  ")}` };
  }
  const from = parsed.data;
  return {
    dataFolder: resolve(from.CORDON_DATA),
    databaseUrl: from.CORDON_DATABASE_URL ?? null,
    host: from.CORDON_HOST,
    port: from.CORDON_PORT,
    publicOrigin: from.CORDON_ORIGIN ?? null,
    operationName: from.CORDON_NAME,
    timeZone: from.CORDON_TIME_ZONE,
    mapStyle: from.CORDON_MAP_STYLE ?? null,
    pmtiles: from.CORDON_PMTILES ?? null,
    graceSeconds: from.CORDON_GRACE,
    edgeLeaseSeconds: from.CORDON_EDGE_LEASE,
    messageDays: from.CORDON_MESSAGE_DAYS,
    attachmentDays: from.CORDON_ATTACHMENT_DAYS,
    pushContact: from.CORDON_PUSH_CONTACT ?? null,
    pushHosts: from.CORDON_PUSH_HOSTS?.split(",") ?? [],
    trailHours: from.CORDON_TRAIL_HOURS,
    trailMegabytes: from.CORDON_TRAIL_MEGABYTES,
    labelledFolder: resolve(from.CORDON_LABELLED ?? join(from.CORDON_DATA, "labelled")),
    logLevel: from.CORDON_LOG,
    tracksFolder: resolve(from.CORDON_TRACKS),
    server: from.CORDON_SERVER,
    token: from.CORDON_TOKEN ?? null,
  };
}

/** The configuration of this very process. */
export function readConfig(): Config | ConfigProblem {
  return configOf(process.env);
}

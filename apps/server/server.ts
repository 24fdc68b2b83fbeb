import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { cannotIssue, GateBoard, issuerIn, publicKeys, whichGate } from "@cordon/access";
import { PUSH_HOSTS, SharingBook, vapidIn } from "@cordon/command";
import {
  apiDocument,
  type Capability,
  type Clock,
  type Config,
  diskBlobs,
  type Dispatcher,
  dispatching,
  faultsOf,
  firstInvitation,
  httpServer,
  Hub,
  inProcessBus,
  isSigningKeyProblem,
  isStoreProblem,
  type Journal,
  announced,
  JOURNAL_SUBJECT,
  journalMigrations,
  liveSocket,
  MAP_ARCHIVE_PATH,
  mandateBook,
  type NodeAsked,
  NOTHING_REFUSED,
  openJournal,
  openPast,
  openStore,
  openVault,
  originsOf,
  publicRegister,
  sessionBook,
  signingKeyIn,
  type Store,
  systemClock,
  type WorkerContext,
} from "@cordon/ground";
import { CAMERA_REGISTER_TITLE, cameraRegister } from "@cordon/watch";
import { AnyEnvelope, type Envelope, isRefusal, type Principal } from "@cordon/kernel";
import { pino } from "pino";
import { capabilities } from "./capabilities.ts";
import { withInsideSession } from "./inside-session.ts";
import { atNode, postOf } from "./node.ts";
import { pages } from "./pages.ts";

export const VERSION = "0.1.0";

export interface ServerOptions {
  readonly config: Config;
  /** People of this machine may act as the rehearsal operator. Has no effect when others can reach the server. */
  readonly rehearsing: boolean;
  /** Starts as the local node of a site instead of as the centre. */
  readonly node?: NodeAsked;
  /** What entries are dated by; the system's when left out. A past that is longer than a test may last is written with another one. */
  readonly clock?: Clock;
}

export interface RunningServer extends AsyncDisposable {
  /** What to type into a browser. `localhost`, as passkeys need a name. */
  readonly url: string;
  readonly port: number;
  readonly rehearsing: boolean;
  /** The one-time link for the first administrator; null once somebody registered. */
  readonly invitation: { readonly link: string; readonly until: string } | null;
  readonly dispatcher: Dispatcher;
  readonly journal: Journal;
  readonly store: Store;
  /** Who the exercise is, and the session with which it comes through the doors. */
  readonly exercise: Principal;
  readonly exerciseToken: string;
}

/** Why a server did not start, in words for the person who started it. */
export interface StartProblem {
  readonly problem: string;
  readonly message: string;
}

const EXERCISE: Principal = { kind: "system", id: "exercise", roles: ["exercise"], contingent: null, unit: null };

/** Opens the house: store, journal, capabilities, doors, workers - and, when disposed of, closes it in the opposite order. */
export async function startServer(options: ServerOptions): Promise<RunningServer | StartProblem> {
  const { config } = options;
  const clock = options.clock ?? systemClock;
  const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: false }));
  await using stack = new AsyncDisposableStack();

  const keys = join(config.dataFolder, "keys");
  const made = await makeFolders([config.dataFolder, keys]);
  if (made !== null) return made;
  const store = await openStore(
    config.databaseUrl === null
      ? { kind: "embedded", folder: join(config.dataFolder, "postgres"), log: (line) => log.debug({ postgres: line }) }
      : { kind: "url", url: config.databaseUrl },
  );
  if (isStoreProblem(store)) return store;
  stack.use(store);

  let hub: Hub | null = null;
  let origins = originsOf(config.host, config.port, config.publicOrigin);
  // Whoever else can reach the server must sign in, whatever it was asked to be.
  const rehearsing = options.rehearsing && origins.loopbackOnly;
  const stopping = new AbortController();
  let url = config.publicOrigin ?? "";
  const post = options.node === undefined ? null : await postOf(keys, options.node, { ...config, reached: () => url });
  if (post !== null && "problem" in post) return post;
  const issuer = post === null ? issuerIn(keys) : cannotIssue("Passes are issued at the centre, not at a local node.");
  if ("problem" in issuer) return issuer;
  if (issuer.issues) stack.use(issuer);
  // Phones are enrolled at the centre, which alone tells them.
  const vapid =
    post === null ? vapidIn(keys, config.pushContact ?? config.publicOrigin ?? "https://cordon.example") : null;
  if (vapid !== null && "problem" in vapid) return vapid;
  const board = new GateBoard();
  const sharing = new SharingBook();
  const every = capabilities({
    positions: {
      position: (track) => hub?.position(track) ?? null,
      each: (take) => hub?.each(take),
      moved: (since, take) => hub?.moved(since, take) ?? since,
    },
    refused: () => hub?.refused() ?? NOTHING_REFUSED,
    sharing,
    push: vapid === null ? null : { vapid, hosts: [...PUSH_HOSTS, ...config.pushHosts] },
    keepMessagesDays: config.messageDays,
    keepAttachmentsDays: config.attachmentDays,
    trail: { keepHours: config.trailHours, maxBytes: config.trailMegabytes * 1024 ** 2 },
    issuer,
    timeZone: config.timeZone,
    post,
    board,
    watch: {
      graceSeconds: config.graceSeconds,
      labelledFolder: config.labelledFolder,
      edgeLeaseSeconds: config.edgeLeaseSeconds,
    },
  });
  const rooms: readonly Capability[] = post === null ? every : atNode(every);
  const faults = faultsOf(rooms);
  if (faults.length > 0) return { problem: "rooms", message: `The rooms do not fit together: ${faults.join("; ")}.` };
  const unmigrated = await store.migrate([...journalMigrations, ...rooms.flatMap((room) => room.migrations)]);
  if (unmigrated !== null) return unmigrated;

  const key = signingKeyIn(keys);
  if (isSigningKeyProblem(key)) return key;
  const vault = await openVault({ folder: keys });
  if ("problem" in vault) return vault;
  const bus = inProcessBus();
  stack.defer(() => bus.close());
  const kinds = rooms.flatMap((room) => room.entries);
  const journal = await openJournal({
    store,
    key,
    kinds,
    projections: rooms.flatMap((room) => room.projections),
    clock,
    bus,
    shared: config.databaseUrl !== null,
  });
  if ("problem" in journal) return journal;
  stack.use(journal);

  const past = stack.use(
    openPast({
      store,
      migrations: rooms.flatMap((room) => [...room.migrations]),
      projections: rooms.flatMap((room) => [...room.projections]),
      tables: rooms.flatMap((room) => [...room.tables]),
      clock,
      size: () => journal.size(),
      onBroken: (err) => log.error({ err }, "the past cannot be kept"),
    }),
  );
  const book = stack.use(await mandateBook({ read: store.read, clock }));
  const ordinary = stack.use(sessionBook({ read: store.read, journal, now: () => clock.now(), rehearsing }));
  const { sessions, token: exerciseToken } = withInsideSession(ordinary, EXERCISE);
  const live = stack.use(new Hub({ journal, kinds, nowMs: () => Date.now() }));
  hub = live;
  const announce = gather((envelopes) => live.announce(envelopes));
  // Learned at once, so that a mandate that ended or a session that was revoked is felt by the next request; told to pages together.
  const learn = (message: unknown) => {
    const envelope = AnyEnvelope.parse(message);
    book.learn(envelope);
    sessions.learn(envelope);
    announce(envelope);
    // A site's node is a small machine whose operations are of now: it reads the past in when it is asked for.
    if (post === null) past.noticed();
  };
  bus.subscribe(JOURNAL_SUBJECT, learn, ({ because }) => {
    log.fatal({ because }, "the journal's announcements were lost");
    stopping.abort();
  });

  const dispatcher = dispatching({
    operations: rooms.flatMap((room) => [...room.operations]),
    read: store.read,
    journal,
    mandates: book,
    vault,
    clock,
    past,
  });
  const media = rooms.flatMap((room) => room.media ?? []);
  const document = apiDocument([...dispatcher.operations.values()], VERSION, media);
  const blobs = await diskBlobs({ folder: join(config.dataFolder, "blobs"), obstacle: () => store.obstacle() });
  if ("problem" in blobs) return blobs;
  const mapArchive = config.pmtiles === null || /^https?:/.test(config.pmtiles) ? null : resolve(config.pmtiles);
  if (mapArchive !== null && !existsSync(mapArchive)) {
    return { problem: "no-map", message: `CORDON_PMTILES names ${mapArchive}, which is not there.` };
  }
  const cameraLines = cameraRegister({ read: store.read, mandates: book, clock, timeZone: config.timeZone });
  const http = await httpServer({
    version: VERSION,
    host: config.host,
    origins: () => origins,
    dispatcher,
    document,
    sessions,
    clock,
    rehearsing,
    journal,
    blobs,
    // What was sent to a node would be unknown at the centre.
    uploads: post === null,
    media,
    house: () => ({ read: store.read, vault, blobs, now: clock.now() }),
    publicPages: [
      publicRegister({
        read: store.read,
        clock,
        timeZone: config.timeZone,
        beside: post === null ? [{ path: cameraLines.page.path, title: CAMERA_REGISTER_TITLE }] : [],
      }),
      ...(post === null ? [cameraLines.page] : []),
    ],
    publicDocuments: [publicKeys(store.read), ...(post === null ? [cameraLines.document] : [])],
    // A node knows the waits of its own site alone, and strangers do not reach it.
    publicSites:
      post === null ? [whichGate({ read: store.read, board, mandates: book, clock, timeZone: config.timeZone })] : [],
    apps: pages(),
    mapOrigins: [config.mapStyle, config.pmtiles].flatMap((url) =>
      url !== null && /^https?:/.test(url) ? [new URL(url).origin] : [],
    ),
    mapArchive,
    greeting: () => ({
      contract: document.contract,
      version: VERSION,
      name: config.operationName,
      timeZone: config.timeZone,
      map: { style: config.mapStyle, pmtiles: mapArchive === null ? config.pmtiles : MAP_ARCHIVE_PATH },
      rehearsing,
    }),
    log,
  });
  stack.defer(() => http.close());
  stack.use(
    liveSocket(http.server, {
      hub: live,
      origins: () => origins,
      contract: document.contract,
      sessions,
      clock,
      mayReport: (principal, track) => sharing.mayReport(principal, track),
    }),
  );
  const port = await listen(http, config);
  if (typeof port !== "number") return port;
  origins = originsOf(config.host, port, config.publicOrigin);
  url = config.publicOrigin ?? `http://localhost:${port}`;

  const context: WorkerContext = {
    read: store.read,
    journal,
    bus,
    announced: stack.use(announced(bus, log)),
    blobs,
    live,
    mandates: book,
    vault,
    clock,
    log,
    signal: stopping.signal,
    append: (operation, entries) =>
      journal.run({
        by: { kind: "system", id: operation },
        operation,
        decide: async () => ({ entries, output: null }),
      }),
  };
  for (const room of rooms) for (const worker of room.workers) stack.use(await worker.start(context));
  stack.defer(() => stopping.abort());

  // People are let in at the centre alone.
  const invitation = rehearsing || post !== null ? null : await firstInvitation({ journal, vault }, url);
  if (isRefusal(invitation)) return { problem: invitation.refused, message: invitation.because };
  const whole = stack.move();
  return {
    url,
    port,
    rehearsing,
    invitation,
    dispatcher,
    journal,
    store,
    exercise: EXERCISE,
    exerciseToken,
    [Symbol.asyncDispose]: () => whole.disposeAsync(),
  };
}

async function makeFolders(folders: readonly string[]): Promise<StartProblem | null> {
  for (const folder of folders) {
    try {
      await mkdir(folder, { recursive: true, mode: folder.endsWith("keys") ? 0o700 : 0o755 });
    } catch (error) {
      return {
        problem: "folder-not-writable",
        message: `The data folder ${folder} cannot be made: ${error instanceof Error ? error.message : String(error)}`,
      };
    }
  }
  return null;
}

async function listen(http: Awaited<ReturnType<typeof httpServer>>, config: Config): Promise<number | StartProblem> {
  try {
    await http.listen({ host: config.host, port: config.port });
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return {
      problem: "address-in-use",
      message: `Cordon cannot listen on ${config.host}:${config.port} (${because}). Another one may be running: choose a port with --port.`,
    };
  }
  const address = http.server.address();
  return typeof address === "object" && address !== null ? address.port : config.port;
}

/** Gathers the envelopes of one commit, which the bus tells one by one, so that each viewer gets one message for them. */
function gather(take: (envelopes: readonly Envelope[]) => void): (envelope: Envelope) => void {
  let waiting: Envelope[] = [];
  return (envelope) => {
    if (waiting.push(envelope) > 1) return;
    setImmediate(() => {
      const all = waiting;
      waiting = [];
      take(all);
    });
  };
}

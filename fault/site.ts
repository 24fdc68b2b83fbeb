import { join } from "node:path";
import { instantOf } from "@cordon/kernel";
import { z } from "zod";
import { GateDevice, okay } from "./gate-device.ts";
import { type Link, linkTo } from "./link.ts";
import { type ServerProcess, startedProcess, temporaryFolder, until } from "./server-process.ts";

const DAY_MS = 86_400_000;
const inDays = (days: number) => instantOf(Math.floor((Date.now() + days * DAY_MS) / 1000) * 1000);
const Place = z.object({ place: z.string() });

const ring = (west: number, east: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [west, 48.86],
      [east, 48.86],
      [east, 48.866],
      [west, 48.866],
      [west, 48.86],
    ],
  ],
});

/** What tests ask of a server, in short. */
export class Doors {
  readonly #server: () => ServerProcess;

  constructor(server: () => ServerProcess) {
    this.#server = server;
  }

  async tell<Output>(operation: string, input: object, output: z.ZodType<Output>): Promise<Output> {
    return output.parse(okay(await this.#server().call(operation, input)).body);
  }

  async ask<Output>(operation: string, output: z.ZodType<Output>, input: object = {}): Promise<Output> {
    return output.parse(okay(await this.#server().query(operation, input)).body);
  }

  /** How many entries its journal has. */
  size(): Promise<number> {
    return this.#server().size();
  }
}

const Entry = z.looseObject({ id: z.string(), kind: z.string(), note: z.string() });
const Here = z.object({
  node: z.object({
    state: z.string(),
    waiting: z.number().nullable(),
    followed: z.number(),
    because: z.string().nullable(),
  }),
});

/** The zone G1 with a gate at each of its sites, published; 200 passes; a mandate that covers them. */
export async function preparePerimeter(centre: Doors, sites: readonly string[]): Promise<ReadonlyMap<string, string>> {
  await centre.tell(
    "mandates.grant",
    {
      reference: "TEST-1",
      authority: "Préfet (exercice)",
      legalBasis: "CSI L226-1",
      processings: ["pass-check"],
      events: [],
      purpose: "event-security",
      statement: { fr: "Contrôle des laissez-passer.", en: "Checks of passes." },
      area: ring(2.2, 2.4),
      period: { from: inDays(-1), until: inDays(20) },
      retentionDays: 7,
    },
    z.object({}),
  );
  const name = { fr: "Trocadéro", en: "Trocadéro" };
  const zone = { code: "G1", name, regime: "grey", shape: ring(2.284, 2.294), capacity: 20_000, antiPassback: true };
  await centre.tell("access.draw-zone", zone, Place);
  const gates = new Map<string, string>();
  const lane = (code: string, direction: string) => ({ code, direction, means: [] });
  for (const [at, site] of sites.entries()) {
    const gate = {
      code: String(at + 1),
      name: { fr: `Porte ${at + 1}`, en: `Gate ${at + 1}` },
      position: [2.286 + at * 0.0005, 48.866],
      zone: "G1",
      site,
      lanes: [lane("A", "in"), lane("B", "out")],
      hours: {},
    };
    gates.set(gate.code, (await centre.tell("access.draw-gate", gate, Place)).place);
  }
  const rule = {
    id: "on-foot",
    zones: [],
    regimes: [],
    categories: [],
    means: [],
    ages: null,
    when: {},
    effect: "admit",
    pass: "needed",
    idCheckFromAge: null,
    note: "",
  };
  const category = { code: "resident", name: { fr: "Riverain", en: "Resident" } };
  await centre.tell("access.draft-rules", { categories: [category], rules: [rule] }, z.object({}));
  const valid = { from: inDays(-1), until: inDays(20) };
  await centre.tell("access.publish-rules", { valid, basedOn: 0 }, z.object({}));
  const request = {
    category: "resident",
    zones: ["G1"],
    notBefore: inDays(-1),
    notAfter: inDays(8),
    holder: { kind: "person", initials: "AB", birthYear: 1980 },
  };
  await centre.tell("access.issue-passes", { requests: Array.from({ length: 200 }, () => request) }, z.object({}));
  return gates;
}

/** A site's node as a process of its own, at the other end of a link. */
export class NodeProcess implements AsyncDisposable {
  readonly site: string;
  readonly link: Link;
  readonly doors: Doors;
  readonly #folder: string;
  readonly #centre: Doors;
  #server: ServerProcess;

  private constructor(site: string, link: Link, folder: string, centre: Doors, server: ServerProcess) {
    this.site = site;
    this.link = link;
    this.#folder = folder;
    this.#centre = centre;
    this.#server = server;
    this.doors = new Doors(() => this.#server);
  }

  static async start(site: string, link: Link, folder: string, centre: Doors): Promise<NodeProcess> {
    const offer = { kind: "node", unit: null, contingent: null, label: `Node of ${site}`, site };
    const { code } = await centre.tell("identity.offer-enrolment", offer, z.object({ code: z.string() }));
    const more = ["--node", link.origin, "--site", site, "--enrol", code];
    const server = await startedProcess(join(folder, site), [], { more });
    const node = new NodeProcess(site, link, folder, centre, server);
    await node.caughtUp();
    return node;
  }

  get server(): ServerProcess {
    return this.#server;
  }

  async here() {
    return (await this.doors.ask("nodes.here", Here)).node;
  }

  /** Knows what the centre knew when this was asked, and has told it everything. */
  async caughtUp(patienceMs?: number): Promise<void> {
    const size = await this.#centre.size();
    await until(async () => {
      const { state, waiting, followed } = await this.here();
      return state === "connected" && waiting === 0 && followed >= size;
    }, patienceMs);
  }

  kill(): Promise<void> {
    return killed(this.#server);
  }

  /** Starts it again on its folder, where it was. Nobody has to be asked for that. @param enrol a code, where it was revoked and comes back */
  async startAgain(enrol: string | null = null): Promise<void> {
    const port = Number(new URL(this.#server.url).port);
    const more = ["--node", this.link.origin, "--site", this.site, ...(enrol === null ? [] : ["--enrol", enrol])];
    this.#server = await startedProcess(join(this.#folder, this.site), [], { more, port });
  }

  /** A device of one of its gates, enrolled at the node and posted. */
  async enrolGate(gate: string): Promise<GateDevice> {
    const offer = { kind: "gate", unit: null, contingent: null, label: "A gate", site: this.site };
    const Offer = z.object({ code: z.string(), device: z.string(), link: z.string() });
    const { code, device, link } = await this.#centre.tell("identity.offer-enrolment", offer, Offer);
    if (!link.startsWith(`${this.#server.url}/gate/`)) throw new Error(`the link leads to ${link}`);
    await this.#centre.tell("access.post-device", { device, gate, lane: null }, z.object({}));
    // The code is known at the node as soon as the offer is.
    await this.caughtUp();
    return GateDevice.enrol(this.#server.url, code, gate);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve(this.#server[Symbol.asyncDispose]());
  }
}

/** Signals of gates that the centre has. */
export async function gateSignals(centre: Doors): Promise<readonly z.infer<typeof Entry>[]> {
  const Signals = z.object({ signals: z.array(Entry) });
  const { signals } = await centre.ask("command.list-signals", Signals);
  return signals.filter(({ kind }) => kind === "gate");
}

const Scans = z.object({
  scans: z.array(
    z.looseObject({ id: z.string(), pass: z.number().nullable(), verdict: z.looseObject({ is: z.string() }) }),
  ),
  next: z.number().nullable(),
});

/** Every scan that a server has, the latest first. */
export async function scansAt(doors: Doors): Promise<z.infer<typeof Scans>["scans"]> {
  const all: z.infer<typeof Scans>["scans"] = [];
  let before: number | null = null;
  do {
    const page: z.infer<typeof Scans> = await doors.ask("access.list-scans", Scans, {
      limit: 500,
      ...(before === null ? {} : { before }),
    });
    all.push(...page.scans);
    before = page.next;
  } while (before !== null);
  return all;
}

/** A centre that can be killed and comes back where it was. */
export class CentreProcess implements AsyncDisposable {
  readonly doors = new Doors(() => this.#server);
  readonly #folder: string;
  #server: ServerProcess;

  private constructor(folder: string, server: ServerProcess) {
    this.#folder = folder;
    this.#server = server;
  }

  static async start(folder: string): Promise<CentreProcess> {
    return new CentreProcess(folder, await startedProcess(folder));
  }

  get url(): string {
    return this.#server.url;
  }

  get port(): number {
    return Number(new URL(this.#server.url).port);
  }

  kill(): Promise<void> {
    return killed(this.#server);
  }

  async startAgain(): Promise<void> {
    this.#server = await startedProcess(this.#folder, [], { port: this.port });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve(this.#server[Symbol.asyncDispose]());
  }
}

async function killed({ child }: ServerProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGKILL");
  await ended;
}

/**
 * A centre and one node a site, in one folder; gate `n` is of the site with that place in the list.
 * @param nodesIn another folder for the nodes
 */
export async function openSites(stack: AsyncDisposableStack, sites: readonly string[], nodesIn: string | null = null) {
  const folder = stack.use(temporaryFolder());
  const centre = stack.use(await CentreProcess.start(`${folder.path}/centre`));
  const { doors } = centre;
  const gates = await preparePerimeter(doors, sites);
  const nodes: NodeProcess[] = [];
  for (const site of new Set(sites)) {
    // All nodes of a test share the one address there is for a link, and are cut off together.
    const link = nodes[0]?.link ?? stack.use(await linkTo(centre.port));
    nodes.push(stack.use(await NodeProcess.start(site, link, nodesIn ?? folder.path, doors)));
  }
  const gate = (code: string) => gates.get(code) ?? "";
  const [node] = nodes;
  if (node === undefined) throw new Error("a site");
  return { centre, doors, gate, nodes, node, link: node.link, folder: folder.path };
}

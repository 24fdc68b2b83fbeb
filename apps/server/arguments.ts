import { parseArgs } from "node:util";
import { type Config, type ConfigProblem, DeviceSite, type NodeAsked, NodeOrigin } from "@cordon/ground";

/** What was asked for on the command line of `npm start -- ...`. */
export interface StartArguments {
  readonly exercise: "seine" | "none";
  /** Files, RTSP or HTTP addresses to watch besides the exercise's cameras. */
  readonly cameras: readonly string[];
  /** People of this machine may act as the rehearsal operator, without a passkey. */
  readonly rehearsing: boolean;
  /** To start as the local node of a site; null for the centre. */
  readonly node: NodeAsked | null;
  readonly config: Config;
  readonly help: boolean;
}

export const USAGE = `npm start -- [options]

  --exercise seine|none   rehearse a ceremony on the Seine (the default), or start empty
  --camera ADDRESS        also watch this file, RTSP or HTTP address; may be given several times
  --rehearsal             with --exercise none: let this machine act as the rehearsal operator
  --node ORIGIN           be a site's local node, beside its gates, of the centre at this address
  --site NAME             with --node: the site, such as trocadero
  --enrol CODE            with --node, the first time: the code that the centre's console shows
  --data FOLDER           the data folder (CORDON_DATA, ./data)
  --port N  --host H      where to listen (CORDON_PORT, 7300; CORDON_HOST, 127.0.0.1)
  --help

Everything else is set by the environment: see ground/config.ts.
`;

/** @param given the words after \`--\` */
export function startArguments(given: readonly string[], config: Config): StartArguments | ConfigProblem {
  const parsed = parse(given);
  if ("message" in parsed) return badly(parsed.message);
  const node = nodeAsked(parsed.values);
  if (node !== null && "problem" in node) return node;
  const {
    exercise = node === null ? "seine" : "none",
    camera = [],
    rehearsal = false,
    data,
    port,
    host,
    help = false,
  } = parsed.values;
  if (exercise !== "seine" && exercise !== "none") {
    return badly(`There is no exercise "${exercise}": seine or none.`);
  }
  if (node !== null && (exercise !== "none" || camera.length > 0)) {
    return badly("A local node plays no exercise and watches no camera: that is the centre's.");
  }
  const portNumber = port === undefined ? config.port : Number(port);
  if (!Number.isInteger(portNumber) || portNumber < 0 || portNumber > 65_535) {
    return badly(`"${port}" is no port.`);
  }
  return {
    exercise,
    cameras: camera,
    rehearsing: exercise !== "none" || rehearsal,
    node,
    config: { ...config, dataFolder: data ?? config.dataFolder, port: portNumber, host: host ?? config.host },
    help,
  };
}

function nodeAsked(values: {
  readonly node?: string;
  readonly site?: string;
  readonly enrol?: string;
}): NodeAsked | ConfigProblem | null {
  const { node, site, enrol = null } = values;
  if (node === undefined) {
    return site === undefined && enrol === null ? null : badly("--site and --enrol belong to --node.");
  }
  const centre = NodeOrigin.safeParse(node.replace(/\/$/, ""));
  if (!centre.success) return badly(`--node "${node}": ${centre.error.issues[0]?.message ?? "no origin"}.`);
  const named = DeviceSite.safeParse(site);
  if (!named.success) return badly(`--site "${site ?? ""}": ${named.error.issues[0]?.message ?? "no site"}.`);
  return { centre: centre.data, site: named.data, enrol };
}

function badly(message: string): ConfigProblem {
  return { problem: "bad-configuration", message: `${message}\n\n${USAGE}` };
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      options: {
        exercise: { type: "string" },
        camera: { type: "string", multiple: true },
        rehearsal: { type: "boolean" },
        node: { type: "string" },
        site: { type: "string" },
        enrol: { type: "string" },
        data: { type: "string" },
        port: { type: "string" },
        host: { type: "string" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    if (error instanceof TypeError) return { message: error.message };
    throw error;
  }
}

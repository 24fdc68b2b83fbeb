import { DeviceId } from "@cordon/kernel";
import { z } from "zod";
import { isLoopback } from "../../identity/loopback.ts";
import { Token } from "../../identity/secret.ts";
import { DeviceKind, DeviceSite } from "../../identity/words.ts";
import { centreAsVisitor } from "./centre.ts";
import { credentialsIn, type CredentialsProblem, newCredentials, type NodeCredentials } from "./credentials.ts";

/** What `npm start -- --node` was given. */
export interface NodeAsked {
  /** The centre's origin. */
  readonly centre: string;
  readonly site: DeviceSite;
  /** For the first start: the code of the enrolment that was offered. */
  readonly enrol: string | null;
}

export type EnrolmentProblem =
  | CredentialsProblem
  | { readonly problem: "not-encrypted" | "not-enrolled" | "other-site" | "other-centre"; readonly message: string };

const Begun = z.object({ device: DeviceId, kind: DeviceKind, site: DeviceSite.nullable(), challenge: z.string() });

/** Who this node is: as its folder says, else by taking the offered enrolment up. Words for whoever starts it where it cannot be. */
export async function nodeCredentials(folder: string, asked: NodeAsked): Promise<NodeCredentials | EnrolmentProblem> {
  const { protocol, hostname } = new URL(asked.centre);
  // What the centre tells is mirrored as it comes: whoever could change it on the way could give passes back.
  if (protocol !== "https:" && !isLoopback(hostname))
    return {
      problem: "not-encrypted",
      message: `A node follows its centre by https alone: ${asked.centre} could be read and changed by anybody on the way.`,
    };
  const known = credentialsIn(folder);
  if (known !== null && "problem" in known) return known;
  if (known !== null && asked.enrol === null) return fitting(known, asked);
  if (asked.enrol === null)
    return {
      problem: "not-enrolled",
      message: `This folder belongs to no node yet. Have the node of ${asked.site} offered its enrolment at ${asked.centre}, and start with --enrol and the code.`,
    };
  return enrolWith(folder, { ...asked, enrol: asked.enrol }, known);
}

function fitting(known: NodeCredentials, asked: NodeAsked): NodeCredentials | EnrolmentProblem {
  if (known.site !== asked.site)
    return {
      problem: "other-site",
      message: `This folder belongs to the node of ${known.site}, not of ${asked.site}: take another folder.`,
    };
  if (known.centre !== asked.centre)
    return {
      problem: "other-centre",
      message: `This folder's node follows ${known.centre}, not ${asked.centre}: take another folder, or the same address as before.`,
    };
  return known;
}

async function enrolWith(
  folder: string,
  asked: NodeAsked & { readonly enrol: string },
  known: NodeCredentials | null,
): Promise<NodeCredentials | EnrolmentProblem> {
  const failed = (because: string): EnrolmentProblem => ({
    problem: "not-enrolled",
    message: `This node was not enrolled at ${asked.centre}: ${because}`,
  });
  if (!Token.safeParse(asked.enrol).success)
    return failed("--enrol takes the code that the console shows, 43 characters.");
  const centre = centreAsVisitor(asked.centre);
  const begun = await centre.command("identity.begin-enrolment", { code: asked.enrol }, Begun);
  if (begun.came !== "answer") {
    // A start that is repeated with the command line of the first one: the code is used up, by this very folder.
    if (known !== null && begun.came === "refused") return fitting(known, asked);
    return failed(begun.because);
  }
  const { device, kind, site, challenge } = begun.output;
  if (kind !== "node") return failed(`the code is for a ${kind} device, not for a node.`);
  if (site !== asked.site) return failed(`the code is for the node of ${site ?? "no site"}, not of ${asked.site}.`);
  if (known !== null && known.site !== site) return fitting(known, asked);
  // The same device again: the enrolment was cut short, and whether the first key arrived is not known. Another one: the folder's node was
  // revoked and comes back; what it has not reported it still will.
  const same = known?.device === device;
  const credentials = same ? known : newCredentials(folder, { centre: asked.centre, site, device });
  if ("problem" in credentials) return credentials;
  const enrolled = await centre.command(
    "identity.enrol-device",
    { code: asked.enrol, key: credentials.key, challenge, proof: credentials.prove("enrol", challenge) },
    z.object({ device: DeviceId }),
  );
  return enrolled.came === "answer" ? fitting(credentials, asked) : failed(enrolled.because);
}

import { DeviceId } from "@cordon/kernel";
import { z } from "zod";
import { isLoopback } from "../../identity/loopback.ts";
import { Token } from "../../identity/secret.ts";
import { DeviceKind } from "../../identity/words.ts";
import { centreAsVisitor } from "./centre.ts";
import { credentialsIn, newCredentials, type NodeCredentials } from "./credentials.ts";
import type { EnrolmentProblem } from "./enrol.ts";

/** What `cordon edge` was given. */
export interface EdgeAsked {
  /** The centre's origin. */
  readonly centre: string;
  /** For the first start: the code of the enrolment that was offered. */
  readonly enrol: string | null;
}

/** An edge speaks for cameras and for no site; its file says so in a site's place. */
const NO_SITE = "edge";

const Begun = z.object({ device: DeviceId, kind: DeviceKind, challenge: z.string() });

/** Who this edge is: as its folder says, else by taking the offered enrolment up. Words for whoever starts it where it cannot be. */
export async function edgeCredentials(folder: string, asked: EdgeAsked): Promise<NodeCredentials | EnrolmentProblem> {
  const { protocol, hostname } = new URL(asked.centre);
  // The addresses of cameras come this way, and with them their passwords.
  if (protocol !== "https:" && !isLoopback(hostname))
    return {
      problem: "not-encrypted",
      message: `An edge is told the cameras' addresses by https alone: ${asked.centre} could be read by anybody on the way.`,
    };
  const known = credentialsIn(folder);
  if (known !== null && "problem" in known) return known;
  if (known !== null && known.centre !== asked.centre)
    return {
      problem: "other-centre",
      message: `This folder's edge belongs to ${known.centre}, not to ${asked.centre}: take another folder, or the same address as before.`,
    };
  if (asked.enrol === null)
    return (
      known ?? {
        problem: "not-enrolled",
        message: `This folder belongs to no edge yet. Have an edge offered its enrolment at ${asked.centre}, and start with --enrol and the code.`,
      }
    );
  return enrolWith(folder, asked.centre, asked.enrol, known);
}

async function enrolWith(
  folder: string,
  origin: string,
  code: string,
  known: NodeCredentials | null,
): Promise<NodeCredentials | EnrolmentProblem> {
  const failed = (because: string): EnrolmentProblem => ({
    problem: "not-enrolled",
    message: `This edge was not enrolled at ${origin}: ${because}`,
  });
  if (!Token.safeParse(code).success) return failed("--enrol takes the code that the console shows, 43 characters.");
  const centre = centreAsVisitor(origin);
  const begun = await centre.command("identity.begin-enrolment", { code }, Begun);
  if (begun.came !== "answer") {
    // A start that is repeated with the command line of the first one: the code is used up, by this very folder.
    return known !== null && begun.came === "refused" ? known : failed(begun.because);
  }
  const { device, kind, challenge } = begun.output;
  if (kind !== "edge") return failed(`the code is for a ${kind} device, not for an edge.`);
  // The same device again: the enrolment was cut short, and whether the first key arrived is not known.
  const credentials =
    known?.device === device ? known : newCredentials(folder, { centre: origin, site: NO_SITE, device });
  if ("problem" in credentials) return credentials;
  const enrolled = await centre.command(
    "identity.enrol-device",
    { code, key: credentials.key, challenge, proof: credentials.prove("enrol", challenge) },
    z.object({ device: DeviceId }),
  );
  return enrolled.came === "answer" ? credentials : failed(enrolled.because);
}

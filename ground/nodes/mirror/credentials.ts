import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DeviceId } from "@cordon/kernel";
import { z } from "zod";
import { DeviceKey, DeviceSite, deviceStatement } from "../../identity/words.ts";
import { NodeOrigin } from "../words.ts";

/** Who a node is: kept in its data folder beside the other keys, so that it starts where nobody can be asked. */
export interface NodeCredentials {
  /** The centre's origin. What a node signs names it, so a proof is worth nothing at another server. */
  readonly centre: string;
  readonly site: DeviceSite;
  readonly device: DeviceId;
  readonly key: DeviceKey;
  prove(purpose: "enrol" | "sign-in", challenge: string): string;
}

export interface CredentialsProblem {
  readonly problem: "node-key";
  readonly message: string;
}

const Kept = z.object({ centre: NodeOrigin, site: DeviceSite, device: DeviceId, pkcs8: z.string().max(1000) });
type Kept = z.infer<typeof Kept>;

const fileIn = (folder: string) => join(folder, "node.json");

/** What `<folder>/node.json` holds; null when there is none. */
export function credentialsIn(folder: string): NodeCredentials | CredentialsProblem | null {
  const file = fileIn(folder);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
    if ((statSync(file).mode & 0o077) !== 0)
      return problem(`${file} is this node's key and others can read it. Say chmod 600 ${file}.`);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    return problem(`This node's key ${file} cannot be read (${codeOf(error)}).`);
  }
  try {
    const kept = Kept.parse(JSON.parse(text));
    return credentialsOf(kept, createPrivateKey({ key: kept.pkcs8, format: "pem" }));
  } catch {
    return problem(
      `${file} does not hold a node's key. Restore it from a backup, or move it away and enrol the node anew.`,
    );
  }
}

/** A new key for a device, written before anybody is told of it: an enrolment that was cut short can be taken up again. */
export function newCredentials(
  folder: string,
  who: Pick<NodeCredentials, "centre" | "site" | "device">,
): NodeCredentials | CredentialsProblem {
  const { privateKey } = generateKeyPairSync("ed25519");
  const { centre, site, device } = who;
  const kept: Kept = { centre, site, device, pkcs8: privateKey.export({ format: "pem", type: "pkcs8" }) };
  const file = fileIn(folder);
  try {
    const beside = `${file}.${randomUUID()}`;
    const descriptor = openSync(beside, "wx", 0o600);
    try {
      writeSync(descriptor, `${JSON.stringify(kept)}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(beside, file);
  } catch (error) {
    return problem(`This node's key ${file} cannot be written (${codeOf(error)}).`);
  }
  return credentialsOf(kept, privateKey);
}

function credentialsOf({ centre, site, device }: Kept, privateKey: KeyObject): NodeCredentials {
  const { kty, crv, x } = createPublicKey(privateKey).export({ format: "jwk" });
  return {
    centre,
    site,
    device,
    key: DeviceKey.parse({ kty, crv, x }),
    prove(purpose, challenge) {
      const statement = deviceStatement(purpose, { origin: centre, device, challenge });
      return sign(null, Buffer.from(statement), privateKey).toString("base64url");
    },
  };
}

function problem(message: string): CredentialsProblem {
  return { problem: "node-key", message };
}

/** @throws what is no error of the operating system */
function codeOf(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  throw error;
}

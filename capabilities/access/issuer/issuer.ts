import type { Claims, KeyId } from "../words.ts";
import type { SignedType } from "../rules.ts";

/** The public half of a pass key that no key set names yet. */
export interface SpareKey {
  readonly kid: KeyId;
  /** Base64url, 32 bytes. */
  readonly x: string;
}

/** Holds the private keys: the root's, which vouches for keys and rules, and those that sign passes. Only the centre has one. */
export interface Issuer extends AsyncDisposable {
  readonly issues: true;
  /** The root's public half, 32 bytes in base64url. */
  readonly root: string;
  /** Whether the private half of a pass key is here. */
  holds(kid: KeyId): boolean;
  /** A pass key that signs nothing yet, made if there is none: the same one until `used`, the keys that were ever named, has it. */
  spare(used: readonly KeyId[]): SpareKey;
  /** The texts of passes for their QR codes, in order. Many are signed on all cores. @throws for a key that it does not hold */
  signPasses(claims: readonly Claims[], kid: KeyId): Promise<readonly string[]>;
  /** A document signed by the root: COSE_Sign1 in base64url. */
  signDocument(type: SignedType, value: unknown): string;
}

/** A server without the private keys, a local node say: it checks passes and gives out none. */
export interface NoIssuer {
  readonly issues: false;
  /** For the person who asked it to. */
  readonly because: string;
}

export const cannotIssue = (because: string): NoIssuer => ({ issues: false, because });

/** Why the keys cannot be used, in words for whoever starts the server. */
export interface IssuerProblem {
  readonly problem: "key-unreadable" | "key-malformed" | "key-exposed";
  readonly file: string;
  readonly message: string;
}

import { equalBytes, fromBase64, fromHex, toBase64, toHex } from "./base64.ts";
import type { Hash } from "./sha256.ts";

/** Signature type byte of plain Ed25519 (c2sp.org/signed-note). */
const ED25519 = 0x01;
const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** A note with more signatures than this is refused unread. */
const MAX_SIGNATURES = 64;

/** Ed25519 (RFC 8032) over the message. */
export type Sign = (message: Uint8Array) => Uint8Array;
export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** A key that may have signed: its name, its four-byte id, and 32 bytes of Ed25519 public key. */
export type VerifierKey = { readonly name: string; readonly id: Uint8Array; readonly publicKey: Uint8Array };

export type NoteSignature = { readonly name: string; readonly id: Uint8Array; readonly signature: Uint8Array };

/** A signed text. `text` ends in a newline and is what was signed. */
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

export type NoteRefusal =
  | { readonly kind: "malformed"; readonly problem: string }
  | { readonly kind: "not-signed"; readonly by: readonly string[] }
  | { readonly kind: "bad-signature"; readonly by: string };

export type OpenedNote =
  | { readonly ok: true; readonly text: string; readonly signedBy: readonly VerifierKey[] }
  | { readonly ok: false; readonly refusal: NoteRefusal };

const encoder = new TextEncoder();

/** Whether a name may stand in a signature line: not empty, no spaces, no plus sign. */
export function isKeyName(name: string): boolean {
  // \s is JavaScript's white space; U+0085 (next line) is white space to Unicode but not to JavaScript.
  return name !== "" && name.isWellFormed() && !/[\s+\u0085\p{Cc}]/u.test(name);
}

/** The key id: the first four bytes of SHA-256(name || "\n" || 0x01 || public key). Throws RangeError on a bad name or key length. */
export function verifierKey(hash: Hash, name: string, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new RangeError(`"${name}" cannot name a key`);
  if (publicKey.length !== PUBLIC_KEY_BYTES)
    throw new RangeError(`an Ed25519 public key has 32 bytes, not ${publicKey.length}`);
  const prefix = encoder.encode(`${name}\n`);
  const bytes = new Uint8Array(prefix.length + 1 + publicKey.length);
  bytes.set(prefix);
  bytes[prefix.length] = ED25519;
  bytes.set(publicKey, prefix.length + 1);
  return { name, id: hash(bytes).slice(0, 4), publicKey };
}

/** `<name>+<id in hex>+<base64(0x01 || public key)>`: the line that is handed to whoever wants to verify. */
export function formatVerifierKey(key: VerifierKey): string {
  return `${key.name}+${toHex(key.id)}+${toBase64(Uint8Array.of(ED25519, ...key.publicKey))}`;
}

/** Reads {@link formatVerifierKey}; undefined when malformed, of another algorithm, or when the id is not that of the key. */
export function parseVerifierKey(hash: Hash, text: string): VerifierKey | undefined {
  const first = text.indexOf("+");
  const second = text.indexOf("+", first + 1);
  if (first < 0 || second < 0) return undefined;
  const name = text.slice(0, first);
  const id = fromHex(text.slice(first + 1, second));
  const encoded = fromBase64(text.slice(second + 1));
  if (!isKeyName(name) || id === undefined || encoded === undefined) return undefined;
  if (encoded[0] !== ED25519 || encoded.length !== 1 + PUBLIC_KEY_BYTES) return undefined;
  const key = verifierKey(hash, name, encoded.slice(1));
  return equalBytes(key.id, id) ? key : undefined;
}

/** Signs a text that ends in a newline. Throws RangeError on a text that no note may hold. */
export function signNote(text: string, key: VerifierKey, sign: Sign): string {
  if (!isNoteText(text)) throw new RangeError("a note ends in a newline and holds no other control characters");
  const signature = sign(encoder.encode(text));
  return `${text}\n— ${key.name} ${toBase64(Uint8Array.of(...key.id, ...signature))}\n`;
}

/** Takes a note apart without believing it. */
export function parseNote(note: string): Note | { readonly problem: string } {
  const split = note.lastIndexOf("\n\n");
  if (split < 0 || !note.endsWith("\n")) return { problem: "no blank line before the signatures" };
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split("\n");
  if (!isNoteText(text)) return { problem: "the text holds control characters" };
  if (lines.length > MAX_SIGNATURES) return { problem: `more than ${MAX_SIGNATURES} signatures` };
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const [dash, name, encoded, ...more] = line.split(" ");
    const bytes = encoded === undefined ? undefined : fromBase64(encoded);
    if (
      dash !== "—" ||
      name === undefined ||
      !isKeyName(name) ||
      bytes === undefined ||
      bytes.length < 5 ||
      more.length > 0
    ) {
      return { problem: "a signature line that is none" };
    }
    signatures.push({ name, id: bytes.slice(0, 4), signature: bytes.slice(4) });
  }
  return { text, signatures };
}

/** The text of a note that at least one of the keys signed and none of them signed wrongly. Signatures by others are ignored. */
export function openNote(note: string, keys: readonly VerifierKey[], verify: Verify): OpenedNote {
  const parsed = parseNote(note);
  if ("problem" in parsed) return { ok: false, refusal: { kind: "malformed", problem: parsed.problem } };
  const message = encoder.encode(parsed.text);
  const signedBy: VerifierKey[] = [];
  for (const { name, id, signature } of parsed.signatures) {
    const key = keys.find((candidate) => candidate.name === name && equalBytes(candidate.id, id));
    if (key === undefined) continue;
    if (signature.length !== SIGNATURE_BYTES || !verify(key.publicKey, message, signature)) {
      return { ok: false, refusal: { kind: "bad-signature", by: name } };
    }
    if (!signedBy.includes(key)) signedBy.push(key);
  }
  if (signedBy.length === 0) return { ok: false, refusal: { kind: "not-signed", by: keys.map((key) => key.name) } };
  return { ok: true, text: parsed.text, signedBy };
}

function isNoteText(text: string): boolean {
  // The standard forbids exactly these.
  return text.endsWith("\n") && text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text);
}

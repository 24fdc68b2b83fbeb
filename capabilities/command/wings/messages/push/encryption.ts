import { createCipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";

/** What a browser gave for its push messages to be encrypted to: its P-256 public key (65 bytes) and a secret of 16. */
export interface PushKeys {
  readonly p256dh: Uint8Array;
  readonly auth: Uint8Array;
}

const RECORD_BYTES = 4096;
/** Every message is filled up to this, so that its length does not tell what it says. */
const PADDED_BYTES = 128;

const derived = (key: Uint8Array, salt: Uint8Array, info: Uint8Array | string, bytes: number) =>
  Buffer.from(hkdfSync("sha256", key, salt, info, bytes));

/**
 * A push message's body (RFC 8291, one record of RFC 8188's `aes128gcm`): whoever carries it cannot read it.
 * @param using the sender's ephemeral key and the salt; drawn anew when left out, as they must be outside of tests
 * @throws Error when the browser's key is no point of the curve
 */
export function encryptPush(
  plain: Uint8Array,
  to: PushKeys,
  using: { readonly privateKey: Uint8Array | null; readonly salt: Uint8Array; readonly padded: number } = {
    privateKey: null,
    salt: randomBytes(16),
    padded: PADDED_BYTES,
  },
): Buffer {
  const sender = createECDH("prime256v1");
  if (using.privateKey === null) sender.generateKeys();
  else sender.setPrivateKey(using.privateKey);
  const own = sender.getPublicKey();
  const shared = sender.computeSecret(to.p256dh);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), to.p256dh, own]);
  const key = derived(shared, to.auth, info, 32);
  const contentKey = derived(key, using.salt, "Content-Encoding: aes128gcm\0", 16);
  const nonce = derived(key, using.salt, "Content-Encoding: nonce\0", 12);
  // The last record ends with a 2, then zeros.
  const padding = Buffer.alloc(Math.max(1, using.padded - plain.length));
  padding[0] = 2;
  const cipher = createCipheriv("aes-128-gcm", contentKey, nonce);
  const sealed = Buffer.concat([cipher.update(plain), cipher.update(padding), cipher.final(), cipher.getAuthTag()]);
  const header = Buffer.alloc(5);
  header.writeUInt32BE(RECORD_BYTES, 0);
  header.writeUInt8(own.length, 4);
  return Buffer.concat([using.salt, header, own, sealed]);
}

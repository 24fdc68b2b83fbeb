const decoder = new TextDecoder("utf-8", { fatal: true });

/** The part of an envelope that verification looks at. */
export interface ReadEnvelope {
  readonly seq: number;
  readonly kind: string;
  readonly atMs: number;
}

/** Reads a body without trust and without a schema, which would cost more than the hash. Null when it is no envelope. */
export function readEnvelope(body: Uint8Array): ReadEnvelope | null {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(body));
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  if (!("seq" in value && "kind" in value && "at" in value)) return null;
  const { seq, kind, at } = value;
  if (typeof seq !== "number" || typeof kind !== "string" || typeof at !== "string") return null;
  const atMs = Date.parse(at);
  return Number.isNaN(atMs) ? null : { seq, kind, atMs };
}

/** What can be read of the kind of an entry whose JSON is broken. */
export function kindIn(text: string): string | null {
  return /"kind":"([a-z][a-z0-9.-]*)"/.exec(text)?.[1] ?? null;
}

import canonicalize from "canonicalize";

/** A value that has no single JSON form. Reaching it is a bug in the caller, so it is thrown. */
export class NotCanonicalError extends Error {
  override readonly name = "NotCanonicalError";
  /** Where in the value, as a JSON Pointer (RFC 6901). */
  readonly pointer: string;
  constructor(pointer: string, problem: string) {
    super(`No canonical JSON for ${pointer === "" ? "the value" : pointer}: ${problem}`);
    this.pointer = pointer;
  }
}

/**
 * The one JSON text of a value (RFC 8785, JSON Canonicalization Scheme): sorted keys, no spaces, shortest numbers.
 *
 * Stricter than JSON.stringify: what it would silently drop or bend (undefined, NaN, functions, dates, class
 * instances, holes in arrays, -0, integers beyond 2^53 - 1, lone surrogates) is refused, because two different values
 * must never share a hash.
 */
export function canonicalJson(value: unknown): string {
  const flaw = flawOf(value, []);
  if (flaw !== null) throw new NotCanonicalError(flaw.pointer, flaw.problem);
  const text = canonicalize(value);
  if (text === undefined) throw new NotCanonicalError("", "it is undefined");
  return text;
}

/**
 * The same value as JSON would give it back, where that is no loss: without members that are undefined, as a schema with optional members gives
 * out, and with 0 for -0, which rounding makes. Anything else that JSON does not have is left in, for {@link canonicalJson} to refuse.
 */
export function asJson(value: unknown): unknown {
  if (typeof value === "number") return value === 0 ? 0 : value;
  if (Array.isArray(value)) return value.map(asJson);
  if (value === null || typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, asJson(member)]])),
  );
}

const encoder = new TextEncoder();

/** {@link canonicalJson} in UTF-8: the bytes that are hashed and signed. */
export function canonicalBytes(value: unknown): Uint8Array {
  return encoder.encode(canonicalJson(value));
}

/** What keeps a value from having one JSON form. Its place is put together on the way back: nearly every value has no flaw. */
interface Flaw {
  readonly pointer: string;
  readonly problem: string;
}

function flawOf(value: unknown, ancestors: object[]): Flaw | null {
  switch (typeof value) {
    case "boolean":
      return null;
    case "string":
      return value.isWellFormed() ? null : here("a string with a lone surrogate");
    case "number":
      if (!Number.isFinite(value)) return here(`the number ${value}`);
      if (Object.is(value, -0)) return here("the number -0, which reads back as 0");
      return Number.isInteger(value) && !Number.isSafeInteger(value)
        ? here(`the integer ${value}, beyond 2^53 - 1`)
        : null;
    case "object":
      return value === null ? null : flawInside(value, ancestors);
    default:
      return here(`a ${typeof value}`);
  }
}

function flawInside(value: object, ancestors: object[]): Flaw | null {
  if (ancestors.includes(value)) return here("it contains itself");
  ancestors.push(value);
  const flaw = Array.isArray(value) ? flawInArray(value, ancestors) : flawInObject(value, ancestors);
  ancestors.pop();
  return flaw;
}

function flawInArray(array: readonly unknown[], ancestors: object[]): Flaw | null {
  for (let index = 0; index < array.length; index++) {
    const flaw = flawOf(array[index], ancestors);
    if (flaw !== null) return below(String(index), flaw);
  }
  return null;
}

function flawInObject(object: object, ancestors: object[]): Flaw | null {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== null && prototype !== Object.prototype) return here("not a plain object");
  for (const [key, member] of Object.entries(object)) {
    if (!key.isWellFormed()) return here("a key with a lone surrogate");
    const flaw = flawOf(member, ancestors);
    if (flaw !== null) return below(key, flaw);
  }
  return typeof Reflect.get(object, "toJSON") === "function" ? here("it has a toJSON") : null;
}

function here(problem: string): Flaw {
  return { pointer: "", problem };
}

function below(key: string, flaw: Flaw): Flaw {
  return { pointer: `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}${flaw.pointer}`, problem: flaw.problem };
}

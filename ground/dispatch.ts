import { actorOf, isRefusal, type Principal, type Refusal } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Clock } from "./clock.ts";
import { type Door, noDoor } from "./door.ts";
import type { Journal } from "./journal/port.ts";
import type { MandateBook } from "./mandates/book.ts";
import { AfterCommit, type AnyOperation } from "./operation.ts";
import type { Past } from "./past/port.ts";
import type { Schema } from "./store/schema.ts";
import type { Vault } from "./vault/port.ts";
import { refuseAs } from "./refusals.ts";

/** What an operation answered. `entries` are the numbers of what it appended: empty for a query. */
export interface Answer {
  readonly output: unknown;
  readonly entries: readonly number[];
  /** For a moment of the past: how many entries were known. */
  readonly moment?: number;
}

/** A refusal that says which members of the input are wrong. */
export interface InvalidInput extends Refusal {
  readonly refused: "invalid";
  readonly issues: readonly InputIssue[];
}

export interface InputIssue {
  readonly path: string;
  /** In English, as sentences of the API are; and in French for whoever reads that, where it is not the same. */
  readonly message: string;
  readonly fr?: string;
}

export interface Dispatcher {
  readonly operations: ReadonlyMap<string, AnyOperation>;
  /**
   * The one way in: schema, permission, mandate, decision, journal - in this order.
   * @param input raw, from whichever door
   * @param door how the call came in; `noDoor` for calls from inside
   * @param at a moment of the past to answer for, as `Past.find` reads it; null for now. Who may ask, and what of, is decided by who they are today
   */
  call(
    name: string,
    input: unknown,
    by: Principal,
    door?: Door,
    at?: string | null,
  ): Promise<Answer | Refusal | InvalidInput>;
}

export interface DispatchParts {
  readonly operations: readonly AnyOperation[];
  readonly read: Kysely<Schema>;
  readonly journal: Journal;
  readonly mandates: MandateBook;
  readonly vault: Vault;
  readonly clock: Clock;
  /** Without one, every operation answers for now alone. */
  readonly past?: Past;
}

/** @throws Error when two operations share a name, or one permits nobody: a server with such a hole must not start. */
export function dispatching(parts: DispatchParts): Dispatcher {
  const operations = new Map<string, AnyOperation>();
  for (const operation of parts.operations) {
    if (operations.has(operation.name)) throw new Error(`two operations are named ${operation.name}`);
    if (!operation.allow.anyone && operation.allow.roles.length === 0)
      throw new Error(`nobody may call ${operation.name}: give it a permission`);
    operations.set(operation.name, operation);
  }

  /** Personal data is as it is today, whatever the moment: who was erased since stays erased. */
  const vaultOfToday: Vault = {
    put: async () => refuseAs("past-unchangeable", "not-possible-now", "What was cannot be changed."),
    get: (_, subject, field) => parts.vault.get(parts.read, subject, field),
    erase: async () => {
      throw new TypeError("a query erases nobody");
    },
  };

  async function then(
    operation: AnyOperation,
    input: unknown,
    by: Principal,
    door: Door,
    at: string,
  ): Promise<Answer | Refusal> {
    if (operation.effect === "command")
      return refuseAs("past-unchangeable", "not-possible-now", "What was cannot be changed.", "at");
    const { past } = parts;
    if (past === undefined || !operation.past)
      return refuseAs("now-alone", "not-possible-now", `${operation.name} answers for now alone.`, "at");
    const moment = await past.find(at);
    if (isRefusal(moment)) return moment;
    return past.at(moment, async (read) => {
      const { now, size } = moment;
      const context = { input, by, door, read, now, moment: size, vault: vaultOfToday, mandate: null };
      const answer = await operation.answer(context);
      return isRefusal(answer)
        ? answer
        : { output: operation.output.parse(answer.output), entries: [], moment: moment.size };
    });
  }

  async function query(operation: AnyOperation, input: unknown, by: Principal, door: Door): Promise<Answer | Refusal> {
    const context = { input, by, door, read: parts.read, now: parts.clock.now(), vault: parts.vault, mandate: null };
    const answer = await operation.answer(context);
    return isRefusal(answer) ? answer : { output: operation.output.parse(answer.output), entries: [] };
  }

  async function command(
    operation: AnyOperation,
    input: unknown,
    by: Principal,
    door: Door,
  ): Promise<Answer | Refusal> {
    const touches = operation.touches(input);
    const done = await parts.journal.run({
      by: actorOf(by),
      operation: operation.name,
      ...(touches === null ? {} : { touches }),
      async decide({ tx, now }) {
        const context = { input, by, door, read: tx, now, vault: parts.vault, mandate: null };
        const need = await operation.need(context);
        if (need === null) return operation.decide(context);
        if (isRefusal(need)) return need;
        const permission = parts.mandates.permits(need);
        if (!permission.permitted)
          return refuseAs(
            "no-mandate",
            "no-mandate",
            `No mandate covers this: ${permission.because}.`,
            permission.nearest ?? undefined,
            { because: permission.because },
          );
        return operation.decide({ ...context, mandate: permission.mandate });
      },
    });
    if (isRefusal(done)) return done;
    const output = done.output instanceof AfterCommit ? await done.output.make() : done.output;
    return { output: operation.output.parse(output), entries: done.entries.map((entry) => entry.seq) };
  }

  return {
    operations,
    async call(name, input, by, door = noDoor, at = null) {
      const operation = operations.get(name);
      if (operation === undefined)
        return refuseAs("no-such-operation", "not-found", `There is no operation ${name}.`, name);
      if (!permitted(operation, by)) return notPermitted(operation, by);
      const parsed = operation.parse(input);
      if (!parsed.success) return invalid(operation, input, parsed.error);
      const unwritable = unwritableAt(parsed.data);
      if (unwritable !== null) {
        const message =
          "a value that cannot be kept: a NUL character, half of a surrogate pair, or an integer beyond 2^53";
        const fr =
          "une valeur qui ne peut pas être conservée : un caractère NUL, une moitié de paire de substitution, ou un entier au-delà de 2^53";
        return {
          ...refuseAs("input-misfit", "invalid", "The request does not fit the operation's schema."),
          refused: "invalid",
          issues: [{ path: unwritable, message, fr }],
        };
      }
      if (at !== null) return then(operation, input, by, door, at);
      return operation.effect === "query" ? query(operation, input, by, door) : command(operation, input, by, door);
    },
  };
}

function permitted(operation: AnyOperation, by: Principal): boolean {
  const { allow } = operation;
  return allow.anyone || by.roles.some((role) => role === "system" || allow.roles.includes(role));
}

function notPermitted({ name, allow }: AnyOperation, by: Principal): Refusal {
  if (by.roles.length === 0) return refuseAs("signed-out", "not-permitted", "Sign in first.", name);
  const roles = allow.anyone ? "" : allow.roles.join(", ");
  return refuseAs("role-missing", "not-permitted", `${name} needs one of the roles ${roles}.`, name, { roles });
}

/**
 * Where a value is that PostgreSQL (U+0000) or canonical JSON (RFC 8785: unpaired surrogates, huge integers) cannot hold; null when nowhere.
 * The path is put together on the way back: nearly every input has no such value.
 */
function unwritableAt(value: unknown): string | null {
  if (typeof value === "string") return isKept(value) ? null : "";
  if (typeof value === "number") return Number.isInteger(value) && !Number.isSafeInteger(value) ? "" : null;
  if (typeof value !== "object" || value === null) return null;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) {
      const found = unwritableAt(value[at]);
      if (found !== null) return found === "" ? String(at) : `${at}.${found}`;
    }
    return null;
  }
  for (const [name, member] of Object.entries(value)) {
    const found = isKept(name) ? unwritableAt(member) : "";
    if (found !== null) return found === "" ? name : `${name}.${found}`;
  }
  return null;
}

function isKept(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}

const french = z.locales.fr().localeError;

function invalid(operation: AnyOperation, input: unknown, error: z.ZodError): InvalidInput {
  // Looked at once more for its French: what is refused is rare, and whoever sent it waits for a sentence anyway.
  const inFrench = operation.input.safeParse(input, { error: french }).error?.issues ?? [];
  const issues = error.issues.slice(0, 20).map(({ path, message }, at) => {
    const fr = inFrench[at]?.message ?? message;
    return { path: path.join("."), message, ...(fr === message ? {} : { fr }) };
  });
  return {
    ...refuseAs("input-misfit", "invalid", "The request does not fit the operation's schema."),
    refused: "invalid",
    issues,
  };
}

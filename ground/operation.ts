import {
  type Instant,
  isRefusal,
  type MandateId,
  type MandateNeed,
  type NewEntry,
  type Principal,
  type Refusal,
  type Role,
} from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { z } from "zod";
import { type CallLimit, type Door, noDoor } from "./door.ts";
import type { Accepted } from "./journal/port.ts";
import { type Schema, tablesOf } from "./store/schema.ts";
import type { Vault } from "./vault/port.ts";

/** Who may call an operation. `anyone` needs no session: the public register, signing in. */
export type Allow = { readonly anyone: true } | { readonly anyone: false; readonly roles: readonly Role[] };

export const anyone: Allow = { anyone: true };
export const role = (...roles: readonly [Role, ...Role[]]): Allow => ({ anyone: false, roles });

export interface QueryContext<Tables, Input> {
  readonly input: Input;
  /** For an operation open to anyone, a visitor without a session is the principal `{kind: "system", id: "visitor", roles: []}`. */
  readonly by: Principal;
  readonly read: Kysely<Tables>;
  readonly now: Instant;
  /** How many entries of the journal are known at the moment of the past that is asked for; null for now. */
  readonly moment: number | null;
  readonly vault: Vault;
  readonly door: Door;
}

export interface CommandContext<Tables, Input> extends QueryContext<Tables, Input> {
  /** The mandate that was found in force for what the operation declared to need; null when it declared nothing. */
  readonly mandate: MandateId | null;
}

interface Described<Name extends string, Input extends z.ZodObject, Output extends z.ZodType> {
  /** `capability.verb-thing`, as in `command.confirm-signal`: HTTP path, CLI command and audit name follow from it. */
  readonly name: Name;
  /** One sentence for the API page and the CLI's help. */
  readonly summary: string;
  readonly input: Input;
  readonly output: Output;
  readonly allow: Allow;
  /** `opens`: its output has a member `session` (a `SessionGrant`) that the HTTP door turns into the cookie. `closes`: the door clears the cookie. */
  readonly session?: "opens" | "closes";
  /** Enforced by the HTTP door, for each caller's address. */
  readonly limit?: CallLimit;
}

export interface QueryDefinition<Tables, Name extends string, Input extends z.ZodObject, Output extends z.ZodType>
  extends Described<Name, Input, Output> {
  /** Whether it also answers for a moment of the past. Left out: as its room does. */
  readonly past?: boolean;
  run(context: QueryContext<Tables, z.output<Input>>): Promise<z.input<Output> | Refusal>;
}

export interface CommandDefinition<Tables, Name extends string, Input extends z.ZodObject, Output extends z.ZodType>
  extends Described<Name, Input, Output> {
  /** The processing of people this starts, if it starts one (null: this call starts none): refused when no mandate in force covers it. */
  readonly mandate?: (context: {
    readonly input: z.output<Input>;
    readonly read: Kysely<Tables>;
    readonly now: Instant;
  }) => Promise<MandateNeed | Refusal | null>;
  /**
   * Names of all that a call reads and another operation with `touches` may change, and of all that it changes (see `Work`): calls that touch
   * nothing in common are decided at the same time. For what arrives a thousand times a second; left out, a call waits for those before it.
   */
  readonly touches?: (input: z.output<Input>) => readonly string[];
  /**
   * May run again when its batch failed: it reads, decides and does nothing else. `read` is the transaction: the vault, and tables that are
   * `derivedFrom: "own"`, are written through it and so share its fate.
   */
  run(
    context: CommandContext<Tables, z.output<Input>>,
  ): Promise<Accepted<z.input<Output> | AfterCommit<z.input<Output>>> | Refusal>;
}

/**
 * An answer that is made once its entries are durable and outside the journal's transaction: what costs time, as signing a thousand passes
 * does, must not hold up everybody else's decisions. It can no longer refuse; if it fails, the entries stand and the caller gets no answer.
 */
export class AfterCommit<Output> {
  readonly make: () => Promise<Output>;
  constructor(make: () => Promise<Output>) {
    this.make = make;
  }
}

/** What every door (HTTP, CLI, OpenAPI) needs to know of an operation, its types forgotten. */
export interface AnyOperation {
  readonly name: string;
  readonly effect: "query" | "command";
  readonly summary: string;
  readonly input: z.ZodObject;
  readonly output: z.ZodType;
  readonly allow: Allow;
  readonly session: "opens" | "closes" | null;
  readonly limit: CallLimit | null;
  /** Also answers for a moment of the past: its answer follows from rows that follow from the journal, and from nothing else. */
  readonly past: boolean;
  /** Parses a raw input. What was parsed once is not parsed again: the door, the mandate's need and the decision read the same. */
  parse(raw: unknown): z.ZodSafeParseResult<unknown>;
  /** @param context whose `input` is the raw value */
  answer(context: AnyContext): Promise<Refusal | { readonly output: unknown }>;
  decide(context: AnyContext): Promise<Accepted<unknown> | Refusal>;
  need(context: AnyContext): Promise<MandateNeed | Refusal | null>;
  /** @param input raw. Null: it may touch anything */
  touches(input: unknown): readonly string[] | null;
}

export interface AnyContext {
  readonly input: unknown;
  readonly by: Principal;
  readonly read: Kysely<Schema>;
  readonly now: Instant;
  readonly vault: Vault;
  readonly mandate: MandateId | null;
  /** Absent for now. */
  readonly moment?: number;
  /** Absent: the call came from inside. */
  readonly door?: Door;
}

/** An operation with its types: what the typed client is made from. */
export interface Operation<Name extends string, Effect extends "query" | "command", Input, Output>
  extends AnyOperation {
  readonly name: Name;
  readonly effect: Effect;
  /** Never there at run time: carries the types to `ApiOf`. */
  readonly types?: { readonly input: Input; readonly output: Output };
}

/** `{ "command.confirm-signal": { effect: "command", input, output } }` of a list of operations. */
export type ApiOf<Operations extends readonly AnyOperation[]> = {
  [Each in Operations[number] as Each["name"]]: Each extends Operation<string, infer Effect, infer Input, infer Output>
    ? { readonly effect: Effect; readonly input: Input; readonly output: Output }
    : never;
};

/** Accept: the entries that follow and the answer. */
export function accept<Output>(entries: readonly NewEntry[], output: Output): Accepted<Output> {
  return { entries, output };
}

/**
 * Binds operations to the tables they read: `export const { query, command } = operating<CommandTables>()`.
 * @param room `past`: its queries answer for a moment of the past as well, but for those that say they do not
 */
export function operating<Tables>(room: { readonly past?: boolean } = {}) {
  const typed = (context: AnyContext) => ({
    by: context.by,
    read: tablesOf<Tables>(context.read),
    now: context.now,
    moment: context.moment ?? null,
    vault: context.vault,
    door: context.door ?? noDoor,
  });
  return {
    /** Reads and answers; appends nothing. */
    query<const Name extends string, Input extends z.ZodObject, Output extends z.ZodType>(
      definition: QueryDefinition<Tables, Name, Input, Output>,
    ): Operation<Name, "query", z.input<Input>, z.output<Output>> {
      const input = parsingOnce(definition.input);
      return {
        ...described(definition),
        parse: input.parse,
        effect: "query",
        past: definition.past ?? room.past ?? false,
        async answer(context) {
          const result = await definition.run({ ...typed(context), input: input.of(context.input) });
          return isRefusal(result) ? result : { output: result };
        },
        decide: notACommand,
        need: async () => null,
        touches: () => null,
      };
    },
    /** Decides; its entries are appended and projected before it answers. */
    command<const Name extends string, Input extends z.ZodObject, Output extends z.ZodType>(
      definition: CommandDefinition<Tables, Name, Input, Output>,
    ): Operation<Name, "command", z.input<Input>, z.output<Output>> {
      const input = parsingOnce(definition.input);
      return {
        ...described(definition),
        parse: input.parse,
        effect: "command",
        past: false,
        answer: notAQuery,
        decide: (context) =>
          definition.run({ ...typed(context), input: input.of(context.input), mandate: context.mandate }),
        need: async (context) =>
          definition.mandate === undefined
            ? null
            : definition.mandate({
                input: input.of(context.input),
                read: tablesOf<Tables>(context.read),
                now: context.now,
              }),
        touches: (raw) => definition.touches?.(input.of(raw)) ?? null,
      };
    },
  };
}

function described<Name extends string, Input extends z.ZodObject, Output extends z.ZodType>(
  from: Described<Name, Input, Output>,
) {
  return {
    name: from.name,
    summary: from.summary,
    input: from.input,
    output: from.output,
    allow: from.allow,
    session: from.session ?? null,
    limit: from.limit ?? null,
  };
}

/** Remembers what an input was parsed to for as long as somebody holds the input. Nobody changes either. */
function parsingOnce<Input extends z.ZodObject>(schema: Input) {
  const parsed = new WeakMap<object, z.output<Input>>();
  const parse = (raw: unknown): z.ZodSafeParseResult<z.output<Input>> => {
    const result = schema.safeParse(raw);
    if (result.success && typeof raw === "object" && raw !== null) parsed.set(raw, result.data);
    return result;
  };
  const of = (raw: unknown): z.output<Input> =>
    (typeof raw === "object" && raw !== null ? parsed.get(raw) : undefined) ?? schema.parse(raw);
  return { parse, of };
}

async function notACommand(): Promise<never> {
  throw new TypeError("a query decides nothing");
}

async function notAQuery(): Promise<never> {
  throw new TypeError("a command has no answer of its own");
}

import { type Instant, type Principal, type Refusal, refuse } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { z } from "zod";
import type { Blobs } from "./blobs/port.ts";
import type { Allow } from "./operation.ts";
import type { Schema } from "./store/schema.ts";
import type { Vault } from "./vault/port.ts";

/** Bytes and what they are, whole: a picture. Or as they come: a stream, until the generator returns. */
export type Shown =
  | { readonly shown: "whole"; readonly mediaType: string; readonly content: Uint8Array }
  | { readonly shown: "stream"; readonly mediaType: string; readonly parts: AsyncIterable<Uint8Array> };

export interface MediumParts {
  readonly by: Principal;
  readonly read: Kysely<Schema>;
  readonly vault: Vault;
  readonly blobs: Blobs;
  readonly now: Instant;
  /** Aborted when nobody listens any more: the caller went, lost the right to look, or the server stops. */
  readonly gone: AbortSignal;
}

interface Definition<Parameters extends z.ZodObject> {
  /** `capability.thing`, as in `watch.live`. */
  readonly name: string;
  /** One sentence for the API page. */
  readonly summary: string;
  /** Below `/api/<capability>/`, with `:parameter` where one stands: `/api/watch/cameras/:camera/live`. */
  readonly path: string;
  /** Those of the path. Each is text of a bounded length. */
  readonly parameters: Parameters;
  readonly allow: Allow;
  /** What it may answer with. */
  readonly mediaTypes: readonly [string, ...string[]];
  open(parameters: z.output<Parameters>, parts: MediumParts): Promise<Shown | Refusal>;
}

/** Something to look at beside the operations, which answer in JSON and at once (ADR 0069). It changes nothing. */
export interface AnyMedium extends Omit<Definition<z.ZodObject>, "open"> {
  /** @param parameters as they stand in the path */
  open(parameters: unknown, parts: MediumParts): Promise<Shown | Refusal>;
}

export function medium<Parameters extends z.ZodObject>(definition: Definition<Parameters>): AnyMedium {
  return {
    ...definition,
    async open(raw, parts) {
      const parameters = definition.parameters.safeParse(raw);
      if (!parameters.success) return refuse("not-found", "There is nothing to look at under this address.");
      return definition.open(parameters.data, parts);
    },
  };
}

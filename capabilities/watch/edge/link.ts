import type { z } from "zod";

/** What asking the centre came to; as the link of a local node says it. */
export type Answered<Output> =
  | { readonly came: "answer"; readonly output: Output }
  | { readonly came: "cut" | "refused" | "other-version"; readonly because: string };

/** The centre as an edge reaches it. */
export interface Link {
  query<Output>(operation: string, input: object, output: z.ZodType<Output>): Promise<Answered<Output>>;
  command<Output>(operation: string, input: object, output: z.ZodType<Output>): Promise<Answered<Output>>;
}

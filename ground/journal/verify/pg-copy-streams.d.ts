declare module "pg-copy-streams" {
  import type { Readable } from "node:stream";
  import type { Connection, Submittable } from "pg";

  /** `client.query(to("COPY ... TO STDOUT"))`: the rows as they come, in chunks that end anywhere. */
  export function to(statement: string): Readable & Submittable & { submit(connection: Connection): void };
}

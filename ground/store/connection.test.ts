import { describe, expect, it } from "vitest";
import { connectTo, poolOf } from "./connection.ts";
import { testDatabase } from "./testing.ts";

describe("a connection of a pool", () => {
  it("that is lost while somebody has it and asks nothing fails at the next query, and ends nobody", async () => {
    await using database = await testDatabase();
    const target = { kind: "url", url: database.url } as const;
    const pool = poolOf(target, { name: "test" }, 1);
    const other = await connectTo(target, { name: "test" });
    try {
      const client = await pool.connect();
      const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
      const lost = new Promise<void>((resolve) => client.once("end", () => resolve()));
      // An error event that nobody listens to would be thrown here, in nobody's call: the run would fail.
      await other.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
      await lost;
      await expect(client.query("select 1")).rejects.toThrow();
      client.release(true);
      expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    } finally {
      await other.end();
      await pool.end();
    }
  });
});

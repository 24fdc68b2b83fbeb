import { describe, expect, it } from "vitest";
import { sql } from "kysely";
import { connectTo, kyselyOn, poolOf } from "./connection.ts";
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

describe("Kysely on one connection", () => {
  it("asks one question at a time, in order, however many are asked at once, and goes on after one that fails", async () => {
    await using database = await testDatabase();
    const client = await connectTo({ kind: "url", url: database.url }, { name: "test" });
    const warnings: string[] = [];
    const warned = ({ message }: Error) => warnings.push(message);
    process.on("warning", warned);
    try {
      const on = kyselyOn(client);
      const ask = async (value: number) =>
        (await sql<{ value: number }>`select ${sql.lit(12)} / ${sql.lit(value)} as value`.execute(on)).rows[0]?.value;
      const answers = await Promise.allSettled([ask(1), ask(0), ask(3), ask(4)]);
      expect(answers.map((answer) => (answer.status === "fulfilled" ? answer.value : "failed"))).toEqual([
        ...[12, "failed", 4, 3],
      ]);
      await new Promise((resolve) => setImmediate(resolve));
      // pg warns that its next version refuses a question while another is open.
      expect(warnings).toEqual([]);
    } finally {
      process.off("warning", warned);
      await client.end();
    }
  });
});

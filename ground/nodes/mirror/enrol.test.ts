import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { nodeCredentials } from "./enrol.ts";

it("a centre by plain http is asked nothing, but on the machine itself", async () => {
  await using folder = {
    path: await mkdtemp(join(tmpdir(), "cordon-enrol-")),
    [Symbol.asyncDispose]: () => rm(folder.path, { recursive: true }),
  };
  const asked = (centre: string) => nodeCredentials(folder.path, { centre, site: "trocadero", enrol: null });
  for (const centre of ["http://centre.example", "http://10.0.0.1:7300", "http://localhost.example"])
    expect(await asked(centre)).toMatchObject({ problem: "not-encrypted" });
  for (const centre of [
    "https://centre.example",
    "http://127.0.0.1:7300",
    "http://[::1]:7300",
    "http://localhost:7300",
  ])
    expect(await asked(centre)).toMatchObject({ problem: "not-enrolled" });
  expect(await readdir(folder.path)).toEqual([]);
});

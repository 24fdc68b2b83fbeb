import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { registerCommandAddresses } from "./command-addresses.ts";
import { type TestCommandLine, testCommandLine } from "./testing.ts";

let line: TestCommandLine;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  line = await testCommandLine(stack);
}, 60_000);
afterAll(() => stack.disposeAsync());

async function imported(content: string): Promise<string> {
  const file = join(line.folder, "ban.csv");
  await writeFile(file, content);
  return line.run(registerCommandAddresses, ["command", "addresses", "import", file]);
}

async function found(text: string): Promise<readonly string[]> {
  const url = new URL("/api/command/find-location", `http://127.0.0.1:${line.server.port}`);
  url.searchParams.set("input", JSON.stringify({ text }));
  const response = await fetch(url, { headers: { authorization: `Bearer ${line.server.exerciseToken}` } });
  const { locations } = z
    .object({ locations: z.array(z.looseObject({ address: z.string().default("") })) })
    .parse(await response.json());
  return locations.map(({ address }) => address);
}

const HEADER = "id;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;x;y;lon;lat;certification_commune";
const house = (numero: number | string, street: string) =>
  `75104_${street}_${numero};;${numero};;${street};75004;75104;Paris;1;1;2.36;48.85;1`;

describe("cordon command addresses import", () => {
  it("takes a file in batches, names each line at fault, and changes nothing the second time", async () => {
    const lines = Array.from({ length: 2300 }, (_, i) => house(1 + (i % 100), `Rue des Essais ${Math.floor(i / 100)}`));
    const file = [
      HEADER,
      house("quatre", "Rue du Bac"),
      ...lines,
      `x;;3;;${"y".repeat(300)};75004;;Paris;;;2;48;`,
      "",
    ].join("\n");
    const said = await imported(`\uFEFF${file}`);
    expect(said).toContain("line 2: numero is not a house number");
    expect(said).toContain("line 2303: nom_voie is longer than 200 characters");
    expect(said).toContain("2300 added, 0 changed, 0 as they were, 2 left out");
    expect(process.exitCode).toBe(1);
    expect(await imported(file)).toContain("0 added, 0 changed, 2300 as they were, 2 left out");
    expect((await found("42 rue des essais 7"))[0]).toBe("42 Rue des Essais 7, 75004 Paris");
  });

  it("reads commas and quotes, and says what a file of another kind lacks", async () => {
    const quoted =
      'id,numero,rep,nom_voie,code_postal,nom_commune,lon,lat\n1,5,bis,"Quai de l\'Horloge",75001,"Paris",2.34,48.85\n';
    expect(await imported(quoted)).toContain("1 added");
    expect((await found("5 bis quai horloge"))[0]).toBe("5 bis Quai de l'Horloge, 75001 Paris");
    expect(await imported("name;age\nx;1\n")).toContain("does not name the columns id, numero");
    expect(process.exitCode).toBe(1);
    expect(await imported(`${HEADER}\n"unfinished;;1`)).toMatch(/quote/i);
  });
});

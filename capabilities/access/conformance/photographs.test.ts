import { describe, expect, it } from "vitest";
import { PHOTOGRAPHS } from "./exclusions.ts";
import { qrCodeIn } from "./images.ts";
import { dataBytes, dataFiles, dataThere, KEPT, Ledger, SUITES } from "./ledger.ts";

/** One of several codes that share a text: `01-03.png` is a part of what is in `01.txt`. */
const PART = /^(.*)-(\d\d)\.png$/;

describe.skipIf(!dataThere("zxing-cpp"))("photographs of QR codes", () => {
  it("are read as the text beside them", async () => {
    const ledger = new Ledger(PHOTOGRAPHS);
    const [photographs, texts] = [await dataFiles(SUITES.photographs), await dataFiles(SUITES.texts)];
    const joined = new Map<string, string>();
    const properties = new Map<string, Record<string, string>>();
    for (const file of photographs) {
      const code = await qrCodeIn(await dataBytes(file));
      const beside = file.replace(/\.(png|webp)$/, ".txt");
      const [, sequence, number] = PART.exec(file) ?? [];
      if (texts.includes(beside)) {
        const same = code?.text === (await textIn(beside));
        ledger.expect(file, "text", same, JSON.stringify(code?.text));
        ledger.expect(beside, "is in its photograph", same);
      } else if (sequence !== undefined && code !== null) {
        joined.set(sequence, (joined.get(sequence) ?? "") + code.text);
        properties.set(sequence, propertiesOf(code));
        ledger.expect(file, "its place", code.sequenceIndex === Number(number) - 1, `${code.sequenceIndex}`);
      }
    }
    // Texts that were spread over several codes have one file for all.
    for (const [sequence, text] of joined)
      ledger.expect(`${sequence}.txt`, "joined", text === (await textIn(`${sequence}.txt`)), JSON.stringify(text));
    for (const file of texts.filter((each) => each.endsWith(".result.txt"))) {
      const said = properties.get(file.replace(/\.result\.txt$/, "")) ?? {};
      for (const [, name = "", value] of (await textIn(file)).matchAll(/^(\w+)=(.*)$/gm))
        ledger.expect(file, name, said[name] === value, said[name]);
    }
    expect(ledger.close("Photographs", [...photographs, ...texts])).toMatchObject(KEPT);
  }, 300_000);
});

/** As `.result.txt` files spell them. */
function propertiesOf(code: NonNullable<Awaited<ReturnType<typeof qrCodeIn>>>): Record<string, string> {
  const { symbologyIdentifier, sequenceSize, sequenceIndex, sequenceId } = code;
  return {
    symbologyIdentifier,
    sequenceSize: String(sequenceSize),
    sequenceIndex: String(sequenceIndex),
    sequenceId,
  };
}

async function textIn(file: string): Promise<string> {
  return (await dataBytes(file)).toString("utf8");
}

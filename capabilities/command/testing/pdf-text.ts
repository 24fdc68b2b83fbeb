import { inflateSync } from "node:zlib";

/** The text of a PDF that was written in the standard fonts: what its content streams show, hexadecimal in Windows-1252. */
export function textOf(pdf: Uint8Array): string {
  const file = Buffer.from(pdf);
  const lines: string[] = [];
  for (let from = 0; ; ) {
    const start = file.indexOf("stream\n", from);
    if (start === -1) break;
    const end = file.indexOf("\nendstream", start);
    from = end + 10;
    let content: string;
    try {
      content = inflateSync(file.subarray(start + 7, end)).toString("latin1");
    } catch {
      continue;
    }
    for (const [, shown = ""] of content.matchAll(/\[(.*?)\] TJ/g)) {
      const hex = [...shown.matchAll(/<([0-9a-f]+)>/g)].map(([, digits = ""]) => digits).join("");
      lines.push(new TextDecoder("windows-1252").decode(Buffer.from(hex, "hex")));
    }
  }
  return lines.join("\n");
}

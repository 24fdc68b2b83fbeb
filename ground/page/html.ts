import { escapeHtml } from "../http/markup.ts";

/** Text that is HTML already. Everything else that goes into a page is escaped on its way in. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Html | readonly Html[] | string | number;

/** `` html`<p>${anything}</p>` ``: what stands in the template is markup, what is put in is text. */
export function html(markup: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  let text = "";
  markup.forEach((part, at) => {
    text += part;
    const piece = pieces[at];
    if (piece !== undefined) text += textOf(piece);
  });
  return new Html(text);
}

/** A sentence with markup in its gaps, in whatever order the language has them: `` filled((time) => `from ${time} on`, at(moment)) ``. */
export function filled(sentence: (...gaps: readonly string[]) => string, ...pieces: readonly Html[]): Html {
  const parts = sentence(...pieces.map((_, at) => `\u0000${at}\u0000`)).split("\u0000");
  return new Html(
    parts.map((part, at) => (at % 2 === 0 ? escapeHtml(part) : (pieces[Number(part)]?.text ?? ""))).join(""),
  );
}

function textOf(piece: Piece): string {
  if (piece instanceof Html) return piece.text;
  if (typeof piece === "string" || typeof piece === "number") return escapeHtml(String(piece));
  return piece.map(({ text }) => text).join("");
}

/** A style sheet of the page's own: the one text that goes into a page as it is. @throws Error when it could end its element */
export function styleElement(css: string): Html {
  if (css.includes("</")) throw new Error("a style sheet that closes its own element");
  return new Html(`<style>${css}</style>`);
}

import { type Html, html, styleElement } from "./html.ts";

export interface PageParts {
  readonly language: "fr" | "en";
  readonly title: string;
  /** A path of the same page in the other language, or `?lang=`. */
  readonly other: { readonly language: "fr" | "en"; readonly href: string; readonly words: string };
  readonly style: string;
  /** What stands in the head besides: links, say. */
  readonly head?: Html;
  readonly main: Html;
  readonly footer: Html;
}

/** A page that the server writes itself, as one HTML document: no script, no cookie, nothing from elsewhere. */
export function pageDocument({ language, title, other, style, head = html``, main, footer }: PageParts): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Cordon</title>
<link rel="icon" href="/cordon.svg">
${head}${styleElement(style)}
</head>
<body>
<header><h1>${title}</h1><a href="${other.href}" lang="${other.language}" hreflang="${other.language}">${other.words}</a></header>
<main>
${main}</main>
<footer>${footer}</footer>
</body>
</html>
`.text;
}

export { type PageParts, pageDocument } from "./document.ts";
export { filled, Html, html } from "./html.ts";
export { Kept } from "./kept.ts";
export { PAGE_STYLE } from "./style.ts";

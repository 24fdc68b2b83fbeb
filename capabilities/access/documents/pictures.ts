/* What a page in a browser shows of a pass: no Node.js, nothing from a server. */
export { type Card, cardOf } from "./card.ts";
export { type Canvas2d, drawPicture, PICTURE_WIDTH, pictureHeight } from "./picture.ts";
export { QUIET_MODULES, qrOf, runsOf } from "./qr.ts";

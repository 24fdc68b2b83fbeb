/*
 * Perimeters, passes, scans and verdicts. A perimeter is zones, gates and rules; published, it is a signed rule set. A pass is signed claims in
 * a QR code. A scan is one look at a pass at a gate; it yields a verdict.
 */
export * from "./words/entries.ts";
export * from "./words/feed.ts";
export * from "./words/line.ts";
export * from "./words/pass.ts";
export * from "./words/perimeter.ts";
export * from "./words/scan.ts";
export * from "./words/verdict.ts";

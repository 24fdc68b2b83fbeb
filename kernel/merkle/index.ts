export * from "./frontier.ts";
export * from "./hasher.ts";
export * from "./proof.ts";
export * from "./tiles.ts";

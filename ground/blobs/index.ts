/** Exhibits and documents, by the SHA-256 of their content. */
export { type BlobsProblem, diskBlobs } from "./disk.ts";
export * from "./port.ts";

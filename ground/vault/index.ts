/** Personal data, under a key per person. */
export { destroyErasedKeys, vaultErasure } from "./erasure.ts";
export type { VaultProblem } from "./key-ring.ts";
export * from "./port.ts";
export { migrations as vaultMigrations } from "./tables.ts";
export { seal, unseal } from "./sealing.ts";
export { type OpenVault, openVault } from "./vault.ts";
export { ErasureOrdered, ErasureReason, SubjectErased } from "./words.ts";

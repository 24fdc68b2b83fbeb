/** The journal: append and project in one transaction, durable before acknowledged, hashed and signed. */
export { type Announced, announced, type Book } from "./announced.ts";
export type { HeadProblem } from "./head.ts";
export { type JournalConfig, type OpenJournal, openJournal } from "./journal.ts";
export type { Accepted, Done, Journal, Work, WorkContext } from "./port.ts";
export {
  isSigningKeyProblem,
  newSigningKeyText,
  nodeSha256,
  parseSigningKey,
  publishedKey,
  publishedKeyIn,
  type SigningKey,
  type SigningKeyProblem,
  signingKeyIn,
  verifyEd25519,
} from "./signing-key.ts";
export { journalMigrations, journalTables } from "./tables.ts";
export { exportJournal, type Exported } from "./export.ts";
export type { Difference } from "./compare-tables.ts";
export { type RebuildParts, type RebuildProblem, type RebuildReport, rebuildJournal } from "./rebuild.ts";
export { journalInDatabase } from "./verify/database.ts";
export { journalInFile } from "./verify/file.ts";
export { journalOnServer, type ServerSourceOptions } from "./verify/server.ts";
export { isSourceProblem, type JournalSource, type SourceProblem } from "./verify/source.ts";
export { type Finding, type VerifyOptions, type VerifyReport, verifyJournal } from "./verify/verify.ts";

import { MandateEnded, MandateGranted, MandateUsed, MandateUseEnded } from "@cordon/kernel";
import { capability } from "../capability.ts";
import { grant } from "./operations/grant.ts";
import { list } from "./operations/list.ts";
import { show } from "./operations/show.ts";
import { withdraw } from "./operations/withdraw.ts";
import { migrations, projections, tables } from "./tables.ts";
import { expire } from "./workers/expire.ts";

export { publicRegister, registerPage } from "./page.ts";
export { PUBLIC_WORDS, type PublicLanguage, type PublicWords } from "./page/public-words.ts";
export { mandateBook, type StandingBook } from "./standing-book.ts";

export const mandates = capability({
  name: "mandates",
  entries: [MandateGranted, MandateEnded, MandateUsed, MandateUseEnded],
  operations: [grant, withdraw, list, show],
  migrations,
  tables,
  projections,
  workers: [expire],
});

/** `npm run boundaries`: judges the whole tree and says who went through which wrong door. */
import { fileURLToPath } from "node:url";
import { survey } from "./survey.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const began = performance.now();
const { files, imports, violations } = survey(root);
for (const violation of violations) console.error(violation);
console.error(
  `boundaries: ${violations.length} violations in ${files} files with ${imports} imports, ${Math.round(performance.now() - began)} ms`,
);
if (violations.length > 0 || files === 0 || imports === 0) process.exitCode = 1;

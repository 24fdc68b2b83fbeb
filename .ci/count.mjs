// Prints "PASSED FAILED" for one Vitest JSON report. A file that could not be loaded, a run that wrote no report, and a
// run that ended badly although every test passed (an unhandled rejection, say) each count as a failure.
import { existsSync, readFileSync } from "node:fs";

const [report, exitCode] = process.argv.slice(2);
if (!existsSync(report)) {
  console.log("0 1");
} else {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  ).length;
  const failed = numFailedTests + brokenFiles;
  const endedBadly = exitCode !== "0" || numPassedTests + failed === 0;
  console.log(`${numPassedTests} ${failed === 0 && endedBadly ? 1 : failed}`);
}

import { readFile } from "node:fs/promises";

/** Ticks a second in /proc (sysconf _SC_CLK_TCK, 100 on every Linux that Node runs on). */
const TICKS_PER_SECOND = 100;

/**
 * Seconds that all threads of a process have computed, in itself and in the kernel for it.
 * @throws Error where there is no /proc: the bench runs on Linux
 */
export async function processorSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  // The command's name stands in parentheses and may hold anything; utime and stime are the 12th and 13th after it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

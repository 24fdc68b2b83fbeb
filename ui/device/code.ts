/** The code in an enrolment link or in what follows its `#`; null when there is none. */
export function codeOf(link: string): string | null {
  return /(?:^|#|&)enrol=([A-Za-z0-9_-]{16,128})\s*$/.exec(link.trim())?.[1] ?? null;
}

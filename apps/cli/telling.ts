/** Lines told of one thing; a file of the wrong kind has something wrong in every line. */
const MOST_TOLD = 30;
const EVERY_LINES = 5000;

/** Says a line to whoever sits there, beside what the command itself writes. */
export function tell(line: string): void {
  process.stderr.write(`cordon: ${line}\n`);
}

/** Says how it ended. @param code that the process will exit with */
export function complain(message: string, code: number): void {
  tell(message);
  process.exitCode = code;
}

export function tellSome(lines: readonly string[]): void {
  for (const line of lines.slice(0, MOST_TOLD)) tell(line);
  if (lines.length > MOST_TOLD) tell(`and ${lines.length - MOST_TOLD} more`);
}

/** Says now and then how far a long file is. */
export function telling(what: string, of: number): (total: { readonly lines: number }) => void {
  let next = EVERY_LINES;
  return ({ lines }) => {
    if (lines < next) return;
    next = lines + EVERY_LINES;
    tell(`${what}: ${lines} of ${of} lines`);
  };
}

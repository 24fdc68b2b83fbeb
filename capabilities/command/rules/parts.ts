export type Answer<Output, Problem> =
  | { readonly ok: true; readonly output: Output }
  | { readonly ok: false; readonly problem: Problem };

export type AskedInParts<Total, Problem> =
  | { readonly ended: "whole" | "stopped"; readonly total: Total }
  | { readonly ended: "refused"; readonly total: Total; readonly problem: Problem };

export interface InParts<Part, Output, Problem, Total> {
  readonly parts: readonly Part[];
  /** By whatever road. */
  readonly ask: (part: Part) => Promise<Answer<Output, Problem>>;
  readonly none: Total;
  readonly added: (total: Total, part: Part, output: Output) => Total;
  /** How far it is, after each part. */
  readonly tell: (total: Total) => void;
  readonly stop?: AbortSignal | undefined;
}

/** Asks for one part of a long list after the other. Stops between parts, never within one: each is done whole or not at all. */
export async function askInParts<Part, Output, Problem, Total>({
  parts,
  ask,
  none,
  added,
  tell,
  stop,
}: InParts<Part, Output, Problem, Total>): Promise<AskedInParts<Total, Problem>> {
  let total = none;
  for (const part of parts) {
    if (stop?.aborted === true) return { ended: "stopped", total };
    const answer = await ask(part);
    if (!answer.ok) return { ended: "refused", total, problem: answer.problem };
    total = added(total, part, answer.output);
    tell(total);
  }
  return { ended: "whole", total };
}

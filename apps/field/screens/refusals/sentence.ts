import type { Told } from "../../outbox/presses.ts";
import type { RefusalWords } from "./words.ts";

/**
 * Why something was not taken, in the officer's language. What has no words of its own is said in general, with its name: to be read out by
 * radio, never in a language the officer may not have.
 *
 * @param clock writes an instant as the time of day
 */
export function sentenceOf(told: Told | undefined, words: RefusalWords, clock: (at: string) => string): string {
  if (told === undefined) return words.unknown;
  const { reason, code, params } = told;
  if (code !== null && isOf(words.known, code)) {
    const state = params["state"] ?? "";
    return words.known[code]({
      ...{ callSign: params["callSign"] ?? "", number: params["number"] ?? "" },
      ...{ from: clock(params["from"] ?? ""), until: clock(params["until"] ?? "") },
      state: isOf(words.shift, state) ? words.shift[state] : state,
    });
  }
  const general = isOf(words.general, reason) ? words.general[reason] : words.unknown;
  return `${general} ${words.code(code ?? reason)}`;
}

/** What the command room's rules say by themselves when another unit took an open offer: the only reason of theirs that no person wrote. */
const HAS_TAKEN = /^(.{1,60}) has taken this task$/;

/** A reason as it stands in the journal, in the officer's language where it was not written by a person. */
export function saidIn(said: string, words: RefusalWords): string {
  const taken = HAS_TAKEN.exec(said)?.[1];
  return taken === undefined ? said : words.taken(taken);
}

function isOf<Key extends string>(of: Readonly<Record<Key, unknown>>, key: string): key is Key {
  return Object.hasOwn(of, key);
}

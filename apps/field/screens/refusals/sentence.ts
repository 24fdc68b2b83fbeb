import type { TaskView } from "@cordon/command";
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

/** Why a task ended: what a person wrote as they wrote it; that another unit took an open offer, which no person wrote, in the officer's language. */
export function endOf(task: Pick<TaskView, "said"> & Partial<Pick<TaskView, "takenBy">>, words: RefusalWords): string {
  // A phone may have kept a task from before the server said it.
  return task.takenBy == null ? task.said : words.taken(task.takenBy);
}

function isOf<Key extends string>(of: Readonly<Record<Key, unknown>>, key: string): key is Key {
  return Object.hasOwn(of, key);
}

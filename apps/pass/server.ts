import { type PreparedRules, prepare, readSigned } from "@cordon/access/rules";
import { KeySet, RuleSet, SIGNED_TYPES } from "@cordon/access/words";
import { z } from "zod";
import type { Keeper } from "./kept.ts";

/* What is asked of the server: public things only, without a cookie and without a word about the pass. */

const PublishedKeys = z.object({ keySet: KeySet });
const PublishedRules = z.object({ signed: z.string() });

/** Asks for rules and keys and keeps what comes; true when something did. Without a network what is kept goes on to be used. */
export async function refresh(keeper: Keeper, nowMs: number): Promise<boolean> {
  const [rules, keys] = await Promise.all([
    ask("/api/access/rules?input=%7B%7D"),
    ask("/.well-known/cordon-pass-keys"),
  ]);
  const published = PublishedRules.safeParse(rules);
  if (published.success && ruleSetIn(published.data.signed) !== null) {
    keeper.change({ rules: { signed: published.data.signed, askedAt: nowMs } });
  }
  const keySet = PublishedKeys.safeParse(keys);
  if (keySet.success) keeper.change({ keys: keySet.data.keySet });
  return published.success || keySet.success;
}

async function ask(path: string): Promise<unknown> {
  try {
    const response = await fetch(path, { credentials: "omit", signal: AbortSignal.timeout(10_000) });
    return response.ok ? await response.json() : null;
  } catch {
    // No network, no server, or a page of somebody's Wi-Fi: all the same to somebody who stands before a gate.
    return null;
  }
}

/** The rules that are kept, ready to judge by; null without any. They inform: the gate, which verifies them, decides. */
export function keptRules(keeper: Keeper): { readonly rules: PreparedRules; readonly askedAt: number } | null {
  const { rules } = keeper.kept;
  const ruleSet = rules === null ? null : ruleSetIn(rules.signed);
  return rules === null || ruleSet === null ? null : { rules: prepare(ruleSet), askedAt: rules.askedAt };
}

export function keptKeys(keeper: Keeper): KeySet | null {
  const keySet = KeySet.safeParse(keeper.kept.keys);
  return keySet.success ? keySet.data : null;
}

function ruleSetIn(signed: string): RuleSet | null {
  const document = readSigned(signed, SIGNED_TYPES.rules);
  const ruleSet = RuleSet.safeParse(document.read ? document.value : null);
  return ruleSet.success ? ruleSet.data : null;
}

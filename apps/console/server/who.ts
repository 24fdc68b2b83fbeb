const KEY = "cordon.chose-who";

/**
 * Whether somebody decided in this tab who they are: by signing out, by a passkey, by an invitation. From then on nobody is
 * signed in by itself - least of all the rehearsal operator, in the place of a person whose session has ended.
 */
export function hasChosenWho(): boolean {
  return sessionStorage.getItem(KEY) !== null;
}

export function chooseWho(chosen: boolean): void {
  if (chosen) sessionStorage.setItem(KEY, "yes");
  else sessionStorage.removeItem(KEY);
}

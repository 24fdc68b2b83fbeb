import type { Actor, Role } from "@cordon/kernel";
import { createContext, useContext, useSyncExternalStore } from "react";
import type { Hello } from "./hello.ts";
import { type LiveRoom, useLiveStatus } from "./live.ts";
import type { Witness, Witnessed } from "./Witness.ts";

/** Whoever is signed in. */
export interface Me {
  readonly kind: Actor["kind"];
  readonly id: string;
  readonly name: string | null;
  readonly roles: readonly Role[];
  readonly rehearsal: boolean;
}

/** What every page of the console stands on, once someone is signed in. */
export interface House {
  readonly hello: Hello;
  readonly me: Me;
  readonly live: LiveRoom;
  readonly witness: Witness;
  readonly signOut: () => void;
}

const Context = createContext<House | null>(null);
export const HouseProvider = Context.Provider;

/** @throws Error outside of the signed-in part of the page: a bug */
export function useHouse(): House {
  const house = useContext(Context);
  if (house === null) throw new Error("nobody is signed in here");
  return house;
}

export function useLink() {
  return useLiveStatus(useHouse().live);
}

export function useWitnessed(): Witnessed {
  const { witness } = useHouse();
  return useSyncExternalStore(witness.subscribe, witness.witnessed, witness.witnessed);
}

export function mayAny(me: Me, roles: readonly Role[]): boolean {
  return me.roles.some((role) => roles.includes(role));
}

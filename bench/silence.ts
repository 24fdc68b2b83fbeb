import type { Bus, Vault } from "@cordon/ground";

/** Nobody listens: what subscribers cost is not what is measured. */
export const silentBus: Bus = { publish: () => {}, subscribe: () => () => {}, close: async () => {} };

const nothingPersonal = (): never => {
  throw new Error("the bench keeps nothing personal");
};
export const noVault: Vault = { put: nothingPersonal, get: nothingPersonal, erase: nothingPersonal };

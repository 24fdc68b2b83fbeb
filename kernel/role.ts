import { z } from "zod";
import { ContingentId } from "./id.ts";

/** What a person or a device is trusted to do. An operation names the roles that may call it. */
export const Role = z.enum([
  "operator",
  "supervisor",
  "commander",
  "liaison",
  "pass-officer",
  "steward",
  "officer",
  "data-protection",
  "auditor",
  "admin",
  "gate-device",
  "field-device",
  "edge-device",
  "node-device",
  "exercise",
  "system",
]);
export type Role = z.infer<typeof Role>;

/** Who did it, as the journal writes it: never a name, which is personal and lives in the vault. */
export const Actor = z.object({ kind: z.enum(["person", "device", "system"]), id: z.string().min(1).max(64) });
export type Actor = z.infer<typeof Actor>;

/**
 * Who is asking. `contingent: null` sees all contingents; otherwise need-to-know narrows everything that belongs to
 * another contingent away.
 */
export const Principal = Actor.extend({
  roles: z.array(Role).readonly(),
  contingent: ContingentId.nullable(),
  unit: z.string().nullable(),
});
export type Principal = z.infer<typeof Principal>;

/** Who may see a thing: any of these roles, and its contingent if it belongs to one. */
export function maySee(principal: Principal, roles: readonly Role[], contingent: ContingentId | null): boolean {
  const permitted = principal.roles.some((role) => role === "system" || roles.includes(role));
  return permitted && (contingent === null || principal.contingent === null || principal.contingent === contingent);
}

export function actorOf(principal: Principal): Actor {
  return { kind: principal.kind, id: principal.id };
}

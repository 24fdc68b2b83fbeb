import type { Principal } from "@cordon/kernel";
import { type Expression, expressionBuilder, type ReferenceExpression, type SqlBool } from "kysely";

/**
 * Narrows rows to what the caller may know, as the kernel's `maySee` does for entries: all rows for who sees all contingents, else those of
 * its own contingent and those of none. `.where(ofContingent<Tables, "task">(by, "task.contingent"))`.
 */
export function ofContingent<Tables, Table extends keyof Tables>(
  by: Pick<Principal, "contingent">,
  column: ReferenceExpression<Tables, Table>,
): Expression<SqlBool> {
  const eb = expressionBuilder<Tables, Table>();
  if (by.contingent === null) return eb.lit(true);
  return eb.or([eb(column, "is", null), eb(column, "=", eb.val(by.contingent))]);
}

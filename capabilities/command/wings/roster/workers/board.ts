import type { Coverage } from "../rules/coverage.ts";

/** The coverage that a worker keeps and operations read. Null until the roster was read, and while it is read again. */
export class RosterBoard {
  coverage: Coverage | null = null;
}
